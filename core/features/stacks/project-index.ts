import { sep } from 'node:path'
import { discoverProjects } from '../../stacks/discovery.ts'
import type { DiscoveredProject } from '../../stacks/discovery-types.ts'
import type { LoadedProject } from '../../stacks/load-project.ts'
import type { ProjectReader } from '../../stacks/project-reader.ts'
import type { WalkLimits } from '../../stacks/walk-types.ts'
import { inLanes } from '../../system/in-lanes.ts'

interface Entry {
  found: DiscoveredProject
  loaded: LoadedProject | undefined
  /** The load in progress. */
  loading: Promise<void> | undefined
  /** Something changed since the last load began. */
  stale: boolean
}

export interface ScanOutcome {
  readonly folders: number
  readonly unreadable: number
  readonly truncated: boolean
  readonly cancelled: boolean
}

export interface ProjectIndex {
  /** Walks the folders; forgets projects that no longer exist. Never runs the same walk twice at a time. */
  scan(roots: readonly string[], signal?: AbortSignal): Promise<ScanOutcome>
  readonly scanning: boolean
  /** Folders opened so far by the running walks, and by the last one of each set of roots. */
  scannedFolders(roots: readonly string[]): number
  lastScan(roots: readonly string[]): ScanOutcome | undefined
  /** The loaded projects below the folders, sorted. Reads stale ones again first; leaves out those not read yet. */
  below(roots: readonly string[]): Promise<LoadedProject[]>
  /** One project as it is on disk now; undefined when that folder has none. */
  fresh(folder: string): Promise<LoadedProject | undefined>
  /** Something changed in this folder, or anywhere. */
  markStale(folder?: string): void
  /** Every folder whose changes matter. */
  watchedFolders(): Set<string>
  close(): void
}

const loadsAtOnce = 16
const roundsAtMost = 3

/** True for the folder itself and everything below it. */
export function isBelow(path: string, folder: string): boolean {
  return path === folder || path.startsWith(folder.endsWith(sep) ? folder : folder + sep)
}

/** The projects known to this process, in memory only. `onProject` is called when one is new, changed or removed. */
export function createProjectIndex(
  reader: ProjectReader,
  onProject: () => void,
  limits: Partial<WalkLimits> = {},
): ProjectIndex {
  const entries = new Map<string, Entry>()
  const scans = new Map<string, Promise<ScanOutcome>>()
  const outcomes = new Map<string, ScanOutcome>()
  const progress = new Map<string, number>()
  const closing = new AbortController()
  const waiting: Entry[] = []
  let lanes = 0

  function keyOf(roots: readonly string[]): string {
    return JSON.stringify([...roots].sort())
  }

  /**
   * Reads an entry, and again if it became stale meanwhile; an entry that changes all the time stays stale for the next
   * request.
   */
  function load(entry: Entry): Promise<void> {
    entry.loading ??= (async () => {
      try {
        let rounds = 0
        do {
          rounds += 1
          const again = entry.loaded !== undefined
          entry.stale = false
          const found = again ? await reader.find(entry.found.folder) : entry.found
          if (found === undefined) {
            entries.delete(entry.found.folder)
            return
          }
          entry.found = found
          entry.loaded = await reader.load(found, entry.loaded)
        } while (entry.stale && rounds < roundsAtMost)
      } finally {
        entry.loading = undefined
      }
    })()
    return entry.loading
  }

  async function lane(): Promise<void> {
    lanes += 1
    for (let entry = waiting.shift(); entry !== undefined; entry = waiting.shift()) {
      if (closing.signal.aborted) break
      await load(entry)
      onProject()
    }
    lanes -= 1
  }

  function meet(found: DiscoveredProject): void {
    const known = entries.get(found.folder)
    if (known) {
      known.stale = true
      waiting.push(known)
    } else {
      const entry = { found, loaded: undefined, loading: undefined, stale: false }
      entries.set(found.folder, entry)
      waiting.push(entry)
    }
    if (lanes < loadsAtOnce) track(lane())
  }

  const background = new Set<Promise<void>>()
  function track(work: Promise<void>): void {
    const forget = (): void => void background.delete(work)
    background.add(work)
    // The scan, which waits for all of them, reports a failure.
    work.then(forget, forget)
  }

  async function walk(roots: readonly string[], key: string, signal?: AbortSignal): Promise<ScanOutcome> {
    const seen = new Set<string>()
    const result = await discoverProjects(roots, {
      find: reader.find,
      limits,
      signal: signal ? AbortSignal.any([signal, closing.signal]) : closing.signal,
      onProject: (found) => {
        seen.add(found.folder)
        meet(found)
      },
      onProgress: (folders) => progress.set(key, folders),
    })
    await Promise.all(background)
    if (!result.cancelled && !result.truncated) {
      for (const folder of entries.keys()) {
        if (!seen.has(folder) && roots.some((root) => isBelow(folder, root))) entries.delete(folder)
      }
    }
    progress.set(key, result.folders)
    outcomes.set(key, result)
    return result
  }

  return {
    scan(roots, signal) {
      const key = keyOf(roots)
      const running = scans.get(key)
      if (running) return running
      const scan = walk(roots, key, signal).finally(() => {
        scans.delete(key)
        onProject()
      })
      scans.set(key, scan)
      return scan
    },
    get scanning() {
      return scans.size > 0
    },
    scannedFolders: (roots) => progress.get(keyOf(roots)) ?? 0,
    lastScan: (roots) => outcomes.get(keyOf(roots)),
    async below(roots) {
      const chosen = [...entries.values()].filter(({ found }) =>
        roots.some((root) => isBelow(found.folder, root)),
      )
      const old = chosen.filter(
        (entry) => (entry.stale || entry.loading !== undefined) && entry.loaded !== undefined,
      )
      await inLanes(old, loadsAtOnce, load)
      return chosen
        .filter((entry) => entries.get(entry.found.folder) === entry)
        .flatMap(({ loaded }) => (loaded ? [loaded] : []))
        .sort((a, b) => (a.found.folder < b.found.folder ? -1 : 1))
    },
    async fresh(folder) {
      const known = entries.get(folder)
      if (known) {
        known.stale = true
        await load(known)
        return entries.get(folder)?.loaded
      }
      const found = await reader.find(folder)
      return found && reader.load(found)
    },
    markStale(folder) {
      for (const entry of folder === undefined ? entries.values() : touching(folder)) entry.stale = true
    },
    watchedFolders() {
      const folders = new Set<string>()
      for (const { found, loaded } of entries.values()) {
        folders.add(found.folder)
        folders.add(found.configFolder)
        for (const { statePath } of loaded?.stacks ?? [])
          if (statePath !== undefined) folders.add(statePath.slice(0, statePath.lastIndexOf(sep)))
      }
      return folders
    },
    close() {
      closing.abort()
      reader.close()
    },
  }

  function* touching(folder: string): Iterable<Entry> {
    const direct = entries.get(folder)
    if (direct) yield direct
    for (const entry of entries.values()) {
      if (entry === direct) continue
      const state = entry.loaded?.stacks.some(({ statePath }) => statePath?.startsWith(folder + sep))
      if (entry.found.configFolder === folder || state === true) yield entry
    }
  }
}
