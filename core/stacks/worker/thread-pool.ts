import type { Worker } from 'node:worker_threads'
import { timeForFile } from '../too-slow.ts'
import type { JobKind, JobReply, Jobs } from './jobs.ts'
import { startWorker } from './start-worker.ts'

export type Outcome<T> =
  | { readonly output: T }
  /** The thread ran over its time with this file, or crashed on it, and was ended. */
  | { readonly overran: string }
  /** No thread can start at all. */
  | { readonly unavailable: string }

export interface ThreadPool {
  /** Does one job in a thread. Rejects when the thread reports a bug. */
  run<K extends JobKind>(kind: K, input: Jobs[K]['input']): Promise<Outcome<Jobs[K]['output']>>
  /** Ends all threads; running jobs are told that there are none. */
  close(): void
}

export interface PoolOptions {
  readonly start?: () => Worker
  readonly threads?: number
  /** Milliseconds for one file. */
  readonly limit?: number
  /** Milliseconds after which a thread without work is ended. */
  readonly idleAfter?: number
}

interface Task {
  readonly kind: JobKind
  readonly input: unknown
  readonly settle: (outcome: Outcome<unknown>) => void
  readonly reject: (error: Error) => void
}

interface Thread {
  readonly worker: Worker
  task: Task | undefined
  /** The file that it looks at. */
  at: string | undefined
  timer: NodeJS.Timeout | undefined
}

/** A new thread may have to wait for the processor. Milliseconds. */
const startWithin = 60_000
/** How many jobs wait before another thread starts: most folders hold a few projects. */
const worthAThread = 8

/** Threads that start when there is work, one job each at a time. A file that takes too long costs its thread. */
export function createThreadPool(options: PoolOptions = {}): ThreadPool {
  const {
    start = () => startWorker('read-worker'),
    threads = 2,
    limit = timeForFile,
    idleAfter = 20_000,
  } = options
  const all = new Set<Thread>()
  const waiting: Task[] = []
  let unavailable: string | undefined

  function watchOver(thread: Thread, within: number): void {
    clearTimeout(thread.timer)
    thread.timer = setTimeout(() => end(thread, 'it ran over its time'), within)
    thread.timer.unref()
  }

  /** Removes a thread; whoever waits for its job is told. */
  function end(thread: Thread, why: string): void {
    if (!all.delete(thread)) return
    clearTimeout(thread.timer)
    void thread.worker.terminate()
    const { task, at } = thread
    if (at === undefined && task !== undefined) unavailable = why
    task?.settle(at === undefined ? { unavailable: why } : { overran: at })
    deal()
  }

  function add(): Thread | undefined {
    try {
      const thread: Thread = { worker: start(), task: undefined, at: undefined, timer: undefined }
      all.add(thread)
      thread.worker.on('message', (reply: JobReply) => take(thread, reply))
      thread.worker.on('error', (error) =>
        end(thread, error instanceof Error ? error.message : String(error)),
      )
      thread.worker.on('exit', () => end(thread, 'it ended by itself'))
      return thread
    } catch (error) {
      unavailable = error instanceof Error ? error.message : String(error)
      return undefined
    }
  }

  function take(thread: Thread, reply: JobReply): void {
    const { task } = thread
    if (task === undefined) return
    if ('at' in reply) {
      thread.at = reply.at
      watchOver(thread, limit)
      return
    }
    thread.task = undefined
    thread.at = undefined
    thread.worker.unref()
    clearTimeout(thread.timer)
    if ('failed' in reply) task.reject(new Error(reply.failed))
    else task.settle({ output: reply.output })
    deal()
    if (thread.task === undefined && all.has(thread)) {
      thread.timer = setTimeout(() => end(thread, 'it has nothing to do'), idleAfter)
      thread.timer.unref()
    }
  }

  function give(thread: Thread, task: Task): void {
    thread.task = task
    thread.worker.ref()
    watchOver(thread, startWithin)
    thread.worker.postMessage({ kind: task.kind, input: task.input })
  }

  function deal(): void {
    while (waiting.length > 0) {
      if (unavailable !== undefined && all.size === 0) {
        for (const task of waiting.splice(0)) task.settle({ unavailable })
        return
      }
      let thread = [...all].find((each) => each.task === undefined)
      if (thread === undefined && (all.size === 0 || (all.size < threads && waiting.length > worthAThread)))
        thread = add()
      if (thread === undefined) {
        if (all.size > 0) return
        continue
      }
      give(thread, waiting.shift()!)
    }
  }

  return {
    run: (kind, input) =>
      new Promise((resolve, reject) => {
        waiting.push({ kind, input, settle: resolve as Task['settle'], reject })
        deal()
      }),
    close() {
      unavailable = 'it was closed'
      for (const thread of all) {
        thread.at = undefined
        end(thread, unavailable)
      }
      deal()
    },
  }
}
