import { dirname, join } from 'node:path'
import { versionFrom, type AwsVersion, type Detector, type ReadText } from './types.ts'

const locks: readonly (readonly [string, RegExp])[] = [
  ['package-lock.json', /"node_modules\/@pulumi\/aws"\s*:\s*\{\s*"version"\s*:\s*"([^"]+)"/],
  ['package-lock.json', /"@pulumi\/aws"\s*:\s*\{\s*"version"\s*:\s*"([^"]+)"/],
  ['pnpm-lock.yaml', /^\s*['"]?\/?@pulumi\/aws@(\d[\w.+-]*)/m],
  ['yarn.lock', /^"?@pulumi\/aws@[^\n]*:\n\s+version:? "?([\w.+-]+)/m],
  ['bun.lock', /"@pulumi\/aws@(\d[\w.+-]*)"/],
]

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
  for (const [name, pattern] of locks) {
    const text = await readText(join(at, name))
    const locked = text === undefined ? undefined : versionFrom(pattern.exec(text)?.[1], join(at, name), true)
    if (locked) return { found: locked, wanted: undefined }
  }
  const manifest = join(at, 'package.json')
  const asked = /"@pulumi\/aws"\s*:\s*"([^"]+)"/.exec((await readText(manifest)) ?? '')?.[1]
  return { found: undefined, wanted: versionFrom(asked, manifest, false) }
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
  return /"version"\s*:\s*"([^"]+)"/.exec(text ?? '')?.[1]
}
