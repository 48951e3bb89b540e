import { errno, readFailure } from '../system/file-errors.ts'
import type { EntryStore } from './entry-store.ts'
import type { FoundEntry } from './types.ts'

export interface FoundEntries {
  /** Newest first. */
  readonly readable: readonly FoundEntry[]
  /** Ids of entries that are there but cannot be read, newest first. */
  readonly unreadable: readonly string[]
}

/** Reads every entry there is. Throws FileFailure when the folder itself cannot be read. */
export async function readEntries(entries: EntryStore, historyDir: string): Promise<FoundEntries> {
  let ids: Awaited<ReturnType<EntryStore['ids']>>
  try {
    ids = await entries.ids()
  } catch (error) {
    if (errno(error) === '') throw error
    throw readFailure(error, historyDir)
  }
  const found = await Promise.all(
    ids.map(async ({ id, pending }) => ({ id, pending, entry: await entries.look(id) })),
  )
  return {
    readable: found.flatMap(({ id, pending, entry }) =>
      typeof entry === 'object' ? [{ id, pending, entry }] : [],
    ),
    unreadable: found.flatMap(({ id, entry }) => (entry === 'unreadable' ? [id] : [])),
  }
}

/** When an entry was written, by its id alone: milliseconds since 1970. */
export const timeOfId = (id: string): number => Number(id.slice(0, id.indexOf('-'))) / 1000
