import type { Core } from '../../core/create-core.ts'
import { openBrowser } from './open-browser.ts'
import { startLoopbackHost } from './start-loopback-host.ts'

export interface ServeOptions {
  /** Called once, when the address is known: the browser is on its way while the core loads. */
  readonly openCore: () => Promise<Core>
  readonly pageRoot: string
  readonly port?: number
  /** Also open the user's browser. */
  readonly open?: boolean
  readonly print: (line: string) => void
  /** Resolves when the user wants to stop, by default on SIGINT, SIGTERM or SIGHUP. */
  readonly stopped?: Promise<unknown>
}

/**
 * `stackpass serve`: prints the address, serves until stopped, closes host and core. Returns the exit code:
 * 0 when stopped by the user, 1 when the port is taken.
 */
export async function runServe(options: ServeOptions): Promise<number> {
  const stopped = options.stopped ?? stopSignal()
  let opened: Promise<Core> | undefined
  const core = (): Promise<Core> => (opened ??= options.openCore())
  const host = await startLoopbackHost({ ...options, core }).catch((error: NodeJS.ErrnoException) => error)
  if (host instanceof Error) {
    options.print(
      host.code === 'EADDRINUSE'
        ? `Port ${String(options.port)} is in use. Choose another, or leave --port out.`
        : `Stackpass could not listen on 127.0.0.1: ${host.message}`,
    )
    return 1
  }
  options.print(host.url)
  const opening = options.open === true ? openBrowser(host.url) : Promise.resolve(true)
  const loaded = await core()
  if (!(await opening)) options.print('No browser could be opened. Open the address above yourself.')
  await stopped
  await host.close()
  await loaded.close()
  return 0
}

function stopSignal(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => resolve())
  })
}
