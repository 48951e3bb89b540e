import { join } from 'node:path'
import { versionFrom, type Detector } from './types.ts'

/** Lock files first, then what is asked for. Names compare as PyPI does: case and `_` or `-` do not matter. */
const places: readonly (readonly [string, RegExp, boolean])[] = [
  ['uv.lock', /name = "pulumi[-_]aws"\s*\nversion = "([^"]+)"/i, true],
  ['poetry.lock', /name = "pulumi[-_]aws"\s*\nversion = "([^"]+)"/i, true],
  ['pdm.lock', /name = "pulumi[-_]aws"\s*\nversion = "([^"]+)"/i, true],
  ['Pipfile.lock', /"pulumi[-_]aws"\s*:\s*\{[^}]*"version"\s*:\s*"==([^"]+)"/i, true],
  ['requirements.txt', /^\s*pulumi[-_]aws(?:\[[^\]]*\])?\s*==\s*([\w.]+)/im, true],
  ['requirements.txt', /^\s*pulumi[-_]aws(?:\[[^\]]*\])?\s*(?:~=|>=|\^|>)\s*([\w.]+)/im, false],
  ['pyproject.toml', /["']pulumi[-_]aws(?:\[[^\]]*\])?\s*(?:==|~=|>=|>)\s*([\w.]+)/i, false],
  ['pyproject.toml', /^\s*pulumi[-_]aws\s*=\s*(?:\{[^}]*version\s*=\s*)?["'][\^~>=]*([\w.]+)/im, false],
  ['Pipfile', /^\s*["']?pulumi[-_]aws["']?\s*=\s*["'][~>=]*([\w.]+)/im, false],
  ['setup.py', /["']pulumi[-_]aws\s*(?:==|~=|>=|>)\s*([\w.]+)/i, false],
]

export const pythonVersion: Detector = async (folder, readText) => {
  for (const [name, pattern, exact] of places) {
    const text = await readText(join(folder, name))
    const found =
      text === undefined ? undefined : versionFrom(pattern.exec(text)?.[1], join(folder, name), exact)
    if (found) return found
  }
  return undefined
}
