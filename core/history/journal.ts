import { hostname } from 'node:os'
import path from 'node:path'
import { FileFailure } from '../files/file-errors.ts'
import { ownerState, thisOwner } from '../files/lock-owner.ts'
import { takeLock } from '../files/lock.ts'
import type { JournalEntry, JournalWrite, WriteJournal } from '../files/types.ts'
import { ownFileFailure } from '../state/own-file-failure.ts'
import type { BlobStore } from './blob-store.ts'
import { newEntryId, type EntryStore } from './entry-store.ts'
import { nothingToPrune, unneededEntries } from './prune.ts'
import type { RecordedEntry } from './types.ts'

export interface HistoryStore {
  readonly historyDir: string
  readonly locksDir: string
  readonly blobs: BlobStore
  readonly entries: EntryStore
  readonly now: () => Date
}

/**
 * Records writes. An entry and both contents of every file are on disk before the first file changes; it is marked done
 * afterwards. A writer that is killed in between leaves a pending entry, from which the history can still undo.
 */
export function createJournal(store: HistoryStore): WriteJournal {
  return {
    async begin(write) {
      const id = await underLock(store, async () => {
        const [newest] = await store.entries.ids()
        const entry = recordOf(write, newEntryId(newest?.id), store.now())
        await backUp(store, write, entry)
        return entry.id
      })
      return handleFor(store, id)
    },
  }
}

async function backUp(store: HistoryStore, write: JournalWrite, entry: RecordedEntry): Promise<void> {
  try {
    const blobs = new Map<string, Uint8Array>()
    for (const file of write.files) {
      if (file.before && file.beforeSha256) blobs.set(file.beforeSha256, file.before)
      if (file.after && file.afterSha256) blobs.set(file.afterSha256, file.after)
    }
    await Promise.all([...blobs].map(([hash, bytes]) => store.blobs.put(hash, bytes)))
    await store.entries.writePending(
      entry,
      write.files.map((file) => file.diff),
    )
  } catch (error) {
    throw ownFileFailure(error, store.historyDir, 'No backup could be made, so nothing was written.')
  }
}

function handleFor(store: HistoryStore, id: string): JournalEntry {
  return {
    id,
    async finish() {
      await store.entries.markDone(id)
      await prune(store)
    },
    async discard() {
      await store.entries.remove(id)
      // What was not written must not stay behind in a backup: it may hold keys that the user then gave up.
      await prune(store, true)
    },
  }
}

function recordOf(write: JournalWrite, id: string, now: Date): RecordedEntry {
  const { pid, started } = thisOwner()
  return {
    version: 1,
    id,
    at: now.toISOString(),
    summary: write.summary,
    rebased: write.rebased,
    files: write.files.map((file) => ({
      path: file.path,
      realPath: file.realPath,
      label: file.label,
      kind: file.kind,
      mode: file.mode,
      before: file.beforeSha256 ?? null,
      after: file.afterSha256 ?? null,
      added: file.diff.added,
      removed: file.diff.removed,
    })),
    ...write.origin,
    writer: { pid, host: hostname(), ...(started === undefined ? {} : { started }) },
  }
}

/** Pruning must not take a blob away that another process has stored but not yet named in an entry. */
async function underLock<T>(store: HistoryStore, work: () => Promise<T>): Promise<T> {
  const key = path.join(store.historyDir, 'history')
  const lock = await takeLock({ locksDir: store.locksDir, key, label: 'the history', timeout: 10_000 })
  try {
    return await work()
  } finally {
    await lock.release()
  }
}

/**
 * Entries above the limits go, and settled leftovers of killed writers; with `always` contents that no entry names, too.
 * The write itself is done: a failure is not its failure.
 */
async function prune(store: HistoryStore, always = false): Promise<void> {
  try {
    await underLock(store, async () => {
      const all = await store.entries.ids()
      const oldest = always ? undefined : await store.entries.read(all.at(-1)?.id ?? '')
      if (oldest && nothingToPrune(all.length, oldest, store.now())) return
      const read = await Promise.all(
        all.map(async ({ id, pending }) => ({ entry: await store.entries.read(id), pending })),
      )
      const known = read.flatMap(({ entry, pending }) => (entry === undefined ? [] : [{ entry, pending }]))
      const live = (entry: RecordedEntry) => ownerState(entry.writer) === 'alive'
      const gone = new Set(
        unneededEntries(
          known.map(({ entry }) => entry),
          store.now(),
        ),
      )
      const used = new Set<string>()
      for (const { entry, pending } of known) {
        if (gone.has(entry.id) && !(pending && live(entry))) {
          await store.entries.remove(entry.id)
          continue
        }
        for (const file of entry.files) {
          if (file.before) used.add(file.before)
          if (file.after) used.add(file.after)
        }
      }
      await store.entries.removeStrays()
      await store.blobs.keepOnly(used)
    })
  } catch (error) {
    if (error instanceof FileFailure || (error instanceof Error && 'syscall' in error)) return
    throw error
  }
}
