import { randomBytes } from 'node:crypto'
import { rmSync } from 'node:fs'
import { lstat, readdir, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { ownFiles } from '../../state/own-files.ts'
import { makePrivateFolder } from '../../state/write-private-file.ts'
import { startAside, type Surroundings } from './start-aside.ts'

export interface LaunchFile {
  readonly path: string
  remove(): Promise<void>
  /** Lets it outlive this process: then a program that we start removes it. */
  outlive(where: Surroundings): Promise<void>
}

export interface LaunchFileOptions {
  /** Where the file may be, best first. */
  readonly folders: readonly string[]
  readonly page: string
  /** A browser has read the file long before. */
  readonly lifeMs: number
}

const launchName = /^open-[0-9a-f]{16}\.html$/
/** No file is meant to live longer. */
const longestLifeMs = 60_000

/** True for a folder of ours that nobody else can write to or, with `closed`, look into. */
async function isOurs(folder: string, closed: boolean): Promise<boolean> {
  const found = await lstat(folder)
  if (!found.isDirectory()) return false
  if (process.getuid === undefined) return true
  return found.uid === process.getuid() && (found.mode & (closed ? 0o077 : 0o022)) === 0
}

/** Makes the folder; false where it cannot be made, or would not be ours alone. */
async function isUsable(folder: string): Promise<boolean> {
  try {
    await makePrivateFolder(folder)
    return (await isOurs(dirname(folder), false)) && (await isOurs(folder, true))
  } catch {
    // Missing and impossible to make, such as the runtime folder of an ended session: try the next one.
    return false
  }
}

/** Removes what killed runs have left, but nothing that a browser may be about to read. */
async function sweep(folder: string): Promise<void> {
  const names = (await readdir(folder)).filter((name) => launchName.test(name))
  for (const name of names) {
    const path = join(folder, name)
    const age = await lstat(path).then(
      ({ mtimeMs }) => Math.abs(Date.now() - mtimeMs),
      () => 0, // Another run removed it first.
    )
    if (age > longestLifeMs) await rm(path, { force: true })
  }
}

const remover =
  'setTimeout(() => require("fs").rmSync(process.argv[1], { force: true }), Number(process.argv[2]))'

/** Where this Node cannot be started again, the next run removes the file. */
async function removeLater(path: string, lifeMs: number, where: Surroundings): Promise<void> {
  const env = { ...where.env, NODE_OPTIONS: undefined }
  await startAside(process.execPath, ['-e', remover, path, String(lifeMs)], { ...where, env })
}

/**
 * Writes a page that forwards a browser into the first folder that is ours alone: 0600, gone after its life or with this
 * process. Undefined when no folder is suitable.
 */
export async function writeLaunchFile({
  folders,
  page,
  lifeMs,
}: LaunchFileOptions): Promise<LaunchFile | undefined> {
  for (const folder of folders) {
    if (!(await isUsable(folder))) continue
    await sweep(folder)
    const path = join(folder, `open-${randomBytes(8).toString('hex')}.html`)
    await ownFiles.write(path, page)
    const atExit = (): void => rmSync(path, { force: true })
    process.once('exit', atExit)
    const remove = async (): Promise<void> => {
      clearTimeout(timer)
      process.off('exit', atExit)
      await rm(path, { force: true })
    }
    // The next run removes what could not be removed now.
    const timer = setTimeout(() => void remove().catch(() => undefined), lifeMs).unref()
    const outlive = async (where: Surroundings): Promise<void> => {
      process.off('exit', atExit)
      await removeLater(path, lifeMs, where)
    }
    return { path, remove, outlive }
  }
  return undefined
}
