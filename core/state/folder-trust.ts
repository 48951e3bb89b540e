import { lstatSync, readdirSync, readlinkSync, type Stats } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { fail, type Result } from '../../shared/result.ts'
import { errno } from '../system/file-errors.ts'
import { isPrivateGroup } from '../system/private-group.ts'

/** Something on the way to our files through which another user could change them. */
interface Untrusted {
  readonly path: string
  readonly reason: string
  readonly remedy: string
}

export interface FolderTrust {
  /**
   * Refuses with FolderNotPrivate while another user could replace one of the folders or what is in them, as ssh does:
   * every folder from the root down must belong to us or root, and nobody else may write to it. A sticky folder such as /tmp
   * may be above ours, because there our entries stay ours. Links are followed, and their targets checked the
   * same way. What does not exist yet is checked once it does. Windows has no mode bits to check.
   */
  check(): Result<undefined>
}

const worldWrite = 0o002
const groupWrite = 0o020
const sticky = 0o1000
const mostLinks = 40

/** `roots`: our own folders, from which the check goes up; it includes their direct content. */
export function createFolderTrust(
  roots: readonly string[],
  user: number | undefined = process.geteuid?.(),
): FolderTrust {
  let isSettled = false
  return {
    check() {
      if (isSettled || user === undefined || process.platform === 'win32')
        return { ok: true, value: undefined }
      const walk = { user, seen: new Set<string>() }
      let isThere = true
      for (const root of roots) {
        const found = walkTo(root, walk)
        if (found === 'missing') isThere = false
        else if (found !== undefined) return refuse(found)
        const inside = found === 'missing' ? undefined : checkContent(root, walk)
        if (inside !== undefined) return refuse(inside)
      }
      // Nobody else can change this result.
      isSettled = isThere
      return { ok: true, value: undefined }
    },
  }
}

function refuse({ path: at, reason, remedy }: Untrusted): Result<undefined> {
  return fail('FolderNotPrivate', 'Stackpass does not use a folder that others can write to.', {
    path: at,
    reason,
    remedy,
  })
}

interface Walk {
  readonly user: number
  /** Folders that passed the check. */
  readonly seen: Set<string>
}

/** Checks every folder from the root down to `target`, links resolved. */
function walkTo(target: string, { user, seen }: Walk): Untrusted | 'missing' | undefined {
  const own = resolve(target)
  const parts = partsOf(own)
  let at = '/'
  let links = 0
  while (true) {
    if (!seen.has(at)) {
      const stats = lstatIfThere(at)
      if (stats === undefined) return 'missing'
      if (stats.isSymbolicLink()) {
        if (stats.uid !== 0 && stats.uid !== user) return foreign(at, stats, user)
        if (++links > mostLinks) return undefined // The first read says that it leads nowhere.
        parts.unshift(...partsOf(resolve(dirname(at), readlinkSync(at))))
        at = '/'
        continue
      }
      // The last one holds our files: there, a sticky bit does not stop others from adding some.
      const problem = judge(at, stats, user, parts.length > 0)
      if (problem !== undefined) return problem
      if (parts.length > 0) seen.add(at)
    }
    const next = parts.shift()
    if (next === undefined) return undefined
    at = join(at, next)
  }
}

/** The direct content of one of our folders: the state, the permissions, the folders of history and caches. */
function checkContent(root: string, walk: Walk): Untrusted | undefined {
  for (const name of namesIn(root)) {
    const at = join(root, name)
    const stats = lstatIfThere(at)
    if (stats === undefined) continue
    const problem = stats.isSymbolicLink() ? walkTo(at, walk) : judge(at, stats, walk.user, false)
    if (problem !== undefined && problem !== 'missing') return problem
  }
  return undefined
}

function judge(at: string, stats: Stats, user: number, isAbove: boolean): Untrusted | undefined {
  if (stats.uid !== 0 && stats.uid !== user) return foreign(at, stats, user)
  if ((stats.mode & (worldWrite | groupWrite)) === 0) return undefined
  if (isAbove && (stats.mode & sticky) !== 0) return undefined
  const isWorld = (stats.mode & worldWrite) !== 0
  if (!isWorld && isPrivateGroup(stats.gid, user)) return undefined
  return {
    path: at,
    reason: `${at} can be changed by ${isWorld ? 'everybody' : `others, through its group (id ${stats.gid})`}, who could replace what Stackpass keeps there.`,
    remedy: `Run \`chmod go-w '${at}'\`, or set STACKPASS_HOME to a folder that only you can write to.`,
  }
}

function foreign(at: string, { uid }: Stats, user: number): Untrusted {
  return {
    path: at,
    reason: `${at} belongs to the user with id ${uid}, not to you (id ${user}), so that user could replace what Stackpass keeps there.`,
    remedy: 'Set STACKPASS_HOME to a folder of your own, or correct the owner of this one.',
  }
}

const partsOf = (absolute: string): string[] => absolute.split('/').filter((part) => part !== '')

function lstatIfThere(at: string): Stats | undefined {
  try {
    return lstatSync(at)
  } catch (error) {
    // Whoever reads or writes there reports what cannot be examined.
    if (errno(error) === '') throw error
    return undefined
  }
}

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder)
  } catch (error) {
    if (errno(error) === '') throw error
    return []
  }
}
