import { spawn } from 'node:child_process'
import { chmod, cp, mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, afterEach, beforeAll, beforeEach } from 'vitest'
import { bundleCommandLine } from '../../../build/bundle-node.mjs'
import { fetchedNode, nodePackage, pinnedNodes } from '../../../build/ensure-nodes.mjs'
import { stackpassPaths } from '../../../core/state/paths.ts'
import { hookRanFile } from '../../../shared/domain/shells/hook-ran.ts'

const root = fileURLToPath(new URL('../../../', import.meta.url))

/** Pinned versions of Node for this machine that the built command must run under. */
export const supportedNodes = Object.keys(pinnedNodes[nodePackage() ?? ''] ?? {}).filter(
  (version) => Number(version.split('.')[0]) > 20 || /^20\.(?:19|[2-9]\d)\./.test(version),
)

/** Path of a pinned Node, undefined when it was not fetched. */
export function pinnedNode(version: string): string | undefined {
  const name = nodePackage()
  return name === undefined ? undefined : fetchedNode(name, version)
}

/** Why a test that needs this Node is skipped. */
export const notFetched = (version: string): string =>
  `Node ${version} is not here: \`node build/ensure-nodes.mjs\` fetches it.`

export interface Ended {
  readonly code: number | null
  readonly signal: NodeJS.Signals | null
  readonly stdout: string
  readonly stderr: string
}

export interface RunOptions {
  readonly node?: string
  readonly nodeArgs?: readonly string[]
  readonly env?: Readonly<Record<string, string>>
  /** Runs as this user and group; only root can. */
  readonly user?: number
}

/** The shipped command in its own folder, with a home. */
export interface BuiltCommand {
  /** Of bin/stackpass.cjs and dist/. */
  readonly folder: string
  readonly home: string
  /** Where compiled code is kept. */
  readonly codeFolder: string
  run(args: readonly string[], options?: RunOptions): Promise<Ended>
  /** Names of the kept files; empty without the folder. */
  kept(): Promise<string[]>
  remove(): Promise<void>
}

const credentials = `[dev]
aws_access_key_id = AKIAIOSFODNN7EXAMPLE
aws_secret_access_key = wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY
`

/** Creates the files of the command that ship. */
export async function shipCommand(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'stackpass-built-'))
  await mkdir(join(folder, 'bin'))
  await cp(join(root, 'bin'), join(folder, 'bin'), { recursive: true })
  await cp(join(root, 'package.json'), join(folder, 'package.json'))
  await bundleCommandLine(join(folder, 'dist', 'cli'))
  // Another user also runs it.
  await chmod(folder, 0o755)
  return folder
}

/** A fresh home for a shipped command, in which a shell has started with the hook, so that `use` adds no note. */
export async function openBuilt(folder: string): Promise<BuiltCommand> {
  const home = await mkdtemp(join(tmpdir(), 'stackpass-home-'))
  await mkdir(join(home, '.aws'), { mode: 0o700 })
  await writeFile(join(home, '.aws', 'config'), '[profile dev]\nregion = eu-west-1\n', { mode: 0o600 })
  await writeFile(join(home, '.aws', 'credentials'), credentials, { mode: 0o600 })
  const { stateDir, activeStateFile } = stackpassPaths({}, process.platform, home)
  await mkdir(stateDir, { recursive: true, mode: 0o700 })
  await writeFile(hookRanFile(activeStateFile), '', { mode: 0o600 })
  const codeFolder = join(home, '.cache', 'stackpass', 'code')
  return {
    folder,
    home,
    codeFolder,
    run: (args, { node = process.execPath, nodeArgs = [], env, user } = {}) =>
      new Promise((resolve, reject) => {
        const child = spawn(node, [...nodeArgs, join(folder, 'bin', 'stackpass.cjs'), ...args], {
          cwd: folder,
          env: { PATH: process.env['PATH'], HOME: home, USERPROFILE: home, ...env },
          stdio: ['ignore', 'pipe', 'pipe'],
          ...(user !== undefined && { uid: user, gid: user }),
        })
        let stdout = ''
        let stderr = ''
        child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text))
        child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text))
        child.once('error', reject)
        child.once('close', (code, signal) => resolve({ code, signal, stdout, stderr }))
      }),
    kept: () => readdir(codeFolder).catch(() => []),
    remove: () => rm(home, { recursive: true, force: true }),
  }
}

/** What `use dev` and `current` print. */
export const active = { code: 0, signal: null, stdout: 'dev  eu-west-1\n', stderr: '' }

/** The command of the running test, after `freshCommands` was called. */
export let built: BuiltCommand

/** Ships the command once for the test file, with a fresh home for each test. */
export function freshCommands(): void {
  let folder = ''
  beforeAll(async () => {
    folder = await shipCommand()
  })
  afterAll(() => rm(folder, { recursive: true, force: true }))
  beforeEach(async () => {
    built = await openBuilt(folder)
  })
  afterEach(() => built.remove())
}
