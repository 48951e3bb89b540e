import { readdir, type Dirent } from 'node:fs'
import { isSkippedFolder } from './skipped-folders.ts'

export interface WalkLimits {
  /** Folders that are opened at most. */
  readonly folders: number
  /** Levels below a root. */
  readonly depth: number
  /** Folders that are open at the same time. */
  readonly concurrency: number
}

export const walkLimits: WalkLimits = { folders: 500_000, depth: 40, concurrency: 64 }

export interface WalkResult {
  readonly folders: number
  /** Folders that could not be read. */
  readonly unreadable: number
  /** True when a limit ended the walk early. */
  readonly truncated: boolean
  readonly cancelled: boolean
}

interface Folder {
  readonly path: string
  readonly depth: number
}

/** Folders between two reports of progress. */
const progressEvery = 256

const projectName = /^Pulumi\.(?:json|ya?ml)$/

/**
 * Visits every folder below the roots once and reports those that hold a project file, with all entries. Symbolic
 * links are not followed, so there are no loops. One readdir a folder, several in flight on libuv's threads: that
 * is all the system is asked for.
 */
export function walkFolders(
  roots: readonly string[],
  onProjectFolder: (path: string, entries: readonly Dirent[]) => void,
  limits: WalkLimits = walkLimits,
  signal?: AbortSignal,
  onProgress?: (folders: number) => void,
): Promise<WalkResult> {
  const pending: Folder[] = [...new Set(roots)].reverse().map((path) => ({ path, depth: 0 }))
  let active = 0
  let folders = 0
  let unreadable = 0
  let truncated = false
  return new Promise((resolve) => {
    const finish = (): void => {
      resolve({ folders, unreadable, truncated, cancelled: signal?.aborted === true })
    }
    const visit = (folder: Folder, entries: readonly Dirent[]): void => {
      let holdsProject = false
      const below: string[] = []
      for (const entry of entries) {
        const { name } = entry
        if (entry.isDirectory()) {
          if (!isSkippedFolder(name)) below.push(name)
        } else if (projectName.test(name)) holdsProject = true
        else if (name === 'pyvenv.cfg') return
      }
      if (holdsProject) onProjectFolder(folder.path, entries)
      if (below.length > 0 && folder.depth >= limits.depth) truncated = true
      else {
        const prefix =
          folder.path.endsWith('/') || folder.path.endsWith('\\') ? folder.path : `${folder.path}/`
        for (const name of below) pending.push({ path: prefix + name, depth: folder.depth + 1 })
      }
    }
    const pump = (): void => {
      if (signal?.aborted) pending.length = 0
      while (active < limits.concurrency && pending.length > 0) {
        if (folders >= limits.folders) {
          truncated = true
          pending.length = 0
          break
        }
        const folder = pending.pop()!
        folders += 1
        if (folders % progressEvery === 0) onProgress?.(folders)
        active += 1
        readdir(folder.path, { withFileTypes: true }, (error, entries) => {
          active -= 1
          if (error) unreadable += 1
          else if (!signal?.aborted) visit(folder, entries)
          pump()
        })
      }
      if (active === 0 && pending.length === 0) finish()
    }
    pump()
  })
}
