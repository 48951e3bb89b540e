import { createReadText, detectAwsVersion } from './aws-version/detect.ts'
import type { AwsVersion } from './aws-version/types.ts'
import { pooledDisk, type Disk } from './disk.ts'
import type { DiscoveredProject } from './discovery-types.ts'

const validFor = 30_000

/**
 * Remembers for half a minute which pulumi-aws a project uses: it takes looking into many files, up to the root of the
 * disk, and changes with an installation only.
 */
export function createVersionCache(
  now: () => number = Date.now,
  disk: Disk = pooledDisk,
): (found: DiscoveredProject) => Promise<AwsVersion | undefined> {
  let known = new Map<string, Promise<AwsVersion | undefined>>()
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
    const version = detectAwsVersion({ folder, runtime, main: content?.main, ...packages }, readText)
    known.set(key, version)
    return version
  }
}
