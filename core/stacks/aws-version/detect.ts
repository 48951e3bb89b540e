import { basename, dirname, join, resolve } from 'node:path'
import { foreignLimits } from '../../system/foreign-limits.ts'
import { foreignText } from '../../system/read-foreign-file.ts'
import { pooledDisk, type Disk } from '../disk.ts'
import { dotnetVersion, goVersion, javaVersion } from './compiled.ts'
import { npmVersion } from './npm.ts'
import { pythonVersion } from './python.ts'
import { versionFrom, type AwsVersion, type Detector, type ReadText } from './types.ts'

const byRuntime: ReadonlyMap<string, readonly Detector[]> = new Map([
  ['nodejs', [npmVersion]],
  ['bun', [npmVersion]],
  ['python', [pythonVersion]],
  ['go', [goVersion]],
  ['dotnet', [dotnetVersion]],
  ['java', [javaVersion]],
])

const everything: readonly Detector[] = [npmVersion, pythonVersion, goVersion, dotnetVersion, javaVersion]

export interface VersionInput {
  readonly folder: string
  readonly runtime: string | undefined
  /** `main` of the project file: the folder of the program, relative to the project. */
  readonly main?: string | undefined
  /** Versions that the project file itself names (YAML programs). */
  readonly packages?: ReadonlyMap<string, string>
}

/**
 * The pulumi-aws version of a project, from whatever its language uses. Undefined means unknown. Only reads; a `readText`
 * that several projects share remembers which files are missing.
 */
export async function detectAwsVersion(
  input: VersionInput,
  readText: ReadText = createReadText(),
): Promise<AwsVersion | undefined> {
  const named = versionFrom(input.packages?.get('aws'), 'Pulumi.yaml', true)
  if (named || input.runtime === 'yaml') return named
  const detectors = byRuntime.get(input.runtime ?? '') ?? everything
  const program = input.main === undefined ? input.folder : resolve(input.folder, input.main)
  for (const folder of new Set([program, input.folder])) {
    for (const detect of detectors) {
      const found = await detect(folder, readText)
      if (found) return found
    }
  }
  return undefined
}

/** A reader of texts that lists each folder once, because most files that it looks for do not exist. */
export function createReadText(disk: Disk = pooledDisk): ReadText {
  const listings = new Map<string, Promise<ReadonlySet<string> | undefined>>()
  const refused = new Map<string, string>()
  const names = (folder: string): Promise<ReadonlySet<string> | undefined> => {
    const known = listings.get(folder)
    if (known !== undefined) return known
    const listing = namesIn(folder, disk)
    listings.set(folder, listing)
    return listing
  }
  const read = async (folder: string, name: string): Promise<string | undefined> => {
    const isBelow = /[\\/]/.test(name)
    const there = await names(isBelow ? join(folder, dirname(name)) : folder)
    if (there?.has(isBelow ? basename(name) : name) === false) return undefined
    const path = join(folder, name)
    const found = await disk.read(path, { maxBytes: foreignLimits.lockFile })
    if (found.kind === 'refused' && found.why !== 'unreadable') refused.set(path, found.message)
    return foreignText(found)
  }
  return Object.assign(read, { names, refused })
}

async function namesIn(folder: string, disk: Disk): Promise<ReadonlySet<string> | undefined> {
  try {
    return new Set((await disk.list(folder)).map(({ name }) => name))
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined
    return code === 'ENOENT' || code === 'ENOTDIR' ? new Set() : undefined
  }
}
