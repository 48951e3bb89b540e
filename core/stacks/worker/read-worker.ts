// The entry of the threads that read and parse other people's files.
import type { Jobs } from './jobs.ts'
import { readInThread, type Reading } from './read-in-thread.ts'
import { serveJobs } from './serve-jobs.ts'

serveJobs(({ kind, input }, tell) => readInThread(kind as Reading, input as Jobs[Reading]['input'], tell))
