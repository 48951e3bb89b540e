import { statSync } from 'node:fs'
import { diskAtOnce, type Disk } from '../disk.ts'
import { findProject } from '../find-project.ts'
import { loadProject } from '../load-project.ts'
import { stateProviders } from '../state-providers.ts'
import { tooSlow } from '../too-slow.ts'
import { createProgramFacts } from '../program-facts.ts'
import { entriesOf } from '../walk-batch.ts'
import type { JobKind, Jobs, SlowFiles } from './jobs.ts'
import { slowMark } from './slow-files.ts'

/** What needs the parsers. */
export type Reading = Exclude<JobKind, 'walk'>

/** Reports each file before looking at it, and skips those that ran over their time. */
function watched(slow: SlowFiles, tell: (path: string) => void): Disk {
  const isSlow = (path: string): boolean => {
    const mark = slow.get(path)
    return mark !== undefined && mark === slowMark(statSync(path, { throwIfNoEntry: false }))
  }
  return {
    ...diskAtOnce,
    read(path, options) {
      tell(path)
      if (!isSlow(path)) return diskAtOnce.read(path, options)
      const error = tooSlow(path)
      return Promise.resolve({ kind: 'refused', why: 'unreadable', message: error.message, error })
    },
    text(path, maxBytes) {
      tell(path)
      return isSlow(path) ? Promise.resolve(undefined) : diskAtOnce.text(path, maxBytes)
    },
    list(folder) {
      tell(folder)
      return isSlow(folder) ? Promise.resolve([]) : diskAtOnce.list(folder)
    },
  }
}

/** Kept from job to job, because most projects of a repository look at the same files above them. */
let disk: Disk = diskAtOnce
const lookAtProgram = createProgramFacts(Date.now, {
  ...diskAtOnce,
  read: (path, options) => disk.read(path, options),
  list: (folder) => disk.list(folder),
})

/** Does the work that needs the parsers. Calls `tell` with each file before looking at it. */
export async function readInThread<K extends Reading>(
  kind: K,
  input: Jobs[K]['input'],
  tell: (path: string) => void,
): Promise<Jobs[Reading]['output']> {
  disk = watched(input.slow, tell)
  switch (kind) {
    case 'find': {
      const { folder, names } = input as Jobs['find']['input']
      return findProject(folder, names && entriesOf(names), disk)
    }
    case 'load': {
      const { found, environment, homeDir, known } = input as Jobs['load']['input']
      return loadProject(found, { environment, homeDir, lookAtProgram, disk }, known)
    }
    default:
      return stateProviders((input as Jobs['state']['input']).path, disk)
  }
}
