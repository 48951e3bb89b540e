import type { BigIntStats } from 'node:fs'
import path from 'node:path'
import { failure, errno, type FileFailure } from '../system/file-errors.ts'
import type { FilePort } from '../system/file-port.ts'

/** When bytes go into the file itself and not into a new one that takes its place. `never` refuses where it would be needed. */
export type WriteInPlace = 'needed' | 'always' | 'never'

const reasons = {
  setting: 'the setting writeInPlace says so',
  linked: 'other names lead to the same file (hard links)',
  mounted: 'it is a mount point, as files in containers are, and cannot be replaced',
  folder: 'no new file can be made in its folder',
  other: 'it cannot be replaced',
} as const

export type InPlaceReason = keyof typeof reasons

/** The mount points of this process; empty where the system has no such list. */
async function mountPoints(fs: FilePort): Promise<ReadonlySet<string>> {
  if (process.platform !== 'linux') return new Set()
  try {
    const lines = (await fs.readFile('/proc/self/mountinfo', 'utf8')).split('\n')
    const plain = (text: string): string =>
      text.replace(/\\([0-7]{3})/g, (_, digits: string) => String.fromCharCode(parseInt(digits, 8)))
    return new Set(lines.map((line) => plain(line.split(' ')[4] ?? '')))
  } catch (error) {
    if (errno(error) === '') throw error
    return new Set()
  }
}

/**
 * Why a file will be written in place, as far as that shows beforehand: otherwise a write finds out when it fails to replace
 * the file.
 */
export async function inPlaceReason(
  fs: FilePort,
  realPath: string,
  stats: BigIntStats,
  wanted: WriteInPlace,
): Promise<InPlaceReason | undefined> {
  if (wanted === 'always') return 'setting'
  if (stats.nlink > 1n) return 'linked'
  if ((await mountPoints(fs)).has(realPath)) return 'mounted'
  try {
    await fs.access(path.dirname(realPath), 2)
    return undefined
  } catch (error) {
    if (['EACCES', 'EPERM', 'EROFS'].includes(errno(error))) return 'folder'
    throw error
  }
}

/** `~/.aws/config is written in place, not at once, because …` */
export function inPlaceInWords(label: string, reason: InPlaceReason): string {
  return `${label} is written in place, not atomically, because ${reasons[reason]}. A program that reads it at that moment may see half of the change; the old file is in the history.`
}

/** The refusal of a write in place that the settings forbid. */
export function notInPlace(label: string, reason: InPlaceReason): FileFailure {
  return failure(
    'WriteNotAtomic',
    label,
    `${label} was not written: only writing in place was possible.`,
    `That is not atomic, and the setting writeInPlace is "never". In place, because ${reasons[reason]}.`,
    'Set writeInPlace to "needed", or change the file where it can be replaced.',
  )
}
