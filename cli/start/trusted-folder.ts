import { existsSync, realpathSync } from 'node:fs'
import { isAbsolute, relative, sep } from 'node:path'
import { createFolderTrust } from '../../core/state/folder-trust.ts'

/** Windows has no mode to look at; a user's own folder is closed to others there, and anything else may not be. */
function isBelow(home: string, folder: string): boolean {
  const way = relative(home, folder)
  return isAbsolute(home) && way !== '' && way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way)
}

/**
 * True when what is in this folder can only have come from this user or root: code that somebody else may put there
 * would run with this user's rights. What is not there yet is trusted as far as what there is above it.
 */
export function isTrustedFolder(folder: string, home: string): boolean {
  try {
    if (!isAbsolute(folder)) return false
    if (process.platform !== 'win32') return createFolderTrust([folder]).check().ok
    const isReal = !existsSync(folder) || isBelow(realpathSync.native(home), realpathSync.native(folder))
    return isReal && isBelow(home, folder)
  } catch {
    // A folder that cannot be examined is none to take code from.
    return false
  }
}
