import { spawn } from 'node:child_process'
import { mkdir, mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { run } from '../prepare.mjs'
import { root } from '../sources.mjs'
import { testCache } from './registry-electron.mjs'
import { ensureSandbox } from './test-electron.mjs'

/** Passes the folder of the packed app to the suite's workers. */
export const packedVariable = 'STACKPASS_TEST_PACKED'

/** As electron-builder.yml says. */
export const executable = 'stackpass-desktop'

const prefix = 'packed-'
const leftOverMs = 24 * 3600 * 1000
/** Keeps electron-builder from downloading anything: it gets its Electron from us. */
const nowhere = 'http://127.0.0.1:9/'

/**
 * Packs the built app with electron-builder, using the Electron of the tests instead of the one that ships. Everything else
 * follows electron-builder.yml. A `missing` is one sentence for a person.
 * @param {string} binary
 * @returns {Promise<{ readonly folder: string, remove(): Promise<void> } | { readonly missing: string }>}
 */
export async function packApp(binary) {
  if (process.platform !== 'linux') return { missing: 'the packed app is tested on Linux only' }
  await removeLeftOver()
  await mkdir(testCache(), { recursive: true, mode: 0o755 })
  // Outside the clone, which the account that starts the app may not be able to read.
  const work = await mkdtemp(join(testCache(), prefix))
  const remove = () => rm(work, { recursive: true, force: true, maxRetries: 5 })
  try {
    const version = (await readFile(join(dirname(binary), 'version'), 'utf8')).trim()
    console.log(`Packing the app with Electron ${version} (electron-builder)`)
    await electronBuilder([
      ...['--linux', 'dir', '--x64', '--publish', 'never'],
      `-c.electronDist=${dirname(binary)}`,
      `-c.electronVersion=${version}`,
      `-c.directories.output=${work}`,
    ])
    const folder = join(work, 'linux-unpacked')
    // The default app of the tests' Electron; electron-builder removes it only from an Electron that it fetched itself.
    for (const name of ['app', 'default_app.asar'])
      await rm(join(folder, 'resources', name), { recursive: true, force: true })
    if ((await run('chmod', ['-R', 'a+rX', work])) !== 0) throw new Error('chmod of the packed app failed')
    try {
      await ensureSandbox(join(folder, executable))
    } catch (error) {
      await remove()
      return { missing: error instanceof Error ? error.message : String(error) }
    }
    return { folder, remove }
  } catch (error) {
    await remove()
    throw error
  }
}

/**
 * Runs electron-builder without downloads and shows its output. Rejects if it fails.
 * @param {readonly string[]} args @param {Readonly<Record<string, string>>} [more] environment
 */
export async function electronBuilder(args, more = {}) {
  const cli = join(root, 'node_modules', 'electron-builder', 'cli.js')
  const env = { ...process.env, ELECTRON_MIRROR: nowhere, ELECTRON_BUILDER_BINARIES_MIRROR: nowhere, ...more }
  const child = spawn(process.execPath, [cli, ...args], { cwd: root, env, stdio: ['ignore', 'pipe', 'pipe'] })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (output += chunk))
  const code = await new Promise((resolve) => child.once('close', resolve))
  if (code === 0) return
  console.error(output)
  throw new Error(`electron-builder ended with ${String(code)}; its output above says why`)
}

/** Removes the folders of runs that were killed. */
async function removeLeftOver() {
  const names = await readdir(testCache()).catch(() => [])
  for (const name of names.filter((each) => each.startsWith(prefix))) {
    const path = join(testCache(), name)
    if (Date.now() - (await stat(path)).mtimeMs > leftOverMs) await rm(path, { recursive: true, force: true })
  }
}
