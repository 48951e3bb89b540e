import { hostname } from 'node:os'
import type { JournalEntry, JournalWrite, WriteJournal } from '../files/types.ts'
import { thisOwner } from '../state/lock-owner.ts'
import { ownFileFailure } from '../state/own-file-failure.ts'
import { prune } from './clean-up.ts'
import { newEntryId } from './entry-store.ts'
import { underHistoryLock } from './history-lock.ts'
import type { HistoryStore } from './history-store.ts'
import type { RecordedEntry } from './types.ts'

/**
 * Records writes. An entry and both contents of every file are on disk before the first file changes; it is marked done
 * afterwards. A writer that is killed in between leaves a pending entry, from which the history can still undo.
 */
export function createJournal(store: HistoryStore): WriteJournal {
  return {
    async begin(write) {
      const id = await underHistoryLock(store, async () => {
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
      // What was not written must not stay behind in a backup: it may hold keys that the user then decided against.
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
