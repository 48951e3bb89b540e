import { availableParallelism } from 'node:os'
import type { Worker } from 'node:worker_threads'
import { entriesOf, type Batch, type BatchResult } from './walk-batch.ts'
import type { Walk } from './walk-types.ts'
import type { JobReply } from './worker/jobs.ts'
import { startWorker } from './worker/start-worker.ts'

/** How many folders a thread opens before it reports: some 20 ms of work. */
const foldersAtOnce = 1_500
/** How many folders a thread gets at first; the rest of the queue is for the others. */
const startsAtOnce = 64
const threadsAtMost = 4

/**
 * Continues a walk in threads. Each gets a few folders, opens a number of folders from there, and returns the rest, so that
 * all have work whatever the shape of the tree, and a cancelled walk ends within one batch. If threads cannot start,
 * folders stay in `pending`.
 */
export async function walkWithWorkers(walk: Walk): Promise<void> {
  const { pending, limits, signal } = walk
  const idle: Worker[] = []
  const workers = Array.from({ length: Math.min(availableParallelism(), threadsAtMost) }, () => {
    const worker = startWorker('walk-worker')
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
        // The thread is no longer usable; its work goes to the others, or to the walk without threads.
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
          worker.postMessage({ kind: 'walk', input: { batch, depth: limits.depth } })
        }
      }
      for (const worker of workers) {
        worker.on('message', (reply: JobReply) => {
          if ('output' in reply) take(worker, reply.output as BatchResult)
          else stop(worker)
        })
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
