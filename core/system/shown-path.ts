import { sep } from 'node:path'

/** A path as shown to the user: the home folder becomes `~`. */
export function shownPath(path: string, homeDir: string): string {
  if (homeDir !== '' && path.startsWith(homeDir + sep)) return `~${path.slice(homeDir.length)}`
  return path
}
