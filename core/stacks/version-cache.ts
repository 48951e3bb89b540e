import type { AwsVersion } from './aws-version/types.ts'
import { detectAwsVersion } from './aws-version/detect.ts'
import type { DiscoveredProject } from './discovery-types.ts'

const validFor = 30_000

/**
 * Remembers for half a minute which pulumi-aws a project uses: it takes looking into many files, up to the root of the
 * disk, and changes with an installation only.
 */
export function createVersionCache(
  now: () => number = Date.now,
): (found: DiscoveredProject) => Promise<AwsVersion | undefined> {
  const known = new Map<string, { readonly at: number; readonly version: Promise<AwsVersion | undefined> }>()
  return ({ folder, runtime, content }) => {
    const key = JSON.stringify([folder, runtime, content?.main, content?.packages.get('aws')])
    const before = known.get(key)
    if (before && now() - before.at < validFor) return before.version
    const version = detectAwsVersion({
      folder,
      runtime,
      main: content?.main,
      ...(content && { packages: content.packages }),
    })
    known.set(key, { at: now(), version })
    return version
  }
}
