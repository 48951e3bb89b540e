import type { HistoryEntry } from '../../shared/contract/models.ts'
import { fail, ok, type Result } from '../../shared/result.ts'
import type { FileChange, FileService } from '../files/types.ts'
import { ownerState } from '../state/lock-owner.ts'
import { expire } from './clean-up.ts'
import type { HistoryStore } from './history-store.ts'
import { keptFor } from './prune.ts'
import { createPurge, type PurgePlace } from './purge.ts'
import { readEntries } from './read-entries.ts'
import type { History, RecordedEntry, RecordedFile } from './types.ts'
import { restoreChange, undoChange, type RecordedContents } from './undo.ts'

/** The history on top of its store and the file service, through which undo and restore are planned like any write. */
export function createHistory(
  store: HistoryStore,
  files: FileService,
  place: Omit<PurgePlace, 'store'>,
): History {
  const purge = createPurge({ store, ...place })

  async function find(id: string): Promise<Result<RecordedEntry>> {
    const entry = await store.entries.read(id)
    if (entry && !isOver(entry) && !isUnderWay(entry, await isPending(id))) return ok(entry)
    return fail('HistoryNotFound', 'The history has no such entry.', {
      reason: 'Entries are kept for 30 days, the last 30 of each file.',
      remedy: '`stackpass history list` shows those that exist.',
    })
  }

  /** Entries that are too old have ended, even if nothing has removed them yet. */
  const isOver = (entry: RecordedEntry): boolean => store.now().getTime() - Date.parse(entry.at) > keptFor

  async function isPending(id: string): Promise<boolean> {
    return (await store.entries.ids()).some((known) => known.id === id && known.pending)
  }

  async function contents(file: RecordedFile): Promise<Result<RecordedContents>> {
    const load = async (hash: string | null) => (hash === null ? undefined : await store.blobs.get(hash))
    const [before, after] = [await load(file.before), await load(file.after)]
    const missing = (hash: string | null, bytes: unknown) => hash !== null && bytes === undefined
    if (missing(file.before, before) || missing(file.after, after)) {
      return fail('BackupMissing', `The backup of ${file.label} is gone or damaged.`, {
        reason: 'It was removed or changed in the folder of the history.',
        remedy: 'Restore the file from a backup of your own.',
        path: file.label,
      })
    }
    return ok({ before, after })
  }

  /** Ids of the entries that were undone, unless an undo of the undo brought them back. */
  async function undoneBy(entries: readonly RecordedEntry[]): Promise<ReadonlySet<string>> {
    const undone = new Set<string>()
    // Newest first: an undo that is itself undone does not count.
    for (const entry of entries) if (entry.undoOf && !undone.has(entry.id)) undone.add(entry.undoOf)
    return undone
  }

  async function viewOf(entry: RecordedEntry, undone: ReadonlySet<string>): Promise<HistoryEntry> {
    const hashes = entry.files.flatMap((file) => [file.before, file.after]).filter((hash) => hash !== null)
    const there = await Promise.all(hashes.map((hash) => store.blobs.has(hash)))
    const undoes = entry.undoOf ?? entry.restoreOf
    return {
      id: entry.id,
      at: entry.at,
      summary: entry.summary,
      files: entry.files.map(({ label, path, added, removed }) => ({ label, path, added, removed })),
      ...(undoes === undefined ? {} : { undoes }),
      undone: undone.has(entry.id),
      canUndo: there.every(Boolean),
    }
  }

  /** All entries, newest first, without a write that another process is making at this moment. */
  async function all(): Promise<RecordedEntry[]> {
    const found: RecordedEntry[] = []
    for (const { entry, pending } of (await readEntries(store.entries, store.historyDir)).readable) {
      if (isOver(entry) || isUnderWay(entry, pending)) continue
      if (!(pending && (await neverHappened(entry)))) found.push(entry)
    }
    return found
  }

  /** A writer that was killed before it changed anything leaves an entry of a write that did not happen. */
  async function neverHappened(entry: RecordedEntry): Promise<boolean> {
    for (const file of entry.files) {
      const now = await files.read(file.path)
      if (!now.ok || (now.value?.sha256 ?? null) !== file.before) return false
    }
    return true
  }

  return {
    purge,
    expire: () => expire(store),
    async unreadable() {
      return (await readEntries(store.entries, store.historyDir)).unreadable.length
    },
    async list({ limit = 100, before } = {}) {
      const entries = await all()
      const undone = await undoneBy(entries)
      const wanted = entries.filter((entry) => before === undefined || entry.id < before).slice(0, limit)
      return Promise.all(wanted.map((entry) => viewOf(entry, undone)))
    },
    async show(id) {
      const entry = await find(id)
      if (!entry.ok) return entry
      const undone = await undoneBy(await all())
      return ok({
        entry: await viewOf(entry.value, undone),
        diffs: await store.entries.readDiffs(id),
      })
    },
    async planUndo(id) {
      const entry = await find(id)
      if (!entry.ok) return entry
      const changes: FileChange[] = []
      for (const file of entry.value.files) {
        const both = await contents(file)
        if (!both.ok) return both
        const now = await files.read(file.path)
        if (!now.ok) return now
        changes.push(undoChange(file, both.value, now.value?.bytes))
      }
      const renames = entry.value.renames?.toReversed().map(({ from, to }) => ({ from: to, to: from }))
      const plan = await files.plan(`Undo: ${entry.value.summary}`, changes, {
        undoOf: id,
        ...(renames && { renames }),
      })
      if (!plan.ok || plan.value.files.length > 0) return plan
      return fail('NothingToChange', 'This has already been undone.', {
        reason: 'The files are already as they were before it.',
        remedy: '`stackpass history list` shows what can be undone.',
      })
    },
    async planRestore(id, path) {
      const entry = await find(id)
      if (!entry.ok) return entry
      const { files: recorded, at } = entry.value
      const file =
        path === undefined && recorded.length === 1 ? recorded[0] : recorded.find((f) => f.path === path)
      if (file === undefined) {
        return fail('BadInput', 'Say which file of this entry to restore.', {
          reason: `It has: ${recorded.map((f) => f.path).join(', ')}.`,
          remedy: 'Name it with --path.',
        })
      }
      const both = await contents(file)
      if (!both.ok) return both
      return files.plan(`Restore ${file.label} as it was before ${at}`, [restoreChange(file, both.value)], {
        restoreOf: id,
      })
    },
  }
}

function isUnderWay(entry: RecordedEntry, pending: boolean): boolean {
  return pending && ownerState(entry.writer) === 'alive'
}
