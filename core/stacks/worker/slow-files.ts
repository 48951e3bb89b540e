import type { Stats } from 'node:fs'

/** Tells whether a file is still the one that ran over its time. */
export function slowMark(stats: Pick<Stats, 'ino' | 'size' | 'mtimeMs'> | undefined): string {
  return stats === undefined ? '' : `${stats.ino}:${stats.size}:${stats.mtimeMs}`
}
