import { dirname, join } from 'node:path'
import { searchNear, type Place } from './search-near.ts'
import { versionFrom, type AwsVersion, type Detector, type ReadText } from './types.ts'

const locks: readonly (readonly [string, Place])[] = [
  [
    'package-lock.json',
    {
      name: /"node_modules\/@pulumi\/aws"/g,
      pattern: /^"node_modules\/@pulumi\/aws"\s*:\s*\{\s*"version"\s*:\s*"([^"]+)"/,
    },
  ],
  [
    'package-lock.json',
    { name: /"@pulumi\/aws"/g, pattern: /^"@pulumi\/aws"\s*:\s*\{\s*"version"\s*:\s*"([^"]+)"/ },
  ],
  [
    'pnpm-lock.yaml',
    { name: /@pulumi\/aws@/g, from: 'line', pattern: /^[ \t]*['"]?\/?@pulumi\/aws@(\d[\w.+-]*)/ },
  ],
  [
    'yarn.lock',
    {
      name: /@pulumi\/aws@/g,
      from: 'line',
      pattern: /^"?@pulumi\/aws@[^\n]*:\r?\n[ \t]+version:? "?([\w.+-]+)/,
    },
  ],
  ['bun.lock', { name: /"@pulumi\/aws@/g, pattern: /^"@pulumi\/aws@(\d[\w.+-]*)"/ }],
]
const asked: Place = { name: /"@pulumi\/aws"/g, pattern: /^"@pulumi\/aws"\s*:\s*"([^"]+)"/ }
const ownVersion: Place = { name: /"version"/g, pattern: /^"version"\s*:\s*"([^"]+)"/ }

/** What one folder says: what is installed or locked there, and what its package.json asks for. */
interface Level {
  readonly found: AwsVersion | undefined
  readonly wanted: AwsVersion | undefined
}

/** By reader, which is made anew for each look: the lock file of a monorepo is searched once, not for each project. */
const levels = new WeakMap<ReadText, Map<string, Promise<Level>>>()

async function readLevel(at: string, readText: ReadText): Promise<Level> {
  const installed = join(at, 'node_modules', '@pulumi', 'aws', 'package.json')
  const present = versionFrom(field(await readText(installed)), installed, true)
  if (present) return { found: present, wanted: undefined }
  for (const [name, place] of locks) {
    const text = await readText(join(at, name))
    const locked =
      text === undefined ? undefined : versionFrom(searchNear(text, place)?.[1], join(at, name), true)
    if (locked) return { found: locked, wanted: undefined }
  }
  const manifest = join(at, 'package.json')
  const wanted = searchNear((await readText(manifest)) ?? '', asked)?.[1]
  return { found: undefined, wanted: versionFrom(wanted, manifest, false) }
}

function levelOf(at: string, readText: ReadText): Promise<Level> {
  const known = levels.get(readText) ?? new Map<string, Promise<Level>>()
  levels.set(readText, known)
  const level = known.get(at) ?? readLevel(at, readText)
  known.set(at, level)
  return level
}

/** npm, yarn, pnpm, bun: what is installed, else what is locked, else what package.json asks for; also above the project. */
export const npmVersion: Detector = async (folder, readText) => {
  let wanted: AwsVersion | undefined
  for (let at = folder, depth = 0; depth < 12; depth += 1, at = dirname(at)) {
    const level = await levelOf(at, readText)
    if (level.found) return level.found
    wanted ??= level.wanted
    if (dirname(at) === at) break
  }
  return wanted
}

function field(text: string | undefined): string | undefined {
  return searchNear(text ?? '', ownVersion)?.[1]
}
