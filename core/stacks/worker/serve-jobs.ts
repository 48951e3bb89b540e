import { parentPort } from 'node:worker_threads'
import type { JobMessage, JobReply } from './jobs.ts'

/** Does the jobs that come to this thread. `run` may say which file it looks at. */
export function serveJobs(run: (message: JobMessage, tell: (at: string) => void) => unknown): void {
  const port = parentPort
  if (port === null) throw new Error('This file is the entry of a thread.')
  const post = (reply: JobReply): void => port.postMessage(reply)
  port.on('message', (message: JobMessage) => {
    new Promise((resolve) => resolve(run(message, (at) => post({ at })))).then(
      (output) => post({ output }),
      (error: unknown) =>
        post({ failed: error instanceof Error ? (error.stack ?? error.message) : String(error) }),
    )
  })
}
