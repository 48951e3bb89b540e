// Fails when a shipped part is larger than build/budgets.json allows. Needs a build.
import { readdir, readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { root } from './sources.mjs'

const budgets = JSON.parse(await readFile(join(root, 'build', 'budgets.json'), 'utf8'))
const sizeOf = async (/** @type {string} */ path) => (await stat(join(root, 'dist', path))).size

/** The scripts that must load before the list shows: those in index.html and their imports. */
async function firstScreen() {
  const html = await readFile(join(root, 'dist', 'renderer', 'index.html'), 'utf8')
  return total([...html.matchAll(/(?:src|href)="\.\/(assets\/[^"]+\.js)"/g)].map((match) => match[1] ?? ''))
}

/** All scripts of the page, whenever they load. */
async function wholePage() {
  const names = await readdir(join(root, 'dist', 'renderer', 'assets'))
  return total(names.filter((name) => name.endsWith('.js')).map((name) => `assets/${name}`))
}

/** @param {readonly string[]} names */
async function total(names) {
  const sizes = await Promise.all(names.map((name) => sizeOf(`renderer/${name}`)))
  return sizes.reduce((sum, size) => sum + size, 0)
}

const checks = [
  {
    what: 'script of the first screen',
    unit: 'kB',
    is: (await firstScreen()) / 1000,
    most: budgets.firstScreenKilobytes,
  },
  {
    what: 'script of the whole page',
    unit: 'kB',
    is: (await wholePage()) / 1000,
    most: budgets.pageKilobytes,
  },
  { what: 'preload script', unit: 'B', is: await sizeOf('electron/preload.cjs'), most: budgets.preloadBytes },
  {
    what: 'entry of the command',
    unit: 'kB',
    is: (await sizeOf('cli/main.cjs')) / 1000,
    most: budgets.cliEntryKilobytes,
  },
]

for (const { what, unit, is, most } of checks) {
  // A size of zero means that the check looks in the wrong place.
  const verdict = is > 0 && is <= most ? 'ok' : is === 0 ? 'NOT FOUND' : 'TOO LARGE'
  console.log(
    `${what.padEnd(27)} ${is.toFixed(unit === 'B' ? 0 : 1).padStart(8)} of ${most} ${unit}  ${verdict}`,
  )
  if (verdict !== 'ok') process.exitCode = 1
}
