import { ownerState } from '../state/lock-owner.ts'
import { FileFailure } from '../system/file-errors.ts'
import { underHistoryLock } from './history-lock.ts'
import type { HistoryStore } from './history-store.ts'
import { keptFor, keptPerFile, unneededEntries } from './prune.ts'
import { readEntries, timeOfId, type FoundEntries } from './read-entries.ts'
import type { RecordedEntry } from './types.ts'

const hashesOf = (entry: RecordedEntry): string[] =>
  entry.files.flatMap(({ before, after }) => [before, after]).filter((hash) => hash !== null)

/**
 * Removes entries, what killed writers left, and the contents that no entry names any longer. While an entry cannot be read,
 * it is unknown which contents it names, so then only those of the removed entries go. Call with the history's lock held.
 */
export async function removeEntries(
  store: HistoryStore,
  { readable, unreadable }: FoundEntries,
  gone: ReadonlySet<string>,
): Promise<void> {
  for (const id of gone) await store.entries.remove(id)
  const used = new Set(readable.filter(({ id }) => !gone.has(id)).flatMap(({ entry }) => hashesOf(entry)))
  if (unreadable.some((id) => !gone.has(id))) {
    for (const name of await store.blobs.names()) used.add(name)
    const named = readable.filter(({ id }) => gone.has(id)).flatMap(({ entry }) => hashesOf(entry))
    const kept = new Set(readable.filter(({ id }) => !gone.has(id)).flatMap(({ entry }) => hashesOf(entry)))
    for (const hash of named) if (!kept.has(hash)) used.delete(hash)
  }
  await store.entries.removeStrays()
  await store.blobs.keepOnly(used)
}

/** True while another process is at this write. */
export const isLive = (entry: RecordedEntry): boolean => ownerState(entry.writer) === 'alive'

/**
 * Removes entries above the limits, and settled leftovers of killed writers; with `always` also contents that no entry names.
 * The write itself is done: a failure here does not make it fail.
 */
export async function prune(store: HistoryStore, always = false): Promise<void> {
  try {
    await underHistoryLock(store, async () => {
      const ids = await store.entries.ids()
      const oldest = ids.at(-1)
      if (!always && ids.length <= keptPerFile && !(oldest && isTooOld(store, oldest.id))) return
      const found = await readEntries(store.entries, store.historyDir)
      const old = new Set(
        unneededEntries(
          found.readable.map(({ entry }) => entry),
          store.now(),
        ),
      )
      for (const id of found.unreadable) if (isTooOld(store, id)) old.add(id)
      for (const { id, entry, pending } of found.readable) if (pending && isLive(entry)) old.delete(id)
      await removeEntries(store, found, old)
    })
  } catch (error) {
    if (error instanceof FileFailure || (error instanceof Error && 'syscall' in error)) return
    throw error
  }
}

const isTooOld = (store: HistoryStore, id: string): boolean => store.now().getTime() - timeOfId(id) > keptFor

/** Removes what is older than entries are kept; writes nothing if there is none. */
export async function expire(store: HistoryStore): Promise<void> {
  const { readable, unreadable } = await readEntries(store.entries, store.historyDir)
  const isOver = readable.some(({ entry }) => store.now().getTime() - Date.parse(entry.at) > keptFor)
  if (isOver || unreadable.some((id) => isTooOld(store, id))) await prune(store, true)
}
