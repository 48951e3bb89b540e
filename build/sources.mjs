import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

export const root = fileURLToPath(new URL('..', import.meta.url))

/** The sources of each product; a change in any of them makes it stale. */
const inputs = {
  page: ['shared', 'renderer'],
  cli: ['shared', 'core', 'cli'],
  electron: ['shared', 'core', 'electron'],
}

/** Additional single files: the question window uses the page's colours. @type {Partial<Record<Target, readonly string[]>>} */
const moreInputs = { electron: ['renderer/ui/tokens.css'] }

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

/** @param {string} base @param {readonly string[]} files */
async function hashOf(base, files) {
  const hash = createHash('sha256')
  for (const file of files)
    hash
      .update(file.slice(base.length))
      .update('\0')
      .update(await readFile(file))
  return hash.digest('hex')
}

/** Hash of the sources, the bundler's rules and the locked dependencies of one product. @param {Target} target */
export async function sourceHash(target) {
  const lists = await Promise.all(inputs[target].map((folder) => filesBelow(join(root, folder))))
  const rules = [
    ...['build/bundle.mjs', 'build/bundle-node.mjs', 'build/ascii-only.mjs', 'build/third-party-notices.mjs'],
    ...['package-lock.json', 'LICENSE'],
    ...(moreInputs[target] ?? []),
  ]
  return hashOf(root, [...rules.map((file) => join(root, file)), ...lists.flat()])
}

const distFolder = join(root, 'dist')

/** The folder that a product is built into. @param {Target} target @param {string} [dist] */
export const productFolder = (target, dist = distFolder) =>
  join(dist, target === 'page' ? 'renderer' : target)

/** @param {Target} target @param {string} dist */
const stampOf = (target, dist) => join(dist, '.stamps', target)

/** A stamp holds the hashes of the sources and of the built files. @param {Target} target @param {string} sources @param {string} dist */
async function stampText(target, sources, dist) {
  const product = productFolder(target, dist)
  return `${sources} ${await hashOf(product, await filesBelow(product))}`
}

/** True unless the product is there, complete, and built from the current sources. @param {Target} target @param {string} [dist] */
export async function isStale(target, dist = distFolder) {
  if (!existsSync(stampOf(target, dist)) || !existsSync(productFolder(target, dist))) return true
  const stamp = await readFile(stampOf(target, dist), 'utf8')
  return stamp !== (await stampText(target, await sourceHash(target), dist))
}

/** Marks a product as built from sources with this hash. @param {Target} target @param {string} sources @param {string} [dist] */
export async function markBuilt(target, sources, dist = distFolder) {
  const stamp = stampOf(target, dist)
  await mkdir(dirname(stamp), { recursive: true })
  await writeFile(stamp, await stampText(target, sources, dist))
}
