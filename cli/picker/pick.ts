import { StringDecoder } from 'node:string_decoder'
import { openTerminal } from '../input/ask-terminal.ts'
import { isForeground } from '../input/is-foreground.ts'
import type { CliContext } from '../context.ts'
import { colourWanted, createPaint } from '../terminal/paint.ts'
import { drawPicker } from './draw-picker.ts'
import { filterItems, type PickerItem } from './filter-items.ts'
import { readKeys, type PickerKey } from './read-keys.ts'

const mostLines = 12
const hideCursor = '\u001b[?25l'
const showCursor = '\u001b[?25h'

/** The state of a picker, which keys change. */
interface State<Item> {
  readonly query: string
  readonly found: readonly Item[]
  readonly at: number
  readonly top: number
}

function moved<Item>(state: State<Item>, to: number, height: number): State<Item> {
  const at = Math.max(0, Math.min(state.found.length - 1, to))
  const top = at < state.top ? at : Math.max(state.top, at - height + 1)
  return { ...state, at, top }
}

function typed<Item extends PickerItem>(items: readonly Item[], query: string): State<Item> {
  return { query, found: filterItems(items, query), at: 0, top: 0 }
}

function after<Item extends PickerItem>(
  items: readonly Item[],
  state: State<Item>,
  key: PickerKey,
  height: number,
): State<Item> {
  switch (key.kind) {
    case 'text':
      return typed(items, state.query + key.text)
    case 'erase':
      return typed(items, [...state.query].slice(0, -1).join(''))
    case 'eraseWord':
      return typed(items, state.query.slice(0, state.query.trimEnd().lastIndexOf(' ') + 1))
    case 'eraseAll':
      return typed(items, '')
    case 'move':
      return moved(state, state.at + key.by, height)
    case 'page':
      return moved(state, state.at + key.by * height, height)
    case 'end':
      return moved(state, key.of === 'start' ? 0 : state.found.length - 1, height)
    case 'take':
    case 'leave':
      return state
  }
}

/**
 * Lets a person choose one of many on the controlling terminal, below the cursor's line. Afterwards it removes what it drew and
 * restores the terminal, even if the process is ended meanwhile. `undefined`: cancelled with Esc or Ctrl C; `null`: there is no
 * terminal, or one without a cursor.
 *
 * Our own code, because the libraries for this (@inquirer/search, @clack/prompts) draw on standard output, wrap long names instead
 * of cutting out the middle, and do not support Esc.
 */
export async function pick<Item extends PickerItem>(
  { env, platform }: Pick<CliContext, 'env' | 'platform'>,
  title: string,
  items: readonly Item[],
): Promise<Item | undefined | null> {
  if ((env['TERM'] ?? (platform === 'win32' ? 'windows' : 'dumb')) === 'dumb') return null
  if (!(await isForeground(platform))) return null
  const terminal = openTerminal(platform)
  if (terminal === undefined) return null
  const { input, output } = terminal
  const paint = createPaint(colourWanted(env, true))
  let state = typed(items, '')
  let drawn = 0
  const height = (): number => Math.max(1, Math.min(mostLines, (output.rows || 24) - 4))
  const clear = (): string => `\r${drawn > 1 ? `\u001b[${drawn - 1}A` : ''}\u001b[J`
  const draw = (): void => {
    const columns = output.columns || 80
    const lines = drawPicker({ ...state, title, total: items.length, height: height(), columns, paint })
    output.write(clear() + lines.join('\r\n'))
    drawn = lines.length
  }
  const restore = (): void => {
    output.write(clear() + showCursor)
    drawn = 0
    input.setRawMode(false)
  }
  const onSignal = (signal: NodeJS.Signals): void => {
    restore()
    process.off(signal, onSignal)
    process.kill(process.pid, signal)
  }
  const ending = ['SIGTERM', 'SIGHUP'] as const
  const decoder = new StringDecoder('utf8')
  try {
    input.setRawMode(true)
    output.write(hideCursor)
    process.once('exit', restore)
    for (const signal of ending) process.on(signal, onSignal)
    output.on('resize', draw)
    draw()
    return await new Promise<Item | undefined>((resolve) => {
      input.on('end', () => resolve(undefined))
      input.on('error', () => resolve(undefined))
      input.on('data', (chunk: Buffer) => {
        for (const key of readKeys(decoder.write(chunk))) {
          if (key.kind === 'leave') return resolve(undefined)
          if (key.kind === 'take' && state.found.length > 0) return resolve(state.found[state.at])
          state = after(items, state, key, height())
        }
        draw()
      })
    })
  } finally {
    process.off('exit', restore)
    for (const signal of ending) process.off(signal, onSignal)
    output.off('resize', draw)
    restore()
    terminal.close()
  }
}
