import { writeLaunchFile, type LaunchFile } from '../../core/host/links/launch-file.ts'
import { codePage } from '../../core/host/links/launch-page.ts'
import type { Core } from '../../core/start/create-core.ts'
import { fail, ok, type Result } from '../../shared/result.ts'
import { startLoopbackHost, type LoopbackHost } from './start-loopback-host.ts'

export interface ServeOptions {
  /** Called once, when the address is known: the browser opens while the core loads. */
  readonly openCore: () => Promise<Core>
  readonly pageRoot: string
  /** See LoopbackOptions. */
  readonly isReplaced?: () => boolean
  readonly port?: number
  readonly idleHours?: number
  /** Folders for the file that directs the user's browser, best first. Absent: opens no browser. */
  readonly launchFolders?: () => Promise<readonly string[]>
  readonly openFile: (path: string) => Promise<boolean>
  /** Called with each new address; an address opens one tab. */
  readonly announce: (url: string) => void
  /** Called with other notes for the user. */
  readonly note: (text: string) => void
  /** Calls the listener when the user asks for another address. Returns a function that stops this. */
  readonly onAgain?: (listener: () => void) => () => void
  /** Resolves when the user wants to stop, by default on SIGINT, SIGTERM or SIGHUP. */
  readonly stopped?: Promise<unknown>
}

/**
 * `stackpass serve`: announces an address, serves until the user stops it, closes host and core. Error: ListenFailed.
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
 * Announces an address, and opens the browser with a file that leads to the host. Never passes a code as a program
 * argument, because all users of the machine can read arguments.
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
