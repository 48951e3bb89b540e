import { join } from 'node:path'
import { lookAbove, type Level } from './look-above.ts'
import { searchNear, type Place } from './search-near.ts'
import { versionFrom, versionOfSpecifier, type AwsVersion, type ReadText } from './types.ts'

/** Lock files. Names compare as PyPI does: case and `_` or `-` do not matter. */
const locked: Place = {
  name: /name = "pulumi[-_]aws"/gi,
  pattern: /^name = "pulumi[-_]aws"\s*\nversion = "([^"]+)"/i,
}
const locks: readonly (readonly [string, Place])[] = [
  ['uv.lock', locked],
  ['poetry.lock', locked],
  ['pdm.lock', locked],
  // The hashes of its files may come in between.
  [
    'Pipfile.lock',
    {
      name: /"pulumi[-_]aws"/gi,
      pattern: /^"pulumi[-_]aws"\s*:\s*\{[^}]*"version"\s*:\s*"==([^"]+)"/i,
      reach: 8_000,
    },
  ],
]

/** The requested version: the specifier as written, such as `~=6.1`, `>=6,<7`, `==6.83.0`. */
const requirement: Place = {
  name: /pulumi[-_]aws/gi,
  from: 'line',
  pattern: /^[ \t]*(?:-[ \t]+)?pulumi[-_]aws(?:\[[^\]]*\])?[ \t]*([=~<>!^][^#;\\\n]*)/i,
}
const inQuotes: Place = {
  name: /["']pulumi[-_]aws/gi,
  pattern: /^["']pulumi[-_]aws(?:\[[^\]]*\])?[ \t]*([=~<>!][^"';]*)/i,
}
const asKey: Place = {
  name: /pulumi[-_]aws/gi,
  from: 'line',
  pattern: /^[ \t]*["']?pulumi[-_]aws["']?[ \t]*=[ \t]*(?:\{[^}]*version[ \t]*=[ \t]*)?["']([^"']+)["']/i,
}
const manifests: readonly (readonly [string, Place])[] = [
  ['pyproject.toml', inQuotes],
  ['pyproject.toml', asKey],
  ['Pipfile', asKey],
  ['setup.py', inQuotes],
  ['setup.cfg', requirement],
  ['environment.yml', requirement],
  ['environment.yaml', requirement],
]

/** `requirements.txt` first, then `requirements-dev.txt`, `requirements/base.txt` and the like; a folder holds a few. */
const mostRequirements = 8

async function requirementFiles(folder: string, readText: ReadText): Promise<string[]> {
  const names = (await readText.names(folder)) ?? new Set<string>()
  const there = [...names].filter((name) => /^requirements.*\.(?:txt|in)$/i.test(name))
  const below = names.has('requirements') ? await readText.names(join(folder, 'requirements')) : undefined
  const inFolder = [...(below ?? [])].filter((name) => /\.(?:txt|in)$/i.test(name))
  const others = [
    ...there.filter((name) => name !== 'requirements.txt').sort(),
    ...inFolder.sort().map((name) => join('requirements', name)),
  ]
  return ['requirements.txt', ...others].slice(0, mostRequirements)
}

async function readLevel(folder: string, readText: ReadText): Promise<Level> {
  const at = async (
    file: string,
    place: Place,
    read: (text: string, source: string) => AwsVersion | undefined,
  ) => {
    const text = await readText(folder, file)
    const match = text === undefined ? undefined : searchNear(text, place)?.[1]
    return match === undefined ? undefined : read(match, join(folder, file))
  }
  for (const [file, place] of locks) {
    const found = await at(file, place, (text, source) => versionFrom(text, source, true))
    if (found) return { found, wanted: undefined }
  }
  let wanted: AwsVersion | undefined
  for (const file of await requirementFiles(folder, readText)) {
    const asked = await at(file, requirement, versionOfSpecifier)
    // A file that pins every package is a lock file.
    if (asked?.exact === true) return { found: asked, wanted: undefined }
    wanted ??= asked
  }
  for (const [file, place] of manifests) wanted ??= await at(file, place, versionOfSpecifier)
  return { found: undefined, wanted }
}

/** pip, uv, Poetry, PDM, Pipenv: the locked or pinned version, otherwise the requested one; also above the project. */
export const pythonVersion = lookAbove(readLevel)
