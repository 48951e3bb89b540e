import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

export const root = fileURLToPath(new URL('..', import.meta.url))

/** What each product is made of; a change in any of these makes it stale. */
const inputs = {
  page: ['shared', 'renderer'],
  cli: ['shared', 'core', 'cli'],
  electron: ['shared', 'core', 'electron'],
}

/** @typedef {keyof typeof inputs} Target */

/** @type {Target[]} */
export const targets = ['page', 'cli', 'electron']

/** @param {string} folder @returns {Promise<string[]>} */
async function filesBelow(folder) {
  const entries = await readdir(folder, { withFileTypes: true, recursive: true })
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort()
}

/** Hash of the sources, the bundler's rules and the locked dependencies of one product. @param {Target} target */
export async function sourceHash(target) {
  const hash = createHash('sha256')
  const lists = await Promise.all(inputs[target].map((folder) => filesBelow(join(root, folder))))
  const rules = [
    'build/bundle.mjs',
    'build/bundle-node.mjs',
    'build/warm-cli.mjs',
    'bin/load-bundle.cjs',
    'package-lock.json',
  ]
  const files = [...rules.map((file) => join(root, file)), ...lists.flat()]
  for (const file of files)
    hash
      .update(file.slice(root.length))
      .update('\0')
      .update(await readFile(file))
  return hash.digest('hex')
}

const stampOf = (/** @type {Target} */ target) => join(root, 'dist', '.stamps', target)

/** @param {Target} target */
export async function isStale(target) {
  const stamp = stampOf(target)
  return !existsSync(stamp) || (await readFile(stamp, 'utf8')) !== (await sourceHash(target))
}

/** Marks a product as built from sources with this hash. @param {Target} target @param {string} hash */
export async function markBuilt(target, hash) {
  await mkdir(dirname(stampOf(target)), { recursive: true })
  await writeFile(stampOf(target), hash)
}
