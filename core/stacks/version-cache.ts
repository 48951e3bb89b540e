import { dirname } from 'node:path'
import { isInside } from '../system/read-foreign-file.ts'
import { createReadText, detectAwsVersion } from './aws-version/detect.ts'
import type { AwsVersion } from './aws-version/types.ts'
import type { DiscoveredProject } from './discovery-types.ts'
import { pooledDisk, type Disk } from './disk.ts'

export interface DetectedVersion {
  readonly aws: AwsVersion | undefined
  /** Where the version is unknown: the messages of files that could have told it and were not read. */
  readonly refused: readonly string[]
}

export type DetectVersion = (found: DiscoveredProject) => Promise<DetectedVersion>

/** True for what lies in a project, or in a folder above it. */
const concerns = (path: string, folder: string): boolean =>
  isInside(path, folder) || isInside(folder, dirname(path))

const validFor = 30_000

/**
 * Remembers for half a minute which pulumi-aws a project uses: it takes looking into many files, up to the root of the
 * disk, and changes with an installation only.
 */
export function createVersionCache(now: () => number = Date.now, disk: Disk = pooledDisk): DetectVersion {
  let known = new Map<string, Promise<DetectedVersion>>()
  let readText = createReadText(disk)
  let since = now()
  return ({ folder, runtime, content }) => {
    if (now() - since > validFor) {
      known = new Map()
      readText = createReadText(disk)
      since = now()
    }
    const key = JSON.stringify([folder, runtime, content?.main, content?.packages.get('aws')])
    const before = known.get(key)
    if (before) return before
    const packages = content && { packages: content.packages }
    const reader = readText
    const version = detectAwsVersion({ folder, runtime, main: content?.main, ...packages }, reader).then(
      (aws): DetectedVersion => ({
        aws,
        refused:
          aws === undefined
            ? [...reader.refused].filter(([path]) => concerns(path, folder)).map(([, message]) => message)
            : [],
      }),
    )
    known.set(key, version)
    return version
  }
}
