import { dirname } from 'node:path'
import { isInside } from '../system/read-foreign-file.ts'
import { createReadText, detectAwsVersion } from './aws-version/detect.ts'
import type { AwsVersion } from './aws-version/types.ts'
import type { DiscoveredProject } from './discovery-types.ts'
import { pooledDisk, type Disk } from './disk.ts'
import { entryFiles, programProviders, type ProgramProvider } from './program-providers.ts'

/** What the files beside a project file tell about its program. */
export interface ProgramFacts {
  readonly aws: AwsVersion | undefined
  /** Where the version is unknown: the messages of unread files that could show it. */
  readonly refused: readonly string[]
  /** Providers that the program creates itself, as far as its first files show. */
  readonly ownProviders: readonly ProgramProvider[]
}

export type LookAtProgram = (found: DiscoveredProject) => Promise<ProgramFacts>

/** True for what is in a project, or in a folder above it. */
const concerns = (path: string, folder: string): boolean =>
  isInside(path, folder) || isInside(folder, dirname(path))

const validFor = 30_000

/** The same disk, which lists each folder once: the searches for version and for providers look into the same folders. */
function listedOnce(disk: Disk): Disk {
  const listings = new Map<string, ReturnType<Disk['list']>>()
  return {
    ...disk,
    list(folder) {
      const known = listings.get(folder) ?? disk.list(folder)
      listings.set(folder, known)
      return known
    },
  }
}

/**
 * Remembers for half a minute which pulumi-aws a project uses, and which providers its program creates: finding out means reading
 * many files, up to the root of the disk.
 */
export function createProgramFacts(now: () => number = Date.now, disk: Disk = pooledDisk): LookAtProgram {
  let known = new Map<string, Promise<ProgramFacts>>()
  let listed = listedOnce(disk)
  let readText = createReadText(listed)
  let since = now()
  return (found) => {
    const { folder, runtime, content } = found
    if (now() - since > validFor) {
      known = new Map()
      listed = listedOnce(disk)
      readText = createReadText(listed)
      since = now()
    }
    const key = JSON.stringify([folder, runtime, content?.main, content?.packages.get('aws')])
    const before = known.get(key)
    if (before) return before
    const packages = content && { packages: content.packages }
    const reader = readText
    const facts = Promise.all([
      detectAwsVersion({ folder, runtime, main: content?.main, ...packages }, reader),
      programProviders(found, entryFiles, listed),
    ]).then(([aws, ownProviders]): ProgramFacts => ({
      aws,
      refused:
        aws === undefined
          ? [...reader.refused].filter(([path]) => concerns(path, folder)).map(([, message]) => message)
          : [],
      ownProviders,
    }))
    known.set(key, facts)
    return facts
  }
}
