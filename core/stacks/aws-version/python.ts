import { join } from 'node:path'
import { searchNear, type Place } from './search-near.ts'
import { versionFrom, type Detector } from './types.ts'

/** Lock files first, then what is asked for. Names compare as PyPI does: case and `_` or `-` do not matter. */
const locked: Place = {
  name: /name = "pulumi[-_]aws"/gi,
  pattern: /^name = "pulumi[-_]aws"\s*\nversion = "([^"]+)"/i,
}
const name = /pulumi[-_]aws/gi
const places: readonly (readonly [string, Place, boolean])[] = [
  ['uv.lock', locked, true],
  ['poetry.lock', locked, true],
  ['pdm.lock', locked, true],
  // The hashes of its files may stand in between.
  [
    'Pipfile.lock',
    {
      name: /"pulumi[-_]aws"/gi,
      pattern: /^"pulumi[-_]aws"\s*:\s*\{[^}]*"version"\s*:\s*"==([^"]+)"/i,
      reach: 8_000,
    },
    true,
  ],
  [
    'requirements.txt',
    { name, from: 'line', pattern: /^[ \t]*pulumi[-_]aws(?:\[[^\]]*\])?[ \t]*==[ \t]*([\w.]+)/i },
    true,
  ],
  [
    'requirements.txt',
    { name, from: 'line', pattern: /^[ \t]*pulumi[-_]aws(?:\[[^\]]*\])?[ \t]*(?:~=|>=|\^|>)[ \t]*([\w.]+)/i },
    false,
  ],
  [
    'pyproject.toml',
    {
      name: /["']pulumi[-_]aws/gi,
      pattern: /^["']pulumi[-_]aws(?:\[[^\]]*\])?[ \t]*(?:==|~=|>=|>)[ \t]*([\w.]+)/i,
    },
    false,
  ],
  [
    'pyproject.toml',
    {
      name,
      from: 'line',
      pattern: /^[ \t]*pulumi[-_]aws[ \t]*=[ \t]*(?:\{[^}]*version[ \t]*=[ \t]*)?["'][\^~>=]*([\w.]+)/i,
    },
    false,
  ],
  [
    'Pipfile',
    { name, from: 'line', pattern: /^[ \t]*["']?pulumi[-_]aws["']?[ \t]*=[ \t]*["'][~>=]*([\w.]+)/i },
    false,
  ],
  [
    'setup.py',
    { name: /["']pulumi[-_]aws/gi, pattern: /^["']pulumi[-_]aws[ \t]*(?:==|~=|>=|>)[ \t]*([\w.]+)/i },
    false,
  ],
]

export const pythonVersion: Detector = async (folder, readText) => {
  for (const [file, place, exact] of places) {
    const text = await readText(join(folder, file))
    const found =
      text === undefined ? undefined : versionFrom(searchNear(text, place)?.[1], join(folder, file), exact)
    if (found) return found
  }
  return undefined
}
