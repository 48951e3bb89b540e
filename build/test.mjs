// npm test -- --changed[=BRANCH]: a quick run for what differs from main (build/steps.mjs).
// npm test: installs what the tests need, then runs everything that CI runs (build/ready.mjs).
import { join } from 'node:path'
import { aptInstall, canInstall } from './apt.mjs'
import { browserWorks, ensureBrowser } from './ensure-browser.mjs'
import { ensureNodes } from './ensure-nodes.mjs'
import { ensurePowershellGrammar } from './powershell-grammar.mjs'
import { ensureDependencies, isInPath, isOnPath, requireNode, run } from './prepare.mjs'
import { root } from './sources.mjs'

requireNode()
await ensureDependencies()

if (process.argv.some((arg) => /^--changed(?:=|$)/.test(arg))) {
  process.exit(await run(process.execPath, [join(root, 'build', 'ready.mjs'), ...process.argv.slice(2)]))
}

// The shell hooks are tested in these shells if they can be installed; the tests say when one is missing.
const shells = ['zsh', 'fish'].filter((shell) => !isOnPath(shell))
if (shells.length > 0 && (!canInstall() || !(await aptInstall(shells))))
  console.log(`Without ${shells.join(' and ')}: what is tested in them is skipped.`)

// Completion is an awk program, and systems have different awks.
const awks = ['mawk', 'gawk', 'busybox', 'original-awk'].filter((awk) => !isInPath(awk))
if (awks.length > 0 && (!canInstall() || !(await aptInstall(awks))))
  console.log(`Without ${awks.join(' and ')}: completion is not tested with them.`)

// Leases are tested in a jail, and against programs that probe the system.
const jailed = [
  ['bwrap', 'bubblewrap'],
  ['python3', 'python3'],
].flatMap(([program = '', name = '']) => (isOnPath(program) ? [] : [name]))
if (jailed.length > 0 && (!canInstall() || !(await aptInstall(jailed))))
  console.log(`Without ${jailed.join(' and ')}: jails for leases are not tested.`)

// The vault is tested with a real keyring if one can be installed.
const keyring = [
  ['gnome-keyring-daemon', 'gnome-keyring'],
  ['dbus-run-session', 'dbus'],
  ['secret-tool', 'libsecret-tools'],
].flatMap(([program = '', name = '']) => (isOnPath(program) ? [] : [name]))
if (keyring.length > 0 && (!canInstall() || !(await aptInstall(keyring))))
  console.log(`Without ${keyring.join(' and ')}: the vault is not tested with a real keyring.`)

await ensureNodes()
await ensurePowershellGrammar()

const browser = await ensureBrowser()
if (!browserWorks(browser)) {
  console.error('No Chromium could be found or installed. Set CHROMIUM_PATH to one and run `npm test` again.')
  process.exitCode = 1
} else {
  process.exitCode = await run(
    process.execPath,
    [join(root, 'build', 'ready.mjs'), ...process.argv.slice(2)],
    {
      env: { ...process.env, ...(browser === undefined ? {} : { CHROMIUM_PATH: browser }) },
    },
  )
}
