import { existsSync, realpathSync } from 'node:fs'
import { isAbsolute, relative, sep } from 'node:path'
import { createFolderTrust } from '../../core/state/folder-trust.ts'

/** Windows has no mode to check; there, the user's own folder is closed to others, and other folders may not be. */
function isBelow(home: string, folder: string): boolean {
  const way = relative(home, folder)
  return isAbsolute(home) && way !== '' && way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way)
}

/**
 * True when only this user or root can have written to this folder: code that somebody else puts there would run with
 * this user's rights. A folder that does not exist yet is trusted if the nearest existing folder above it is.
 */
export function isTrustedFolder(folder: string, home: string): boolean {
  try {
    if (!isAbsolute(folder)) return false
    if (process.platform !== 'win32') return createFolderTrust([folder]).check().ok
    const isReal = !existsSync(folder) || isBelow(realpathSync.native(home), realpathSync.native(folder))
    return isReal && isBelow(home, folder)
  } catch {
    // Never take code from a folder that cannot be examined.
    return false
  }
}
