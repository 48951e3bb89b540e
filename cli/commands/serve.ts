import { join } from 'node:path'
import { launchFolders as foldersOf } from '../../core/state/paths.ts'
import type { CliContext, CommonOptions } from '../context.ts'
import { askInServeTerminal } from '../input/consent-asker.ts'
import { isForeground } from '../input/is-foreground.ts'
import { openCore } from '../open-core.ts'
import { finish, printJson, printNote } from '../output/reply.ts'
import { listenForEnter } from '../serve/enter-key.ts'
import { runServe as serve } from '../serve/run-serve.ts'
import { snapBrowserFolders } from '../serve/snap-browser.ts'

export interface ServeCommandOptions extends CommonOptions {
  readonly port?: number
  readonly open?: boolean
  readonly idle?: number
}

/** On Linux a browser needs a screen; elsewhere there is one. Nothing opens where nobody sits at a terminal. */
function somebodySees(context: CliContext): boolean {
  if (context.terminal.columns === undefined) return false
  return context.platform !== 'linux' || Boolean(context.env['DISPLAY'] || context.env['WAYLAND_DISPLAY'])
}

/** Folders for the file that leads the browser on; a browser out of a snap reads few of them. */
async function launchFolders({ env, platform, homeDir }: CliContext): Promise<readonly string[]> {
  const ofSnap = platform === 'linux' ? await snapBrowserFolders(homeDir, env) : []
  return [...ofSnap, ...foldersOf(env, platform, homeDir)]
}

/** `serve`: the page on a loopback port, until Ctrl-C. */
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
        })
      ).core,
    pageRoot: join(context.packageRoot, 'dist', 'renderer'),
    ...((options.open ?? somebodySees(context)) && { launchFolders: () => launchFolders(context) }),
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
    terminal.errPaint('dim', 'The address works once, within 5 minutes. Enter: another one. Ctrl-C: stop.\n'),
  )
}
