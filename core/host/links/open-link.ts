import { launchFolders } from '../../state/paths.ts'
import type { BrowserTarget } from '../ports.ts'
import { isBrowserHere } from './browser-here.ts'
import { containerLink } from './container-link.ts'
import { writeLaunchFile, type LaunchFile } from './launch-file.ts'
import { linkPage } from './launch-page.ts'
import { browserOfTarget, openFile, openFileIn } from './open-file.ts'
import { snapBrowserFolders, snapFolder } from './snap-browser.ts'
import type { Surroundings } from './start-aside.ts'

export interface LinkOpenerOptions extends Surroundings {
  /** False for a process that ends before a browser has read the file. */
  readonly stays: boolean
}

const lifeMs = 30_000
const loopbackHosts = new Set(['127.0.0.1', '[::1]', 'localhost'])

/** Folders for the file that forwards the browser; a browser from a snap can read few of them. */
export async function browserFolders({ env, platform, homeDir }: Surroundings): Promise<readonly string[]> {
  const ofSnap = platform === 'linux' ? await snapBrowserFolders(homeDir, env) : []
  return [...ofSnap, ...launchFolders(env, platform, homeDir)]
}

/**
 * True for an https address without credentials. An address of this computer counts only with `STACKPASS_OPEN_LOOPBACK=1`, for a
 * stand-in for AWS.
 */
export function mayOpenLink(url: string, env: Surroundings['env']): boolean {
  if (!URL.canParse(url)) return false
  const { protocol, hostname, username, password } = new URL(url)
  if (username !== '' || password !== '') return false
  if (protocol === 'https:') return true
  return protocol === 'http:' && env['STACKPASS_OPEN_LOOPBACK'] === '1' && loopbackHosts.has(hostname)
}

/**
 * Opens a web address in the user's browser through a private file that forwards: every user of the machine can read the
 * arguments of programs, and such an address may hold a live session. Resolves false where no browser can be started.
 */
export async function openLink(
  url: string,
  options: LinkOpenerOptions,
  target?: BrowserTarget,
): Promise<boolean> {
  const { env, platform, stays } = options
  if (!mayOpenLink(url, env) || !isBrowserHere(env, platform)) return false
  const { href } = new URL(url)
  const page = linkPage(target?.kind === 'firefox-container' ? containerLink(href, target) : href)
  const file = await writeFile(await foldersFor(target, options), page)
  if (file === undefined) return false
  const isOpen = await (target === undefined
    ? openFile(file.path, options)
    : openFileIn(target, file.path, options))
  if (!isOpen) await file.remove()
  else if (!stays) await file.outlive(options)
  return isOpen
}

async function foldersFor(
  target: BrowserTarget | undefined,
  where: Surroundings,
): Promise<readonly string[]> {
  if (target === undefined) return browserFolders(where)
  const { env, platform, homeDir } = where
  const ofSnap = platform === 'linux' ? await snapFolder(homeDir, browserOfTarget(target).snap) : undefined
  return [...(ofSnap === undefined ? [] : [ofSnap]), ...launchFolders(env, platform, homeDir)]
}

/** If no file can be written, the user opens the address, as where there is no browser. */
const writeFile = (folders: readonly string[], page: string): Promise<LaunchFile | undefined> =>
  writeLaunchFile({ folders, page, lifeMs }).catch(() => undefined)
