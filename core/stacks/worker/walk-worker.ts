// The entry of the threads that open folders. It loads no parser.
import { readdirSync } from 'node:fs'
import { skippedFolders } from '../skipped-folders.ts'
import { walkBatch } from '../walk-batch.ts'
import type { Jobs } from './jobs.ts'
import { serveJobs } from './serve-jobs.ts'

const list = (path: string) => readdirSync(path, { withFileTypes: true })

serveJobs(({ input }) => {
  const { batch, depth } = input as Jobs['walk']['input']
  return walkBatch(batch, list, { skipped: skippedFolders, depth })
})
