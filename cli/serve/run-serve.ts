import type { Core } from '../../core/create-core.ts'
import { fail, ok, type Result } from '../../shared/result.ts'
import { openBrowser } from './open-browser.ts'
import { startLoopbackHost } from './start-loopback-host.ts'

export interface ServeOptions {
  /** Called once, when the address is known: the browser is on its way while the core loads. */
  readonly openCore: () => Promise<Core>
  readonly pageRoot: string
  readonly port?: number
  /** Also open the user's browser. */
  readonly open?: boolean
  /** Gets the address, once it is known. */
  readonly announce: (url: string) => void
  /** For what is worth knowing beside it. */
  readonly note: (text: string) => void
  /** Resolves when the user wants to stop, by default on SIGINT, SIGTERM or SIGHUP. */
  readonly stopped?: Promise<unknown>
}

/**
 * `stackpass serve`: tells the address, serves until stopped by the user, closes host and core. Error: ListenFailed.
 */
export async function runServe(options: ServeOptions): Promise<Result<void>> {
  const stopped = options.stopped ?? stopSignal()
  let opened: Promise<Core> | undefined
  const core = (): Promise<Core> => (opened ??= options.openCore())
  const host = await startLoopbackHost({ ...options, core }).catch((error: NodeJS.ErrnoException) => error)
  if (host instanceof Error) return notListening(host, options.port)
  options.announce(host.url)
  const opening = options.open === true ? openBrowser(host.url) : Promise.resolve(true)
  const loaded = await core()
  if (!(await opening)) options.note('No browser could be opened. Open the address above yourself.')
  await stopped
  await host.close()
  await loaded.close()
  return ok(undefined)
}

function notListening({ code, message }: NodeJS.ErrnoException, port: number | undefined): Result<void> {
  if (code === 'EADDRINUSE')
    return fail('ListenFailed', `Port ${String(port)} is in use.`, {
      reason: 'Another program listens on it, perhaps Stackpass itself in another terminal.',
      remedy: 'Choose another one, or leave --port out.',
    })
  return fail('ListenFailed', 'Stackpass could not listen on 127.0.0.1.', {
    reason: message,
    remedy: code === 'EACCES' ? 'Choose a port from 1024 on, or leave --port out.' : 'Leave --port out.',
  })
}

function stopSignal(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => resolve())
  })
}
