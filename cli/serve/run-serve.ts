import { writeLaunchFile, type LaunchFile } from '../../core/host/links/launch-file.ts'
import { codePage } from '../../core/host/links/launch-page.ts'
import type { Core } from '../../core/start/create-core.ts'
import { fail, ok, type Result } from '../../shared/result.ts'
import { startLoopbackHost, type LoopbackHost } from './start-loopback-host.ts'

export interface ServeOptions {
  /** Called once, when the address is known: the browser is on its way while the core loads. */
  readonly openCore: () => Promise<Core>
  readonly pageRoot: string
  /** See LoopbackOptions. */
  readonly isReplaced?: () => boolean
  readonly port?: number
  readonly idleHours?: number
  /** Where the file may lie that leads the user's browser on, best first. Absent: no browser is opened. */
  readonly launchFolders?: () => Promise<readonly string[]>
  readonly openFile: (path: string) => Promise<boolean>
  /** Gets an address that opens one tab, whenever there is a new one. */
  readonly announce: (url: string) => void
  /** For what is worth knowing beside it. */
  readonly note: (text: string) => void
  /** Calls the listener when the user asks for another address. Returns the function that ends it. */
  readonly onAgain?: (listener: () => void) => () => void
  /** Resolves when the user wants to stop, by default on SIGINT, SIGTERM or SIGHUP. */
  readonly stopped?: Promise<unknown>
}

/**
 * `stackpass serve`: tells an address, serves until stopped by the user, closes host and core. Error: ListenFailed.
 */
export async function runServe(options: ServeOptions): Promise<Result<void>> {
  const stopped = options.stopped ?? stopSignal()
  let opened: Promise<Core> | undefined
  const core = (): Promise<Core> => (opened ??= options.openCore())
  const host = await startLoopbackHost({ ...options, core }).catch((error: NodeJS.ErrnoException) => error)
  if (host instanceof Error) return notListening(host, options.port)
  const files: LaunchFile[] = []
  const open = async (): Promise<void> => {
    const file = await showWayIn(host, options)
    if (file) files.push(file)
  }
  const opening = open()
  const offAgain = options.onAgain?.(() => void open())
  const loaded = await core()
  await opening
  await stopped
  offAgain?.()
  await Promise.all(files.map((file) => file.remove()))
  await host.close()
  await loaded.close()
  return ok(undefined)
}

/**
 * Tells an address, and opens the browser on a file that leads to the host. No code is in an argument of a program: all
 * users of the machine can read those.
 */
async function showWayIn(host: LoopbackHost, options: ServeOptions): Promise<LaunchFile | undefined> {
  const opening = host.newOpening()
  options.announce(opening.url)
  if (options.launchFolders === undefined) return undefined
  const file = await options
    .launchFolders()
    .then((folders) =>
      writeLaunchFile({ folders, page: codePage(host.host, opening.code), lifeMs: opening.codeLifeMs }),
    )
    .catch(() => undefined)
  if (file === undefined) {
    options.note('The file that leads a browser here could not be written. Open the address above yourself.')
    return undefined
  }
  const isOpen = await options.openFile(file.path)
  if (!isOpen) options.note('No browser could be opened. Open the address above yourself.')
  return file
}

function notListening({ code, message }: NodeJS.ErrnoException, port: number | undefined): Result<void> {
  if (code === 'EADDRINUSE')
    return fail('ListenFailed', `Port ${String(port)} is in use.`, {
      reason: 'Another program listens on it, perhaps Stackpass itself in another terminal.',
      remedy: 'Choose another one, or leave out --port.',
    })
  return fail('ListenFailed', 'Stackpass could not listen on 127.0.0.1.', {
    reason: message,
    remedy: code === 'EACCES' ? 'Choose a port from 1024 up, or leave out --port.' : 'Leave out --port.',
  })
}

function stopSignal(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => resolve())
  })
}
