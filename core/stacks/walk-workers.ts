import { availableParallelism } from 'node:os'
import { Worker } from 'node:worker_threads'
import { skippedFolders } from './skipped-folders.ts'
import { sortEntries, walkBatch, type Batch, type BatchResult, type FolderEntry } from './walk-batch.ts'
import type { Walk } from './walk-types.ts'

/** Folders that a thread opens before it reports: some 20 ms of work. */
const foldersAtOnce = 1_500
/** Folders that a thread is given to begin with; the rest of the queue is for the others. */
const startsAtOnce = 64
const threadsAtMost = 4

/**
 * What the thread runs. Made from the text of the functions, so that every bundle of ours has it without a file of its
 * own that would have to be found at run time.
 */
function threadSource(): string {
  return `
    const { readdirSync } = require('node:fs')
    const { parentPort, workerData } = require('node:worker_threads')
    const sortEntries = ${sortEntries.toString()}
    const walkBatch = ${walkBatch.toString()}
    const read = (path) => readdirSync(path, { withFileTypes: true })
    parentPort.on('message', (batch) => parentPort.postMessage(walkBatch(batch, read, sortEntries, workerData)))
  `
}

function entriesOf({ files, links }: BatchResult['projects'][number]): FolderEntry[] {
  const entry = (name: string, isFile: boolean): FolderEntry => ({
    name,
    isFile: () => isFile,
    isDirectory: () => false,
    isSymbolicLink: () => !isFile,
  })
  return [...files.map((name) => entry(name, true)), ...links.map((name) => entry(name, false))]
}

/**
 * Goes on with a walk in threads. Each gets a few folders, opens so many from there, and gives back what is left, so that
 * all have work whatever the shape of the tree, and a cancelled walk ends within one batch. Where threads cannot be had,
 * folders stay in `pending`.
 */
export async function walkWithWorkers(walk: Walk): Promise<void> {
  const { pending, limits, signal } = walk
  const source = threadSource()
  const workerData = { skipped: skippedFolders, depth: limits.depth }
  const idle: Worker[] = []
  const workers = Array.from({ length: Math.min(availableParallelism(), threadsAtMost) }, () => {
    const worker = new Worker(source, { eval: true, workerData })
    worker.unref()
    idle.push(worker)
    return worker
  })
  let busy = 0
  let opening = 0
  try {
    await new Promise<void>((resolve) => {
      const given = new Map<Worker, Batch>()
      const end = (): void => {
        if (busy === 0) resolve()
      }
      const stop = (worker: Worker): void => {
        // The thread is of no use any more; what it had is for the others, or for the walk without threads.
        const batch = given.get(worker)
        if (batch === undefined) return
        given.delete(worker)
        pending.push(...batch.folders)
        busy -= 1
        opening -= batch.most
        deal()
        end()
      }
      const take = (worker: Worker, result: BatchResult): void => {
        opening -= given.get(worker)!.most
        given.delete(worker)
        busy -= 1
        idle.push(worker)
        walk.folders += result.folders
        walk.unreadable += result.unreadable
        if (result.truncated) walk.truncated = true
        if (signal?.aborted === true) pending.length = 0
        else {
          pending.push(...result.left)
          for (const project of result.projects) walk.onProjectFolder(project.path, entriesOf(project))
        }
        walk.onProgress(walk.folders)
        deal()
        end()
      }
      const deal = (): void => {
        while (idle.length > 0 && pending.length > 0) {
          const most = Math.min(foldersAtOnce, limits.folders - walk.folders - opening)
          if (most <= 0) return
          const worker = idle.pop()!
          const share = Math.max(1, Math.min(startsAtOnce, Math.ceil(pending.length / workers.length)))
          const batch = { folders: pending.splice(-share), most }
          given.set(worker, batch)
          busy += 1
          opening += most
          worker.postMessage(batch)
        }
      }
      for (const worker of workers) {
        worker.on('message', (result: BatchResult) => take(worker, result))
        worker.on('error', () => stop(worker))
        worker.on('exit', () => stop(worker))
      }
      deal()
      end()
    })
  } finally {
    await Promise.all(workers.map((worker) => worker.terminate()))
  }
}
