import { join } from 'node:path'
import { lookAbove, type Level } from './look-above.ts'
import { searchNear, type Place } from './search-near.ts'
import { versionFrom, versionOfSpecifier, type ReadText } from './types.ts'

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

async function readLevel(at: string, readText: ReadText): Promise<Level> {
  const there = await readText.names(at)
  if (there?.has('node_modules') !== false) {
    const name = join('node_modules', '@pulumi', 'aws', 'package.json')
    const present = versionFrom(field(await readText(at, name)), join(at, name), true)
    if (present) return { found: present, wanted: undefined }
  }
  for (const [name, place] of locks) {
    if (there?.has(name) === false) continue
    const text = await readText(at, name)
    const locked =
      text === undefined ? undefined : versionFrom(searchNear(text, place)?.[1], join(at, name), true)
    if (locked) return { found: locked, wanted: undefined }
  }
  if (there?.has('package.json') === false) return { found: undefined, wanted: undefined }
  const manifest = join(at, 'package.json')
  const wanted = searchNear((await readText(at, 'package.json')) ?? '', asked)?.[1]
  // `>=6` is no answer: a later major may be installed.
  const range = wanted?.trim().startsWith('>') === true
  return {
    found: undefined,
    wanted: range
      ? versionOfSpecifier(
          wanted.replace(/\s+/g, (blanks, at: number) => (wanted[at + blanks.length] === '<' ? ',' : blanks)),
          manifest,
        )
      : versionFrom(wanted, manifest, false),
  }
}

/**
 * npm, yarn, pnpm, bun: the installed version, otherwise the locked one, otherwise what package.json requests; also above the
 * project.
 */
export const npmVersion = lookAbove(readLevel)

function field(text: string | undefined): string | undefined {
  return searchNear(text ?? '', ownVersion)?.[1]
}
