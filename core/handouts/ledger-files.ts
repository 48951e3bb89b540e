import { join } from 'node:path'

/** At this size, a file of the log gets a number, and a new one begins. */
export const mostInFile = 2 * 1024 * 1024
/** The number of older files that are kept. */
export const keptFiles = 10

/** Where the log and its other files are. */
export interface LedgerFiles {
  readonly folder: string
  /** The entries since the last turn. */
  readonly current: string
  /** Number and hash of the newest entry: they show when the end was cut off. */
  readonly head: string
  /** Exists while somebody writes. */
  readonly lock: string
}

export function ledgerFiles(stateDir: string): LedgerFiles {
  const folder = join(stateDir, 'handouts')
  return {
    folder,
    current: join(folder, 'log.jsonl'),
    head: join(folder, 'head'),
    lock: join(folder, 'log.lock'),
  }
}

const archive = /^log\.(\d{12})\.jsonl$/

/** The name of a file whose last entry has this number. */
export const archiveName = (last: number): string => `log.${String(last).padStart(12, '0')}.jsonl`

/** The older files among names, oldest first. */
export const archivesIn = (names: readonly string[]): string[] =>
  names.filter((name) => archive.test(name)).sort()

export interface Head {
  readonly number: number
  readonly hash: string
}

/** Always of the same length, so that it can be overwritten in place. */
export const headText = ({ number, hash }: Head): string => `${String(number).padStart(16, '0')} ${hash}\n`

export function parseHead(text: string): Head | undefined {
  const [, number, hash] = /^(\d{16}) ([0-9a-f]{64})\n$/.exec(text) ?? []
  return number === undefined || hash === undefined ? undefined : { number: Number(number), hash }
}
