import { readdir, readdirSync } from 'node:fs'
import { setImmediate as nextTurn } from 'node:timers/promises'
import { skippedFolders } from './skipped-folders.ts'
import { entriesOf, sortEntries, walkBatch, type FolderEntry, type WalkFolder } from './walk-batch.ts'
import type { Walk, WalkLimits } from './walk-types.ts'
import { walkWithWorkers } from './walk-workers.ts'

export const walkLimits: WalkLimits = { folders: 500_000, depth: 40, concurrency: 64, threadsAfter: 3_000 }

export interface WalkResult {
  readonly folders: number
  /** Folders that could not be read. */
  readonly unreadable: number
  /** True when a limit ended the walk early. */
  readonly truncated: boolean
  readonly cancelled: boolean
}

/** Folders between two reports of progress. */
const progressEvery = 256
/** How many folders are opened here in one turn: two milliseconds or so. */
const foldersInATurn = 64

/**
 * Visits every folder below the roots once and reports those that hold a project file, with their relevant entries.
 * Does not follow symbolic links, so there are no loops. Walks a small tree here, a few folders in each turn; hands a large one
 * to threads, which take time to start.
 */
export async function walkFolders(
  roots: readonly string[],
  onProjectFolder: Walk['onProjectFolder'],
  limits: WalkLimits = walkLimits,
  signal?: AbortSignal,
  onProgress: Walk['onProgress'] = () => undefined,
): Promise<WalkResult> {
  const pending = [...new Set(roots)].reverse().map((path) => ({ path, depth: 0 }))
  const tally = { folders: 0, unreadable: 0, truncated: false }
  const walk: Walk = { pending, limits, signal, onProjectFolder, onProgress, ...tally }
  await walkAtOnce(walk, Math.min(limits.threadsAfter, limits.folders))
  if (walk.pending.length > 0 && walk.folders < limits.folders && signal?.aborted !== true) {
    await walkWithWorkers(walk)
    // The rest, where threads could not start.
    await walkHere(walk, limits.folders)
  }
  if (walk.pending.length > 0 && signal?.aborted !== true) walk.truncated = true
  const { folders, unreadable, truncated } = walk
  return { folders, unreadable, truncated, cancelled: signal?.aborted === true }
}

/**
 * Without the thread pool, which makes opening a folder several times as expensive, until nothing is left or `most` are opened.
 */
async function walkAtOnce(walk: Walk, most: number): Promise<void> {
  const { pending, limits } = walk
  const list = (path: string) => readdirSync(path, { withFileTypes: true })
  while (pending.length > 0 && walk.folders < most && walk.signal?.aborted !== true) {
    const batch = { folders: pending.splice(0), most: Math.min(foldersInATurn, most - walk.folders) }
    const opened = walkBatch(batch, list, { skipped: skippedFolders, depth: limits.depth })
    pending.push(...opened.left)
    walk.folders += opened.folders
    walk.unreadable += opened.unreadable
    if (opened.truncated) walk.truncated = true
    for (const project of opened.projects) walk.onProjectFolder(project.path, entriesOf(project))
    walk.onProgress(walk.folders)
    await nextTurn()
  }
}

/** One readdir a folder, several in flight on libuv's threads, until nothing is left or `most` folders are opened. */
function walkHere(walk: Walk, most: number): Promise<void> {
  let active = 0
  return new Promise((resolve) => {
    const pump = (): void => {
      if (walk.signal?.aborted === true) walk.pending.length = 0
      while (active < walk.limits.concurrency && walk.pending.length > 0 && walk.folders < most) {
        const folder = walk.pending.pop()!
        walk.folders += 1
        if (walk.folders % progressEvery === 0) walk.onProgress(walk.folders)
        active += 1
        readdir(folder.path, { withFileTypes: true }, (error, entries) => {
          active -= 1
          if (error) walk.unreadable += 1
          else if (walk.signal?.aborted !== true) visit(walk, folder, entries)
          pump()
        })
      }
      if (active === 0 && (walk.pending.length === 0 || walk.folders >= most)) resolve()
    }
    pump()
  })
}

function visit(walk: Walk, folder: WalkFolder, entries: readonly FolderEntry[]): void {
  const { project, below } = sortEntries(entries, skippedFolders)
  if (project.length > 0) walk.onProjectFolder(folder.path, project)
  if (below.length > 0 && folder.depth >= walk.limits.depth) walk.truncated = true
  else {
    const prefix = /[\\/]$/.test(folder.path) ? folder.path : `${folder.path}/`
    for (const name of below) walk.pending.push({ path: prefix + name, depth: folder.depth + 1 })
  }
}
