import { rm } from 'node:fs/promises'
import path from 'node:path'
import { underHistoryLock } from './history-lock.ts'
import type { HistoryStore } from './history-store.ts'
import { isLive, removeEntries } from './clean-up.ts'
import { bytesOf, filesBelow, holdsOne, readingInTurn, sizeOf } from './own-files-with.ts'
import { keysOfProfile } from './profile-keys.ts'
import { keptFor } from './prune.ts'
import { readEntries, timeOfId } from './read-entries.ts'
import type { FoundEntry, Purge, PurgeChoice } from './types.ts'

/** Where the history keeps its data, and which other folders of ours may hold a copy of a key. */
export interface PurgePlace {
  readonly store: HistoryStore
  readonly roots: readonly string[]
  /** Folders below them whose files may go: caches and logs. */
  readonly disposable: readonly string[]
}

export function createPurge({ store, roots, disposable }: PurgePlace): Purge {
  const blobsDir = path.join(store.historyDir, 'blobs')

  async function chosen(choice: PurgeChoice) {
    const all = await readEntries(store.entries, store.historyDir)
    // A write that another process is making at this moment continues.
    const found = {
      ...all,
      readable: all.readable.filter(({ entry, pending }) => !pending || !isLive(entry)),
    }
    const live = all.readable.filter((one) => !found.readable.includes(one))
    if ('profile' in choice) return { found, live, ...(await withKeysOf(choice.profile, found.readable)) }
    const limit = 'before' in choice ? Date.parse(choice.before) : Infinity
    const ids = 'ids' in choice ? new Set(choice.ids) : undefined
    const isMeant = ({ id, entry }: FoundEntry): boolean =>
      ids !== undefined
        ? ids.has(id)
        : 'path' in choice
          ? entry.files.some((file) => [file.path, file.realPath, file.label].includes(choice.path))
          : Date.parse(entry.at) < limit
    return {
      found,
      live,
      entries: found.readable.filter(isMeant),
      unreadable:
        'path' in choice || 'ids' in choice ? [] : found.unreadable.filter((id) => timeOfId(id) < limit),
      strays: 'all' in choice ? await filesBelow(blobsDir) : [],
      others: 'all' in choice ? (await Promise.all(disposable.map(filesBelow))).flat() : [],
      values: [],
    }
  }

  /** Everything that holds a secret of the profile, also under an earlier name, in a comment or a copy. */
  async function withKeysOf(profile: string, readable: readonly FoundEntry[]) {
    const holding = new Set<string>()
    const values = new Map<string, Buffer>()
    const read = readingInTurn()
    for (const file of await filesBelow(blobsDir)) {
      const bytes = await read(file)
      if (bytes === undefined) continue
      for (const kind of ['credentials', 'config'] as const) {
        const keys = keysOfProfile(bytes, kind, profile)
        if (keys.isThere) holding.add(file)
        for (const value of keys.values) values.set(value.toString('latin1'), value)
      }
    }
    const secrets = [...values.values()]
    for (const file of await filesBelow(store.historyDir)) {
      const bytes = holding.has(file) ? undefined : await read(file)
      if (bytes !== undefined && holdsOne(bytes, secrets)) holding.add(file)
    }
    const names = new Set([...holding].map((file) => path.basename(file)))
    const isNamed = ({ id, entry }: FoundEntry): boolean =>
      [`${id}.json`, `${id}.pending.json`, `${id}.diffs.json`].some((name) => names.has(name)) ||
      entry.files.some(({ before, after }) => names.has(before ?? '') || names.has(after ?? ''))
    const copies = (await Promise.all(disposable.map(filesBelow))).flat()
    const others: string[] = []
    for (const file of copies) {
      const bytes = await read(file)
      if (bytes !== undefined && (holdsOne(bytes, secrets) || isCachedFor(bytes, profile))) others.push(file)
    }
    return {
      entries: readable.filter(isNamed),
      unreadable: [] as string[],
      strays: [...holding],
      others,
      values: secrets,
    }
  }

  return {
    async plan(choice) {
      const { found, live, entries, unreadable, strays, others, values } = await chosen(choice)
      const ids = new Set(entries.map(({ id }) => id))
      const kept = new Set(hashesOf([...live, ...found.readable.filter(({ id }) => !ids.has(id))]))
      const backups = new Set(strays.filter((file) => !kept.has(path.basename(file))))
      for (const hash of hashesOf(entries)) if (!kept.has(hash)) backups.add(path.join(blobsDir, hash))
      const sizes = await Promise.all([...backups, ...others].map(sizeOf))
      const newest = Math.max(...entries.map(({ entry }) => Date.parse(entry.at)))
      return {
        entries,
        unreadable,
        backups: [...backups].filter((_, index) => sizes[index] !== undefined),
        others,
        bytes: sizes.reduce<number>((sum, size) => sum + (size ?? 0), 0),
        ...(entries.length > 0 && { until: new Date(newest + keptFor).toISOString() }),
        values,
      }
    },
    async run(plan) {
      await underHistoryLock(store, async () => {
        const found = await readEntries(store.entries, store.historyDir)
        const gone = new Set([...plan.entries.map(({ id }) => id), ...plan.unreadable])
        await removeEntries(store, found, gone)
        for (const file of [...plan.backups, ...plan.others]) await rm(file, { force: true })
      })
      const left: string[] = []
      for (const file of (await Promise.all(roots.map(filesBelow))).flat()) {
        const bytes = await bytesOf(file)
        if (bytes !== undefined && holdsOne(bytes, plan.values)) left.push(file)
      }
      return [...new Set(left)]
    },
  }
}

const hashesOf = (entries: readonly FoundEntry[]): string[] =>
  entries.flatMap(({ entry }) =>
    entry.files.flatMap(({ before, after }) => [before, after].filter((hash) => hash !== null)),
  )

function isCachedFor(bytes: Buffer, profile: string): boolean {
  try {
    const content = JSON.parse(bytes.toString('utf8')) as { profile?: unknown } | null
    return content?.profile === profile
  } catch (error) {
    if (error instanceof SyntaxError) return false
    throw error
  }
}
