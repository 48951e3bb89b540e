import { chmod, mkdir, mkdtemp, realpath, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { onTestFinished } from 'vitest'
import {
  createProcessPermissions,
  type ProcessPermissions,
} from '../../../core/consent/process-permissions.ts'
import { runProcess } from '../../../core/credentials/process-run.ts'

export interface ConsentHome {
  readonly folder: string
  readonly stateDir: string
  readonly list: string
  /** Permissions as seen by another process or from another current folder. */
  permissions(env?: Readonly<Record<string, string>>): ProcessPermissions
  /** Writes a program that prints a word, and returns its path. */
  program(path: string, word: string): Promise<string>
  /** Says yes to a command as it is now. */
  allow(command: string, env?: Readonly<Record<string, string>>): Promise<void>
  /** What a command prints if it may run, else the code of the refusal. */
  attempt(command: string, env?: Readonly<Record<string, string>>, argv?: readonly string[]): Promise<string>
}

/** A separate folder with programs, repositories and the list of permissions. */
export async function consentHome(): Promise<ConsentHome> {
  const folder = await realpath(await mkdtemp(join(tmpdir(), 'stackpass-consent-')))
  const stateDir = join(folder, 'own', 'state')
  const before = process.cwd()
  onTestFinished(async () => {
    process.chdir(before)
    await rm(folder, { recursive: true, force: true })
  })
  const environment = (env: Readonly<Record<string, string>> = {}) => ({
    PATH: '/usr/bin:/bin',
    HOME: folder,
    ...env,
  })
  const permissions: ConsentHome['permissions'] = (env) =>
    createProcessPermissions(
      { env: environment(env), platform: process.platform, homeDir: folder },
      { stateDir, locksDir: join(folder, 'own', 'locks') },
    )
  return {
    folder,
    stateDir,
    list: join(stateDir, 'allowed-commands.json'),
    permissions,
    async program(path, word) {
      const file = join(folder, path)
      await mkdir(dirname(file), { recursive: true, mode: 0o755 })
      await writeFile(file, `#!/bin/sh\necho ${word} "$@"\n`)
      await chmod(file, 0o755)
      return file
    },
    async allow(command, env) {
      const own = permissions(env)
      const candidate = await own.candidate(command, 'p')
      if (!candidate.ok) throw new Error(`${candidate.error.code}: ${candidate.error.message}`)
      const kept = await own.allow(candidate.value, 'terminal', new Date(0))
      if (!kept.ok) throw new Error(kept.error.code)
    },
    async attempt(command, env, argv) {
      const permission = await permissions(env).check(command, 'p', argv)
      if (permission.kind === 'refused') return `${permission.code} ${permission.reason}`
      const ended = await runProcess(permission.run ?? argv ?? command, {
        env: environment(env),
        timeoutMs: 20_000,
      })
      return `${ended.stdout}${ended.stderr}`.trim()
    },
  }
}
