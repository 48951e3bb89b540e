import path from 'node:path'
import { errno, failure, linkLoop, notRegular } from './file-errors.ts'
import type { ReadPort } from './file-port.ts'

export interface ResolvedPath {
  /** Where the bytes are or will be: with all symlinks resolved, as far as it exists. */
  readonly realPath: string
  /** A symlink led there, so we must not create its folder. */
  readonly viaLink: boolean
  /** The file and every link on the way to it: a change of any of them can change the content. */
  readonly places: readonly string[]
}

/**
 * Names that mean a device on Windows, in any folder and with any ending. Node would make a file of that name,
 * which other programs can neither read nor remove.
 */
const deviceName = /^(?:con|prn|aux|nul|conin\$|conout\$|(?:com|lpt)[0-9\u00B9\u00B2\u00B3])(?:[ .:].*)?$/i

export const namesDevice = (file: string): boolean =>
  file.split(/[\\/]/).some((part) => deviceName.test(part))

/** As many links as Linux follows. */
const mostLinks = 40

/**
 * Follows symlinks to the file, even when it (or what the last link names) does not exist yet: a dangling link is
 * created at its target. Throws FileFailure FileNotRegular for a loop; other system errors pass through.
 */
export async function resolvePath(fs: ReadPort, file: string, label: string): Promise<ResolvedPath> {
  if (!path.isAbsolute(file) || file.includes('\0')) {
    throw failure('FileUnreadable', label, `${label} is not a path that can be opened.`)
  }
  if (process.platform === 'win32' && namesDevice(file)) throw notRegular(label, 'a device')
  let current = path.normalize(file)
  const places: string[] = []
  for (let links = 0; links <= mostLinks; links++) {
    const target = await linkTarget(fs, current, label)
    const folder = await realFolder(fs, path.dirname(current), label)
    const place = path.join(folder, path.basename(current))
    places.push(place)
    if (target === undefined) return { realPath: place, viaLink: links > 0, places }
    current = path.resolve(folder, target)
  }
  throw linkLoop(label)
}

async function linkTarget(fs: ReadPort, file: string, label: string): Promise<string | undefined> {
  try {
    const stats = await fs.lstat(file)
    return stats.isSymbolicLink() ? await fs.readlink(file) : undefined
  } catch (error) {
    if (errno(error) === 'ENOENT' || errno(error) === 'ENOTDIR') return undefined
    if (errno(error) === 'ELOOP') throw linkLoop(label)
    throw error
  }
}

/** The real path of the part of a folder that exists, with the rest as written. */
async function realFolder(fs: ReadPort, folder: string, label: string): Promise<string> {
  try {
    return await fs.realpath(folder)
  } catch (error) {
    if (errno(error) === 'ELOOP') throw linkLoop(label)
    const parent = path.dirname(folder)
    if ((errno(error) !== 'ENOENT' && errno(error) !== 'ENOTDIR') || parent === folder) throw error
    return path.join(await realFolder(fs, parent, label), path.basename(folder))
  }
}
