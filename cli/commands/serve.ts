import { join } from 'node:path'
import type { CliContext } from '../context.ts'
import { openCore } from '../open-core.ts'
import { runServe as serve } from '../serve/run-serve.ts'

export interface ServeCommandOptions {
  readonly port?: number
  readonly open?: boolean
}

/** On Linux a browser needs a screen; elsewhere there is one. Nothing opens where nobody sits at a terminal. */
function somebodySees(context: CliContext): boolean {
  if (context.terminal.columns === undefined) return false
  return context.platform !== 'linux' || Boolean(context.env['DISPLAY'] || context.env['WAYLAND_DISPLAY'])
}

/** `serve`: the page on a loopback port, until Ctrl-C. */
export function runServe(context: CliContext, options: ServeCommandOptions): Promise<number> {
  return serve({
    openCore: async () => (await openCore(context, { host: 'loopback' })).core,
    pageRoot: join(context.packageRoot, 'dist', 'renderer'),
    open: options.open ?? somebodySees(context),
    ...(options.port !== undefined && { port: options.port }),
    print: (line) => context.terminal.out(`${line}\n`),
  })
}
