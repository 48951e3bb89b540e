import { resolve } from 'node:path'
import type { DiscoveredProject } from './discovery-types.ts'
import { findProject } from './find-project.ts'
import type { ProjectReader } from './project-reader.ts'
import type { FolderEntry } from './walk-batch.ts'
import type { WalkLimits } from './walk-types.ts'
import { walkFolders, walkLimits, type WalkResult } from './walk.ts'

export interface DiscoveryOptions {
  readonly signal?: AbortSignal
  /** Called for each project as soon as it is known, in no particular order. */
  readonly onProject?: (project: DiscoveredProject) => void
  /** Called now and then with the number of folders opened so far. */
  readonly onProgress?: (folders: number) => void
  readonly limits?: Partial<WalkLimits>
  /** Reads the project of a folder. Default: in this thread. */
  readonly find?: ProjectReader['find']
}

export interface DiscoveryResult extends WalkResult {
  /** Sorted by folder. */
  readonly projects: readonly DiscoveredProject[]
}

const projectsAtOnce = 16

/**
 * Finds Pulumi projects and their stack files below the given folders, by the CLI's own rules. Bounded by `limits`
 * and cancellable by `signal`; unreadable folders are counted, not thrown. Writes nothing.
 */
export async function discoverProjects(
  roots: readonly string[],
  options: DiscoveryOptions = {},
): Promise<DiscoveryResult> {
  const { find = findProject } = options
  const projects: DiscoveredProject[] = []
  const waiting: { folder: string; entries: readonly FolderEntry[] }[] = []
  const running = new Set<Promise<void>>()
  const seen = new Set<string>()
  const read = async (folder: string, entries: readonly FolderEntry[]): Promise<void> => {
    const project = await find(folder, entries)
    if (!project || options.signal?.aborted) return
    projects.push(project)
    options.onProject?.(project)
  }
  const start = (): void => {
    while (running.size < projectsAtOnce && waiting.length > 0 && !options.signal?.aborted) {
      const next = waiting.shift()!
      const task = read(next.folder, next.entries).finally(() => {
        running.delete(task)
        start()
      })
      running.add(task)
    }
  }
  const walked = await walkFolders(
    roots.map((root) => resolve(root)),
    (folder, entries) => {
      if (seen.has(folder)) return
      seen.add(folder)
      waiting.push({ folder, entries })
      start()
    },
    { ...walkLimits, ...options.limits },
    options.signal,
    options.onProgress,
  )
  while (running.size > 0) await Promise.all(running)
  projects.sort((a, b) => (a.folder < b.folder ? -1 : 1))
  return { ...walked, projects, cancelled: options.signal?.aborted === true }
}
