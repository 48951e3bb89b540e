import { join } from 'node:path'
import type { CliContext, CommonOptions } from '../context.ts'
import { askInServeTerminal } from '../input/consent-asker.ts'
import { openCore } from '../open-core.ts'
import { finish, printJson, printNote } from '../output/reply.ts'
import { runServe as serve } from '../serve/run-serve.ts'

export interface ServeCommandOptions extends CommonOptions {
  readonly port?: number
  readonly open?: boolean
}

/** On Linux a browser needs a screen; elsewhere there is one. Nothing opens where nobody sits at a terminal. */
function somebodySees(context: CliContext): boolean {
  if (context.terminal.columns === undefined) return false
  return context.platform !== 'linux' || Boolean(context.env['DISPLAY'] || context.env['WAYLAND_DISPLAY'])
}

/** `serve`: the page on a loopback port, until Ctrl-C. */
export async function runServe(context: CliContext, options: ServeCommandOptions): Promise<number> {
  const served = await serve({
    openCore: async () =>
      (
        await openCore(context, {
          host: 'loopback',
          askConsent: (question, signal) => askInServeTerminal(context, question, signal),
        })
      ).core,
    pageRoot: join(context.packageRoot, 'dist', 'renderer'),
    open: options.open ?? somebodySees(context),
    ...(options.port !== undefined && { port: options.port }),
    announce: (url) => {
      if (options.json === true) printJson(context, { ok: true, value: { url } })
      else context.terminal.out(`${url}\n`)
    },
    note: (text) => printNote(context, text),
  })
  return finish(context, served.ok ? {} : options, served, () => undefined)
}
