import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { chmod, mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { bundleCommandLine } from '../../../build/bundle-node.mjs'

const root = fileURLToPath(new URL('../../../', import.meta.url))

/** Bundles the command as build/bundle.mjs does, into a separate folder below the project. Returns the entry. */
export async function bundleCommand(): Promise<{ readonly entry: string; remove(): Promise<void> }> {
  await mkdir(join(root, '.cache'), { recursive: true })
  const dir = await mkdtemp(join(root, '.cache', 'test-cli-'))
  await bundleCommandLine(dir)
  // As bin/stackpass.cjs does it.
  const entry = join(dir, 'stackpass.cjs')
  await writeFile(entry, "require('./start.cjs').start(require('node:path').join(__dirname, 'main.cjs'))\n")
  return { entry, remove: () => rm(dir, { recursive: true, force: true }) }
}

export interface Ran {
  readonly code: number | null
  readonly stdout: string
  readonly stderr: string
}

export interface RunOptions {
  readonly stdin?: string | Uint8Array
  readonly env?: Readonly<Record<string, string>>
  readonly cwd?: string
}

/** A temporary home with its own shared files, and the real command on it. */
export interface Sandbox {
  readonly home: string
  readonly environment: NodeJS.ProcessEnv
  run(args: readonly string[], options?: RunOptions): Promise<Ran>
  /** Writes `~/.aws/NAME` with mode 0600. */
  write(name: 'config' | 'credentials', text: string | Uint8Array): Promise<void>
  read(name: 'config' | 'credentials'): Promise<string>
  /** Every path of the home with its mode, time and content, to compare before and after. */
  picture(): Promise<string[]>
  remove(): Promise<void>
}

export async function openSandbox(entry: string): Promise<Sandbox> {
  const home = await mkdtemp(join(tmpdir(), 'stackpass-cli-'))
  const environment: NodeJS.ProcessEnv = { PATH: process.env['PATH'], HOME: home, USERPROFILE: home }

  return {
    home,
    environment,
    run: (args, { stdin, env, cwd } = {}) =>
      new Promise((resolve, reject) => {
        const child = spawn(process.execPath, [entry, ...args], {
          env: { ...environment, ...env },
          ...(cwd !== undefined && { cwd }),
        })
        let stdout = ''
        let stderr = ''
        child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text))
        child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text))
        child.once('error', reject)
        child.once('close', (code) => resolve({ code, stdout, stderr }))
        child.stdin.on('error', () => undefined)
        child.stdin.end(stdin ?? '')
      }),
    async write(name, text) {
      await mkdir(join(home, '.aws'), { recursive: true, mode: 0o700 })
      await writeFile(join(home, '.aws', name), text, { mode: 0o600 })
      await chmod(join(home, '.aws', name), 0o600)
    },
    read: (name) => readFile(join(home, '.aws', name), 'utf8'),
    async picture() {
      const entries = await readdir(home, { withFileTypes: true, recursive: true })
      const lines = entries.map(async (entry) => {
        const path = join(entry.parentPath, entry.name)
        const { mode, mtimeMs } = await stat(path)
        const hash = entry.isFile()
          ? createHash('sha256')
              .update(await readFile(path))
              .digest('hex')
          : ''
        return `${path.slice(home.length)} ${mode.toString(8)} ${mtimeMs} ${hash}`
      })
      return (await Promise.all(lines)).sort()
    },
    remove: () => rm(home, { recursive: true, force: true }),
  }
}

export const exampleKey = 'AKIAIOSFODNN7EXAMPLE'
export const exampleSecret = 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY'

export const sampleConfig = `# by hand
[default]
region = us-east-1

[profile dev]
region = eu-west-1 
role_arn = arn:aws:iam::111122223333:role/dev
source_profile = default

[sso-session corp]
sso_region = us-east-1
sso_start_url = https://corp.awsapps.com/start
`

export const sampleCredentials = `[default]
aws_access_key_id = ${exampleKey}
aws_secret_access_key = ${exampleSecret}
`
