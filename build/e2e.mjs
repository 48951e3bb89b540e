// npm run e2e [-- --project=electron] [FILTER]: makes the machine ready, builds, and runs the end-to-end suite.
import { join } from 'node:path'
import { ensureBrowser } from './ensure-browser.mjs'
import { ensureDependencies, requireNode, run } from './prepare.mjs'
import { root } from './sources.mjs'

requireNode()
await ensureDependencies()
const { binaryVariable, ensureTestElectron, reasonVariable } = await import('./electron/test-electron.mjs')

const args = process.argv.slice(2)
const projects = args.flatMap((arg, index) =>
  arg.startsWith('--project=') ? [arg.slice(10)] : args[index - 1] === '--project' ? [arg] : [],
)
const runs = (/** @type {string} */ project) => projects.length === 0 || projects.includes(project)

const built = await run(process.execPath, [join(root, 'build', 'bundle.mjs'), '--if-stale', '--quiet'])
if (built !== 0) process.exit(built)

const env = { ...process.env }
const browser = await ensureBrowser()
if (browser !== undefined) env['CHROMIUM_PATH'] = browser
if (runs('electron')) {
  const electron = await ensureTestElectron()
  if ('binary' in electron) env[binaryVariable] = electron.binary
  else {
    console.log(`No real Electron: ${electron.missing}. Its tests are skipped.`)
    env[reasonVariable] = electron.missing
  }
}
const config = join(root, 'test', 'e2e', 'playwright.config.ts')
const playwright = join(root, 'node_modules', '@playwright', 'test', 'cli.js')
process.exitCode = await run(process.execPath, [playwright, 'test', '-c', config, ...args], {
  env,
  stdio: 'inherit',
})
