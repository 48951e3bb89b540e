import { spawnSync } from 'node:child_process'
import { dirname } from 'node:path'
import { isOnPath, isRoot, run } from '../prepare.mjs'

/** What Electron loads, by Debian package name, and what stands in for a desktop. */
const packages = [
  ...['xvfb', 'dbus', 'unzip', 'xauth', 'xdotool', 'xclip', 'libglib2.0-bin'],
  ...['libgtk-3-0', 'libnss3', 'libasound2', 'libgbm1', 'libatk-bridge2.0-0', 'libatspi2.0-0', 'libcups2'],
  ...['libdrm2', 'libxkbcommon0', 'libxcomposite1', 'libxdamage1', 'libxfixes3', 'libxrandr2', 'libnotify4'],
]
const programs = ['Xvfb', 'dbus-daemon', 'unzip']
/** Programs that single tests start; without them these tests are skipped. */
const programsOfTests = ['xdotool', 'xclip', 'gdbus']

/** True when this program is on PATH. Xvfb has no --version. @param {string} name */
const has = (name) => spawnSync('which', [name], { stdio: 'ignore' }).status === 0

/** Which of these programs are missing. @param {readonly string[]} names */
const missingOf = (names) => names.filter((name) => !has(name))

/** Libraries that the binary needs and this machine lacks. @param {string} binary */
function missingLibraries(binary) {
  const { stdout } = spawnSync('ldd', [binary], {
    encoding: 'utf8',
    env: { ...process.env, LD_LIBRARY_PATH: dirname(binary) },
  })
  return [...stdout.matchAll(/^\s*(\S+) => not found$/gm)].map((match) => match[1] ?? '')
}

/** Installs what is missing if allowed; otherwise rejects with one sentence that names it. @param {string} [binary] */
export async function ensureSystemPackages(binary) {
  const missing = () => [...missingOf(programs), ...(binary === undefined ? [] : missingLibraries(binary))]
  const wanted = [...missing(), ...missingOf(programsOfTests)]
  if (wanted.length === 0) return
  if (isRoot() && isOnPath('apt-get')) {
    console.log(`Installing what Electron and its tests need (apt-get): ${wanted.join(', ')}`)
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
    const install = ['install', '-y', '-qq', '--no-install-recommends', ...packages]
    if ((await run('apt-get', install, { env })) !== 0) {
      await run('apt-get', ['update', '-qq'], { env })
      await run('apt-get', install, { env })
    }
  }
  if (missing().length > 0)
    throw new Error(`Electron needs ${missing().join(', ')}, which this machine lacks`)
}
