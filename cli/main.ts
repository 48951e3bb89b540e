import { existsSync, readFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { runCommandLine } from './program/run-command-line.ts'
import { processTerminal } from './terminal/terminal.ts'

/** The folder of our package.json, above this file in the bundle as in the sources. */
function findPackageRoot(): string {
  let folder = dirname(fileURLToPath(import.meta.url))
  while (!existsSync(join(folder, 'package.json')) && dirname(folder) !== folder) folder = dirname(folder)
  return folder
}

function versionIn(packageRoot: string): string {
  return (JSON.parse(readFileSync(join(packageRoot, 'package.json'), 'utf8')) as { version: string }).version
}

const packageRoot = findPackageRoot()
// The code is set and not forced, so that all output leaves before the process ends.
process.exitCode = await runCommandLine(process.argv.slice(2), {
  terminal: processTerminal(process.env),
  env: process.env,
  platform: process.platform,
  homeDir: homedir(),
  packageRoot,
  version: versionIn(packageRoot),
})
