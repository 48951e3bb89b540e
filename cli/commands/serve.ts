import { join } from 'node:path'
import { hasScreen } from '../../core/host/links/browser-here.ts'
import { openFile } from '../../core/host/links/open-file.ts'
import { watchProgram } from '../../core/system/program-replaced.ts'
import { browserFolders } from '../../core/host/links/open-link.ts'
import type { CliContext, CommonOptions } from '../context.ts'
import { askInServeTerminal } from '../input/consent-asker.ts'
import { isForeground } from '../input/is-foreground.ts'
import { openCore } from '../open-core.ts'
import { finish, printJson, printNote } from '../output/reply.ts'
import { listenForEnter } from '../serve/enter-key.ts'
import { runServe as serve } from '../serve/run-serve.ts'

export interface ServeCommandOptions extends CommonOptions {
  readonly port?: number
  readonly open?: boolean
  readonly idle?: number
}

/** Opens no browser when nobody sits at a terminal. */
const somebodySees = ({ terminal, env, platform }: CliContext): boolean =>
  terminal.columns !== undefined && hasScreen(env, platform)

/** `serve`: serves the page on a loopback port until Ctrl-C. */
export async function runServe(context: CliContext, options: ServeCommandOptions): Promise<number> {
  const enter = process.stdin.isTTY
    ? listenForEnter(process.stdin, () => isForeground(context.platform))
    : undefined
  const served = await serve({
    openCore: async () =>
      (
        await openCore(context, {
          host: 'loopback',
          askConsent: (question, signal) => {
            const ask = () => askInServeTerminal(context, question, signal)
            return enter === undefined ? ask() : enter.aside(ask)
          },
          askPerson: async (question, signal) => {
            const { askInTerminalOfServe } = await import('../input/hand-out-asker.ts')
            const ask = () => askInTerminalOfServe(context, question, signal)
            return enter === undefined ? ask() : enter.aside(ask)
          },
        })
      ).core,
    pageRoot: join(context.packageRoot, 'dist', 'renderer'),
    isReplaced: watchProgram(join(context.packageRoot, 'dist', 'cli', 'main.cjs')),
    ...((options.open ?? somebodySees(context)) && { launchFolders: () => browserFolders(context) }),
    openFile: (path) => openFile(path, context),
    ...(options.port !== undefined && { port: options.port }),
    ...(options.idle !== undefined && { idleHours: options.idle }),
    ...(enter && { onAgain: (listener) => enter.onPress(listener) }),
    announce: (url) => {
      if (options.json === true) printJson(context, { ok: true, value: { url } })
      else context.terminal.out(`${url}\n`)
      if (enter) printHint(context)
    },
    note: (text) => printNote(context, text),
  })
  enter?.close()
  return finish(context, served.ok ? {} : options, served, () => undefined)
}

function printHint({ terminal }: CliContext): void {
  terminal.err(
    terminal.errPaint(
      'dim',
      'The address works once, within 5 minutes. Enter: another address. Ctrl-C: stop.\n',
    ),
  )
}
