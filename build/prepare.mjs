import { spawn, spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdir, readFile, stat, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { root } from './sources.mjs'

/** Ends the process with a plain sentence when Node is too old for the locked dependencies; see bin/stackpass.cjs. */
export function requireNode() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)
  if (major > 22 || (major === 22 && minor >= 12) || (major === 20 && minor >= 19)) return
  console.error(
    `Stackpass needs Node 20.19 or newer, and of Node 21 and 22 at least 22.12; this is Node ${process.versions.node}.`,
  )
  process.exit(1)
}

/**
 * Runs a program with its output shown, stdin closed.
 * @param {string} command @param {readonly string[]} args @param {import('node:child_process').SpawnOptions} [options]
 * @returns {Promise<number>} its exit code, 127 when there is no such program
 */
export function run(command, args, options = {}) {
  return new Promise((resolve) => {
    const child = spawn(command, args, { cwd: root, stdio: ['ignore', 'inherit', 'inherit'], ...options })
    child.once('error', () => resolve(127))
    child.once('exit', (code, signal) => resolve(code ?? (signal === null ? 1 : 130)))
  })
}

/** On Windows npm is a script that only a shell can start; its arguments here are our own constants. */
const viaShell = process.platform === 'win32'

/** @param {readonly string[]} args @param {import('node:child_process').SpawnOptions} [options] */
export const runNpm = (args, options = {}) => run('npm', args, { shell: viaShell, ...options })

/** True when the installed packages match the lockfile (apart from optional packages of other platforms). */
async function isInstalled() {
  const hidden = join(root, 'node_modules', '.package-lock.json')
  if (!existsSync(hidden)) return false
  const read = async (/** @type {string} */ path) => JSON.parse(await readFile(path, 'utf8')).packages
  const [wanted, present] = await Promise.all([read(join(root, 'package-lock.json')), read(hidden)])
  return Object.entries(wanted).every(
    ([path, entry]) => path === '' || entry.optional || present[path]?.version === entry.version,
  )
}

/** Installs the locked dependencies when they are missing or differ. */
export async function ensureDependencies() {
  if (await isInstalled()) return
  console.log('Installing dependencies (npm ci)')
  const code = await runNpm(['ci', '--no-audit', '--no-fund'])
  if (code === 0) return
  console.error('npm ci failed; its output above says why.')
  process.exit(code)
}

/** @param {string} command */
export function isOnPath(command) {
  return spawnSync(command, ['--version'], { stdio: 'ignore', shell: viaShell, timeout: 20_000 }).status === 0
}

/** True if the program is on PATH; does not start it. Not for Windows. @param {string} command */
export const isInPath = (command) =>
  spawnSync('sh', ['-c', 'command -v "$0"', command], { stdio: 'ignore' }).status === 0

export const isRoot = () => process.getuid?.() === 0

const electronFolder = join(root, 'node_modules', 'electron')
const failureNote = join(root, '.cache', 'electron-unavailable')
const retryAfterMs = 24 * 3600 * 1000
const downloadLimitMs = 60_000

/** Path of Electron's binary, or undefined when it is missing. */
export async function electronBinary() {
  const pathFile = join(electronFolder, 'path.txt')
  if (!existsSync(pathFile)) return undefined
  const dist = process.env['ELECTRON_OVERRIDE_DIST_PATH'] ?? join(electronFolder, 'dist')
  const binary = join(dist, await readFile(pathFile, 'utf8'))
  return existsSync(binary) ? binary : undefined
}

/**
 * Electron's binary, downloaded by its own installer when it is missing. A failed download is remembered for a
 * day, so that it does not slow every start.
 */
export async function obtainElectron() {
  const present = await electronBinary()
  if (present !== undefined) return present
  if (existsSync(failureNote) && Date.now() - (await stat(failureNote)).mtimeMs < retryAfterMs)
    return undefined
  console.log('Fetching Electron (once, at most a minute)')
  await run(process.execPath, [join(electronFolder, 'install.js')], {
    stdio: 'ignore',
    timeout: downloadLimitMs,
    killSignal: 'SIGKILL',
  })
  const binary = await electronBinary()
  if (binary === undefined) {
    await mkdir(dirname(failureNote), { recursive: true })
    await writeFile(
      failureNote,
      'The last download of Electron failed. Delete this file to try again at once.\n',
    )
  }
  return binary
}
