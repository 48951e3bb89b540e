import { existsSync, readFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { chosenHome, withChosenHome } from '../core/state/chosen-home.ts'
import { writePrivateFileAtOnce } from '../core/state/write-at-once.ts'
import { asksForJson } from './asks-json.ts'
import type { CliContext } from './context.ts'
import { commandToKeep } from './keeps-code.ts'
import { runQuickly } from './quick/run-quickly.ts'
import type { KeepCode } from './start/start.ts'
import { processTerminal } from './terminal/terminal.ts'

/** The folder of our package.json, above this file both in the bundle and in the sources. */
function findPackageRoot(): string {
  let folder = dirname(fileURLToPath(import.meta.url))
  while (!existsSync(join(folder, 'package.json')) && dirname(folder) !== folder) folder = dirname(folder)
  return folder
}

function versionIn(packageRoot: string): string {
  return (JSON.parse(readFileSync(join(packageRoot, 'package.json'), 'utf8')) as { version: string }).version
}

const words = process.argv.slice(2)
const terminal = processTerminal(process.env, process.platform)
const context: CliContext = {
  terminal,
  env: withChosenHome(process.env, process.platform, homedir()),
  platform: process.platform,
  homeDir: homedir(),
  shellHome: chosenHome(process.env),
  asksJson: asksForJson(words),
  ...(process.argv[1] !== undefined && { entry: process.argv[1] }),
  commandTable: async () => (await import('./completion/completion-table.ts')).tableOfCommands(context),
  // Most commands need neither.
  get packageRoot() {
    return findPackageRoot()
  },
  get version() {
    return versionIn(findPackageRoot())
  },
}

async function runFully(): Promise<number> {
  const { runCommandLine } = await import('./program/run-command-line.ts')
  return runCommandLine(words, context)
}

/** Runs the command line of this process. Called by cli/start. */
export async function run(keepCode: KeepCode): Promise<void> {
  const quick = await runQuickly(words, context)
  const code = quick ?? (await runFully())
  // A failed write has already set an exit code.
  if (code !== 0 || process.exitCode === undefined) process.exitCode = code
  const command = code === 0 ? commandToKeep(words) : undefined
  if (command !== undefined) await keepCode(command, writePrivateFileAtOnce)
  // Freeing ten thousand profiles object by object would take a tenth of the command's time, so a process that has nothing
  // left to do exits at once; one more turn would also collect garbage. It first waits until all output is written, or
  // until a stream has failed.
  if (quick === undefined) return
  if (terminal.isSettled()) process.exit()
  setImmediate(() => void (terminal.isWritten() && process.exit()))
}
