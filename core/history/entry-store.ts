import { randomBytes } from 'node:crypto'
import { rename, rm } from 'node:fs/promises'
import path from 'node:path'
import type { FileDiff } from '../../shared/domain/edit/diff-types.ts'
import { namesIn, readIfThere } from '../state/read-if-there.ts'
import { leftoverName, writePrivateFile } from '../state/write-private-file.ts'
import { errno } from '../system/file-errors.ts'
import type { RecordedEntry } from './types.ts'

/**
 * The recorded writes: `<id>.json` when done, `<id>.pending.json` while in progress or when the writer was killed, and the
 * diffs of both in `<id>.diffs.json`.
 */
export interface EntryStore {
  writePending(entry: RecordedEntry, diffs: readonly FileDiff[]): Promise<void>
  markDone(id: string): Promise<void>
  remove(id: string): Promise<void>
  /** All ids, newest first, pending ones marked. */
  ids(): Promise<readonly { readonly id: string; readonly pending: boolean }[]>
  /** undefined when it is missing or not readable as an entry. */
  read(id: string): Promise<RecordedEntry | undefined>
  /** The same, but tells an entry that cannot be read from one that is missing. */
  look(id: string): Promise<RecordedEntry | 'unreadable' | undefined>
  /** Removes what killed writers left. Call with the history's lock held. */
  removeStrays(): Promise<void>
  /** The diffs of its files, in their order; none when they are missing. */
  readDiffs(id: string): Promise<FileDiff[]>
}

const entryName = /^(\d{17,20}-[0-9a-f]{8})(\.pending)?\.json$/
const diffsName = /^(\d{17,20}-[0-9a-f]{8})\.diffs\.json$/
const idPattern = /^\d{17,20}-[0-9a-f]{8}$/

export function createEntryStore(folder: string): EntryStore {
  const done = (id: string) => path.join(folder, `${id}.json`)
  const pending = (id: string) => path.join(folder, `${id}.pending.json`)
  const diffsOf = (id: string) => path.join(folder, `${id}.diffs.json`)
  const json = (value: unknown) => Buffer.from(`${JSON.stringify(value)}\n`)

  async function look(id: string): Promise<RecordedEntry | 'unreadable' | undefined> {
    if (!idPattern.test(id)) return undefined
    try {
      const bytes = (await readIfThere(done(id))) ?? (await readIfThere(pending(id)))
      const entry = bytes && parseEntry(bytes)
      return bytes === undefined || entry?.id === id ? entry : 'unreadable'
    } catch (error) {
      if (errno(error) === '') throw error
      return 'unreadable'
    }
  }

  return {
    async writePending(entry, diffs) {
      await Promise.all([
        writePrivateFile(diffsOf(entry.id), json(diffs)),
        writePrivateFile(pending(entry.id), json(entry)),
      ])
    },
    markDone: (id) => rename(pending(id), done(id)),
    async remove(id) {
      await rm(pending(id), { force: true })
      await rm(done(id), { force: true })
      // Last: diffs without an entry are found as leftovers, an entry without diffs would be shown.
      await rm(diffsOf(id), { force: true })
    },
    async ids() {
      const found: { id: string; pending: boolean }[] = []
      for (const name of await namesIn(folder)) {
        const match = entryName.exec(name)
        if (match) found.push({ id: match[1]!, pending: match[2] !== undefined })
      }
      return found.sort((a, b) => (a.id < b.id ? 1 : a.id > b.id ? -1 : 0))
    },
    async read(id) {
      const entry = await look(id)
      return entry === 'unreadable' ? undefined : entry
    },
    look,
    async removeStrays() {
      const names = await namesIn(folder)
      const known = new Set(names.map((name) => entryName.exec(name)?.[1]))
      for (const name of names) {
        const diffs = diffsName.exec(name)
        const stray = diffs ? !known.has(diffs[1]) : leftoverName.test(name)
        if (stray) await rm(path.join(folder, name), { force: true })
      }
    },
    async readDiffs(id) {
      const bytes = idPattern.test(id) ? await readIfThere(diffsOf(id)) : undefined
      const value = bytes && parseJson(bytes)
      return Array.isArray(value) ? (value as FileDiff[]) : []
    },
  }
}

let last = 0n

/**
 * Ids sort in the order of the writes: microseconds since 1970 and eight random digits. An id is always larger than
 * earlier ones of the process and than `newest`, the newest existing id: the clock of a machine may go back.
 */
export function newEntryId(newest: string | undefined): string {
  const now = BigInt(Math.round((performance.timeOrigin + performance.now()) * 1000))
  const known = newest === undefined ? 0n : BigInt(newest.slice(0, newest.indexOf('-')))
  if (known > last) last = known
  last = now > last ? now : last + 1n
  return `${String(last).padStart(17, '0')}-${randomBytes(4).toString('hex')}`
}

function soundFile(file: RecordedEntry['files'][number]): boolean {
  const hash = (text: unknown) => text === null || (typeof text === 'string' && /^[0-9a-f]{64}$/.test(text))
  return (
    typeof file.path === 'string' &&
    typeof file.label === 'string' &&
    Number.isInteger(file.added) &&
    Number.isInteger(file.removed) &&
    hash(file.before) &&
    hash(file.after)
  )
}

/** Only Stackpass writes entries, whole or not at all; a damaged disk can still leave something else. */
function parseEntry(bytes: Uint8Array): RecordedEntry | undefined {
  const value = parseJson(bytes)
  if (typeof value !== 'object' || value === null || !('version' in value) || value.version !== 1)
    return undefined
  const entry = value as RecordedEntry
  const sound =
    typeof entry.id === 'string' &&
    typeof entry.at === 'string' &&
    typeof entry.summary === 'string' &&
    Array.isArray(entry.files) &&
    (entry.renames === undefined || Array.isArray(entry.renames)) &&
    entry.files.every(soundFile)
  return sound ? entry : undefined
}

function parseJson(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(Buffer.from(bytes).toString('utf8'))
  } catch (error) {
    if (error instanceof SyntaxError) return undefined
    throw error
  }
}
