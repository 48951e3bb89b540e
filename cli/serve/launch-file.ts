import { randomBytes } from 'node:crypto'
import { lstat, readdir, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { ownFiles } from '../../core/state/own-files.ts'
import { makePrivateFolder } from '../../core/state/write-private-file.ts'
import { launchPage } from './launch-page.ts'
import type { Opening } from './start-loopback-host.ts'

export interface LaunchFile {
  readonly path: string
  remove(): Promise<void>
}

const launchName = /^open-[0-9a-f]{16}\.html$/

/** True for a folder of ours that nobody else can write to; with `closed`, nor look into. */
async function isOurs(folder: string, closed: boolean): Promise<boolean> {
  const found = await lstat(folder)
  if (!found.isDirectory()) return false
  if (process.getuid === undefined) return true
  return found.uid === process.getuid() && (found.mode & (closed ? 0o077 : 0o022)) === 0
}

/** Makes the folder; false where it cannot be, or would not be ours alone. */
async function isUsable(folder: string): Promise<boolean> {
  try {
    await makePrivateFolder(folder)
    return (await isOurs(dirname(folder), false)) && (await isOurs(folder, true))
  } catch {
    // Not there and not to be made, such as the runtime folder of a session that is over: the next one may do.
    return false
  }
}

/** Files of runs that were killed; their codes are dead. */
async function sweep(folder: string): Promise<void> {
  const names = (await readdir(folder)).filter((name) => launchName.test(name))
  await Promise.all(names.map((name) => rm(join(folder, name), { force: true })))
}

/**
 * Writes the page that leads a browser to the host into the first folder that is ours alone: 0600, and gone with its code.
 * Undefined when no folder will do.
 */
export async function writeLaunchFile(
  folders: readonly string[],
  host: string,
  { code, codeLifeMs }: Opening,
): Promise<LaunchFile | undefined> {
  for (const folder of folders) {
    if (!(await isUsable(folder))) continue
    await sweep(folder)
    const path = join(folder, `open-${randomBytes(8).toString('hex')}.html`)
    await ownFiles.write(path, launchPage(host, code))
    const remove = async (): Promise<void> => {
      clearTimeout(timer)
      await rm(path, { force: true })
    }
    // That it could not be removed harms nobody: its code is dead.
    const timer = setTimeout(() => void remove().catch(() => undefined), codeLifeMs).unref()
    return { path, remove }
  }
  return undefined
}
