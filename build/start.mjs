// npm start: installs and builds what is missing, then opens the desktop app, or else the same page in the browser.
import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { ensureDependencies, obtainElectron, requireNode, run } from './prepare.mjs'
import { root } from './sources.mjs'

requireNode()
await ensureDependencies()

const args = process.argv.slice(2)
const hasScreen =
  process.platform !== 'linux' || Boolean(process.env['DISPLAY'] || process.env['WAYLAND_DISPLAY'])

const whyNoDesktop = async () => {
  if (args.includes('--serve')) return { reason: 'asked for with --serve' }
  if (!hasScreen) return { reason: 'there is no screen here' }
  const binary = await obtainElectron()
  return binary === undefined ? { reason: "Electron's binary could not be had" } : { binary }
}

const built = await run(process.execPath, [join(root, 'build', 'bundle.mjs'), '--if-stale', '--quiet'])
if (built !== 0) process.exit(built)

const { binary, reason } = await whyNoDesktop()
if (binary === undefined) console.log(`Opening the page from the loopback host: ${reason}.`)

const [command, commandArgs] =
  binary !== undefined
    ? [binary, [root]]
    : [
        process.execPath,
        [
          join(root, 'bin', 'stackpass.cjs'),
          'serve',
          ...(hasScreen && !args.includes('--no-open') ? ['--open'] : []),
        ],
      ]
const child = spawn(command, commandArgs, { cwd: root, stdio: 'inherit' })
for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP']))
  process.on(signal, () => child.kill(signal))
child.once('exit', (code) => {
  process.exitCode = code ?? 1
})
