import { cut, cutMiddle, displayWidth, padEnd } from '../terminal/display-width.ts'
import type { Paint } from '../terminal/paint.ts'
import type { PickerItem } from './filter-items.ts'

export interface PickerView {
  readonly title: string
  readonly query: string
  readonly found: readonly PickerItem[]
  readonly total: number
  /** Index in `found` of the chosen line, and of the first visible one. */
  readonly at: number
  readonly top: number
  /** Number of lines for items. */
  readonly height: number
  readonly columns: number
  readonly paint: Paint
}

const gap = 2
const leastName = 12

const colours = { danger: 'red', broken: 'yellow', good: 'green' } as const

/** The width of each column: details are dropped, first to last, until names fit; the state is never cut. */
function columnWidths(shown: readonly PickerItem[], space: number) {
  const widest = (texts: Iterable<string>): number => Math.max(0, ...[...texts].map(displayWidth))
  const name = widest(shown.map((item) => item.name))
  const state = widest(shown.map((item) => item.state ?? ''))
  const most = Math.max(0, ...shown.map(({ details }) => details?.length ?? 0))
  const details = Array.from({ length: most }, (_, place) =>
    widest(shown.map((item) => item.details?.[place] ?? '')),
  )
  const taken = (): number =>
    [state, ...details].reduce((sum, width) => sum + (width === 0 ? 0 : width + gap), 0)
  for (const [place] of details.entries()) {
    if (name + taken() <= space) break
    details[place] = 0
  }
  const left = space - taken()
  return { name: Math.min(name, Math.max(left, Math.min(leastName, space))), details, state }
}

/** The lines of a picker, none wider than the terminal, so that none wraps. */
export function drawPicker(view: PickerView): string[] {
  const { title, query, found, total, at, top, height, columns, paint } = view
  const space = Math.max(10, columns - 3)
  const shown = found.slice(top, top + height)
  const widths = columnWidths(shown, space)
  const count = query === '' ? `${total}` : `${found.length} of ${total}`
  const head = cut(`${title} (${count}): `, Math.max(8, columns - 12))
  const rows = shown.map((item, index) => {
    const isAt = top + index === at
    const name = padEnd(cutMiddle(item.name, widths.name), widths.name)
    const painted = item.tone === 'danger' ? paint('red', name) : isAt ? paint('bold', name) : name
    let left = space - widths.name
    let rest = ''
    const put = (text: string, width: number, colour: 'dim' | 'red' | 'yellow' | 'green'): void => {
      if (width === 0 || left < gap + 1) return
      const fitted = cut(text, left - gap)
      rest += ' '.repeat(gap) + (fitted === '' ? '' : paint(colour, fitted))
      rest += ' '.repeat(Math.max(0, Math.min(width, left - gap) - displayWidth(fitted)))
      left -= gap + width
    }
    for (const [place, width] of widths.details.entries()) put(item.details?.[place] ?? '', width, 'dim')
    put(item.state ?? '', widths.state, item.tone === undefined ? 'dim' : colours[item.tone])
    return `${isAt ? paint('cyan', '>') : ' '} ${painted}${rest}`.trimEnd()
  })
  if (rows.length === 0)
    rows.push(paint('dim', cut('  No name matches. Backspace deletes a letter.', columns - 1)))
  const keys = cut('Type to find, arrows move, Enter chooses, Esc leaves.', columns - 1)
  return [`${paint('dim', head)}${cut(query, columns - 1 - displayWidth(head))}`, ...rows, paint('dim', keys)]
}
