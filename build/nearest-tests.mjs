import { spawnSync } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { join, posix } from 'node:path'
import { root } from './sources.mjs'

const specifier = /(?:\bfrom|\bimport)\s*\(?\s*'(\.[^']+)'/g
/** @param {string} file */
export const isUnitTest = (file) => /^test\/(?!e2e\/).*\.test\.tsx?$/.test(file)

/** The text of each source file that git tracks or would add. @returns {Promise<Map<string, string>>} */
export async function readSources() {
  const listed = spawnSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], {
    cwd: root,
    encoding: 'utf8',
    maxBuffer: 64e6,
  })
  const sources = listed.stdout.split('\0').filter((file) => /\.(?:tsx?|mts|mjs)$/.test(file))
  const entries = await Promise.all(
    sources.map(async (file) => {
      const text = await readFile(join(root, file), 'utf8').catch((error) => {
        // Deleted, and not yet committed.
        if (error.code === 'ENOENT') return ''
        throw error
      })
      return /** @type {const} */ ([file, text])
    }),
  )
  return new Map(entries)
}

/**
 * The relative imports of each source file, as paths from the root.
 * @param {ReadonlyMap<string, string>} [sources] @returns {Promise<Map<string, string[]>>}
 */
export async function readImports(sources) {
  const entries = [...(sources ?? (await readSources()))].map(([file, text]) => {
    const found = [...text.matchAll(specifier)].map(([, to = '']) => posix.join(posix.dirname(file), to))
    return /** @type {const} */ ([file, found])
  })
  return new Map(entries)
}

/** The importers of each file. @param {ReadonlyMap<string, readonly string[]>} imports @returns {Map<string, string[]>} */
export function importersOf(imports) {
  /** @type {Map<string, string[]>} */
  const importers = new Map()
  for (const [file, targets] of imports)
    for (const target of targets) importers.set(target, [...(importers.get(target) ?? []), file])
  return importers
}

/**
 * The unit tests that import a changed file through the fewest steps, at most `most` of them. Tests in the folder that
 * mirrors the changed file's folder come first. `left` counts equally near tests that were left out.
 * @param {readonly string[]} changed @param {ReadonlyMap<string, readonly string[]>} imports @param {number} most
 */
export function nearestTests(changed, imports, most) {
  const importers = importersOf(imports)
  /** @type {Set<string>} */
  const near = new Set()
  for (const file of changed) {
    const seen = new Set([file])
    for (let level = [file]; level.length > 0;) {
      const tests = level.filter(isUnitTest)
      for (const test of tests) near.add(test)
      if (tests.length > 0) break
      level = level
        .flatMap((each) => importers.get(each) ?? [])
        .filter((each) => !seen.has(each) && seen.add(each))
    }
  }
  const folders = changed.map((file) => `test/${posix.dirname(file)}/`)
  const rank = (/** @type {string} */ test) =>
    changed.includes(test) ? 0 : folders.some((folder) => test.startsWith(folder)) ? 1 : 2
  const ordered = [...near].sort((a, b) => rank(a) - rank(b) || (a < b ? -1 : 1))
  return { tests: ordered.slice(0, most), left: Math.max(0, ordered.length - most) }
}
