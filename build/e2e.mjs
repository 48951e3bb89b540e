// npm run e2e [-- --project=electron] [FILTER]: prepares the machine, builds, and runs the end-to-end suite.
// npm run packed: packs the app first, then runs the same suite for the packed app alone.
import { join } from 'node:path'
import { ensureBrowser } from './ensure-browser.mjs'
import { ensureDependencies, requireNode, run } from './prepare.mjs'
import { root } from './sources.mjs'

requireNode()
await ensureDependencies()
const { packApp, packedVariable } = await import('./electron/pack-app.mjs')
const { binaryVariable, ensureTestElectron, reasonVariable } = await import('./electron/test-electron.mjs')

const args = process.argv.slice(2)
const projects = args.flatMap((arg, index) =>
  arg.startsWith('--project=') ? [arg.slice(10)] : args[index - 1] === '--project' ? [arg] : [],
)
// Packing is slow, so the packed app is tested only on request.
const packed = projects.includes('packed')
const chosen =
  projects.length === 0 ? ['loopback', 'stand-in', 'electron'].map((name) => `--project=${name}`) : []
const runs = (/** @type {string} */ project) => projects.length === 0 || projects.includes(project)

const built = await run(process.execPath, [join(root, 'build', 'bundle.mjs'), '--if-stale', '--quiet'])
if (built !== 0) process.exit(built)

const env = { ...process.env, STACKPASS_TEST_REPORT: packed ? 'packed' : 'e2e' }
const browser = await ensureBrowser()
if (browser !== undefined) env['CHROMIUM_PATH'] = browser
const electron = runs('electron') || packed ? await ensureTestElectron() : undefined
if (electron !== undefined) {
  if ('binary' in electron) env[binaryVariable] = electron.binary
  else {
    console.log(`No real Electron: ${electron.missing}. Its tests are skipped.`)
    env[reasonVariable] = electron.missing
  }
}
const product =
  packed && electron !== undefined && 'binary' in electron ? await packApp(electron.binary) : undefined
if (product !== undefined) {
  if ('folder' in product) env[packedVariable] = product.folder
  else {
    console.log(`No packed app: ${product.missing}. Its tests are skipped.`)
    env[reasonVariable] = product.missing
  }
}
const config = join(root, 'test', 'e2e', 'playwright.config.ts')
const playwright = join(root, 'node_modules', '@playwright', 'test', 'cli.js')
process.exitCode = await run(process.execPath, [playwright, 'test', '-c', config, ...chosen, ...args], {
  env,
  stdio: 'inherit',
})
if (product !== undefined && 'folder' in product) await product.remove()
