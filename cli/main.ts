import { existsSync, readFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { CliContext } from './context.ts'
import { runQuickly } from './quick/run-quickly.ts'
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
const words = process.argv.slice(2)
const context: CliContext = {
  terminal: processTerminal(process.env, process.platform),
  env: process.env,
  platform: process.platform,
  homeDir: homedir(),
  packageRoot,
  version: versionIn(packageRoot),
}

async function runFully(): Promise<number> {
  const { runCommandLine } = await import('./program/run-command-line.ts')
  return runCommandLine(words, context)
}

async function run(): Promise<void> {
  // The code is set and not forced, so that all output leaves before the process ends.
  process.exitCode = (await runQuickly(words, context)) ?? (await runFully())
}

void run()
