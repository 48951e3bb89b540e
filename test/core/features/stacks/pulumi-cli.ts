import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, dirname, join } from 'node:path'
import { onTestFinished } from 'vitest'

/** A `pulumi` named by STACKPASS_TEST_PULUMI takes precedence over the one on PATH. */
const named = process.env['STACKPASS_TEST_PULUMI']
const path = [...(named ? [dirname(named)] : []), process.env['PATH'] ?? ''].join(delimiter)
const found = spawnSync('pulumi', ['version'], { encoding: 'utf8', env: { ...process.env, PATH: path } })
if (named && found.status !== 0) throw new Error(`STACKPASS_TEST_PULUMI does not run: ${named}`)

/** The version of the Pulumi CLI that the tests compare with, undefined if there is none. */
export const pulumiVersion = found.status === 0 ? found.stdout.trim() : undefined

/** One key as `pulumi config --json` prints it. */
export interface CliValue {
  readonly value?: string
  readonly objectValue?: unknown
  readonly secret: boolean
}

interface Ran {
  readonly status: number | null
  readonly stdout: string
  readonly stderr: string
}

export interface PulumiCli {
  readonly home: string
  /** Folder of a YAML project with one stack, `dev`. */
  readonly folder: string
  readonly env: Readonly<Record<string, string>>
  run(args: readonly string[]): Ran
  /** Every key of a stack file, or the CLI's error. */
  read(text: string | Uint8Array, extension: string): ReadonlyMap<string, CliValue> | string
  /** As `read`, after `pulumi config …` on a copy of the text. */
  readAfter(
    text: string | Uint8Array,
    extension: string,
    args: readonly string[],
  ): ReadonlyMap<string, CliValue> | string
}

/** The real CLI with its own backend and home in a temporary folder: no account and no network. */
export function openPulumi(): PulumiCli {
  const home = mkdtempSync(join(tmpdir(), 'stackpass-pulumi-'))
  onTestFinished(() => rmSync(home, { recursive: true, force: true }))
  const folder = join(home, 'project')
  for (const name of ['project', 'state']) mkdirSync(join(home, name))
  writeFileSync(join(folder, 'Pulumi.yaml'), 'name: demo\nruntime: yaml\n')
  const env = {
    PATH: path,
    HOME: home,
    PULUMI_HOME: join(home, '.pulumi'),
    PULUMI_BACKEND_URL: `file://${join(home, 'state')}`,
    PULUMI_CONFIG_PASSPHRASE: 'stackpass',
    PULUMI_SKIP_UPDATE_CHECK: 'true',
  }
  const run = (args: readonly string[]): Ran =>
    spawnSync('pulumi', ['--non-interactive', '--color=never', ...args], {
      cwd: folder,
      env,
      encoding: 'utf8',
    })
  const file = (extension: string): string => join(home, `Pulumi.dev.${extension}`)
  const shown = (path: string): ReadonlyMap<string, CliValue> | string => {
    const listed = run(['config', '--json', '--stack=dev', `--config-file=${path}`])
    if (listed.status !== 0) return listed.stderr.trim()
    return new Map(Object.entries(JSON.parse(listed.stdout) as Record<string, CliValue>))
  }
  const known = new Map<string, ReadonlyMap<string, CliValue> | string>()
  const made = run(['stack', 'init', 'dev'])
  if (made.status !== 0) throw new Error(made.stderr)
  return {
    home,
    folder,
    env,
    run,
    read(text, extension) {
      const key = `${extension} ${Buffer.from(text).toString('base64')}`
      if (!known.has(key)) {
        writeFileSync(file(extension), text)
        known.set(key, shown(file(extension)))
      }
      return known.get(key)!
    },
    readAfter(text, extension, args) {
      writeFileSync(file(extension), text)
      const ran = run(['config', `--config-file=${file(extension)}`, '--stack=dev', ...args])
      return ran.status === 0 ? shown(file(extension)) : ran.stderr.trim()
    },
  }
}
