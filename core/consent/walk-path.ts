import { lstat, readlink } from 'node:fs/promises'
import path from 'node:path'
import { isPrivateGroup } from '../system/private-group.ts'

/** Who could replace a file, by owner and mode of the file, its folders and the links on the way. */
export interface Walked {
  /** With all links resolved. */
  readonly realPath: string
  readonly owner: number
  readonly size: number
  readonly isFile: boolean
  /** The first entry on the way that somebody else can write to, and who that is. */
  readonly open?: { readonly path: string; readonly to: string }
  /** True when only root can write to any of it. */
  readonly ofRoot: boolean
}

const mostLinks = 40
/** Members of the group `admin` of macOS can become root. */
const adminOfMac = 80

function openTo(
  entry: { readonly mode: number; readonly uid: number; readonly gid: number },
  isLink: boolean,
  isFolder: boolean,
  me: number,
): string | undefined {
  if (entry.uid !== 0 && entry.uid !== me) return `the user with the number ${entry.uid}`
  if (isLink || (isFolder && (entry.mode & 0o1000) !== 0)) return undefined
  if ((entry.mode & 0o002) !== 0) return 'everybody'
  if ((entry.mode & 0o020) === 0 || entry.gid === 0) return undefined
  if (process.platform === 'darwin' && entry.gid === adminOfMac) return undefined
  if (isPrivateGroup(entry.gid, me)) return undefined
  return `the group with the number ${entry.gid}`
}

function partsOf(relative: string): string[] {
  return relative.split(path.sep).filter((part) => part !== '' && part !== '.')
}

/**
 * Follows an absolute path from the root, entry by entry, through all links, as ssh does before it trusts a file. Windows
 * has no owners and modes to look at. Rejects with the error of the system.
 */
export async function walkPath(file: string): Promise<Walked> {
  const me = process.geteuid?.()
  const { root } = path.parse(file)
  let waiting: readonly string[] = partsOf(file.slice(root.length))
  let at = root
  let links = 0
  let open: Walked['open']
  let ofRoot = me !== undefined
  for (;;) {
    const entry = await lstat(at)
    const isLink = entry.isSymbolicLink()
    if (me !== undefined) {
      const to = openTo(entry, isLink, entry.isDirectory(), me)
      if (to !== undefined) open ??= { path: at, to }
      if (entry.uid !== 0 || (!isLink && (entry.mode & 0o022) !== 0)) ofRoot = false
    }
    if (isLink) {
      links += 1
      if (links > mostLinks) throw Object.assign(new Error('Too many links'), { code: 'ELOOP' })
      const target = await readlink(at)
      const rootOfTarget = path.parse(target).root
      waiting = [...partsOf(target.slice(rootOfTarget.length)), ...waiting]
      at = path.isAbsolute(target) ? rootOfTarget : path.dirname(at)
      continue
    }
    const [next, ...rest] = waiting
    if (next === undefined) {
      const { uid, size } = entry
      const found = { realPath: at, owner: me === undefined ? -1 : uid, size, isFile: entry.isFile(), ofRoot }
      return open === undefined ? found : { ...found, open }
    }
    at = next === '..' ? path.dirname(at) : path.join(at, next)
    waiting = rest
  }
}
