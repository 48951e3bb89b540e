import { spawnSync } from 'node:child_process'
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { createCredentialCache } from '../../core/credentials/cache.ts'
import { profileFingerprint } from '../../core/credentials/fingerprint.ts'
import { writeActiveState } from '../../core/state/active-state.ts'
import { mergeProfiles } from '../../shared/domain/aws/merge.ts'
import { parseSharedFile } from '../../shared/domain/aws/parse.ts'
import { hookText } from '../../shared/domain/shells/hook-text.ts'
import { runProcess } from './processes.ts'
import type { Contender, Row } from './types.ts'
import { stackpassCommand, type Home, type Workspace } from './workspace.ts'

/** A large number for a person, a small one for a machine. */
const profiles = 200

function timed(name: string, home: Home, args: readonly string[]): Contender {
  return {
    name,
    measure: async () => (await runProcess({ file: process.execPath, args, env: home.env })).milliseconds,
  }
}

const nodeAlone = (home: Home): Contender => timed('node -e 0', home, ['-e', '0'])

/** `stackpass use`: the whole process, switching between two profiles. */
export async function useRow(workspace: Workspace, repetitions: number): Promise<Row> {
  const home = await workspace.home('use', profiles)
  const names = home.files.names
  let turn = 0
  return {
    id: 'use',
    what: 'switch the active profile, whole process',
    unit: 'ms',
    repetitions: repetitions * 2 + 1,
    ours: {
      name: 'stackpass use',
      measure: () => timed('', home, [stackpassCommand, 'use', names[++turn % 2]!]).measure(),
    },
    peers: [nodeAlone(home)],
    absent: [],
    note: `With ${profiles} profiles.`,
  }
}

/** `stackpass credentials NAME` of a role whose credentials are cached: reads the files, checks the fingerprint, sends no request. */
export function credentialsRow(workspace: Workspace, repetitions: number): Promise<Row> {
  return cachedRow(workspace, repetitions, {
    id: 'credentials',
    what: 'credentials of a role from the cache, whole process',
    section: (source) =>
      `[profile bench-role]\nrole_arn = arn:aws:iam::123456789012:role/Bench\nsource_profile = ${source}\n`,
    ssoSessions: new Map(),
  })
}

/** The same for a role of an IAM Identity Center session. */
export function sessionCredentialsRow(workspace: Workspace, repetitions: number): Promise<Row> {
  const settings = new Map([
    ['sso_start_url', 'https://example.awsapps.com/start'],
    ['sso_region', 'eu-west-1'],
  ])
  const session = [...settings].map(([key, value]) => `${key} = ${value}\n`).join('')
  return cachedRow(workspace, repetitions, {
    id: 'credentials-session',
    what: 'credentials of a role of Identity Center from the cache, whole process',
    section: () =>
      `[sso-session bench]\n${session}[profile bench-role]\nsso_session = bench\nsso_account_id = 123456789012\nsso_role_name = Bench\n`,
    ssoSessions: new Map([['bench', settings]]),
  })
}

interface CachedCase {
  readonly id: string
  readonly what: string
  /** The profile `bench-role`, which may take its source from this one. */
  section(source: string): string
  readonly ssoSessions: ReadonlyMap<string, ReadonlyMap<string, string>>
}

async function cachedRow(
  workspace: Workspace,
  repetitions: number,
  { id, what, section, ssoSessions }: CachedCase,
): Promise<Row> {
  const home = await workspace.home(id, profiles)
  const config = `${home.files.config}\n${section(home.files.names[0]!)}`
  await writeFile(home.configFile, config, { mode: 0o600 })
  const documents = {
    config: parseSharedFile(Buffer.from(config), 'config'),
    credentials: parseSharedFile(Buffer.from(home.files.credentials), 'credentials'),
  }
  const merged = mergeProfiles(documents.config, documents.credentials)
  const files = { profiles: merged, ssoSessions, services: new Map() }
  const salt = 'bench'
  const [cacheDir, locksDir] = ['.cache', '.local/state'].map((folder) =>
    join(home.folder, folder, 'stackpass'),
  )
  const cache = createCredentialCache({ cacheDir: cacheDir!, locksDir: join(locksDir!, 'locks') })
  const entry = {
    version: 1 as const,
    profile: 'bench-role',
    salt,
    fingerprint: profileFingerprint('bench-role', files, salt)!,
    accessKeyId: 'ASIABENCHEXAMPLE',
    secretAccessKey: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
    sessionToken: 'x'.repeat(600),
    expiresAt: Date.now() + 3_600_000,
  }
  await cache.write(entry, await cache.turn())
  // Nothing listens there, so an answer that is not from the cache fails.
  const env = { ...home.env, AWS_ENDPOINT_URL_STS: 'http://127.0.0.1:9' }
  return {
    id,
    what,
    unit: 'ms',
    repetitions: repetitions * 2 + 1,
    ours: timed('stackpass credentials', { ...home, env }, [stackpassCommand, 'credentials', 'bench-role']),
    peers: [nodeAlone(home)],
    absent: [],
    note: `With ${profiles} profiles.`,
  }
}

/** What one prompt costs in bash and the programs it starts, in milliseconds of processor time. */
function promptTime(home: Home, set: string, hook: string, prompts: number): number {
  const loop = `TIMEFORMAT='%3U %3S'; time for ((i = 0; i < ${prompts}; i++)); do ${hook}; done`
  const { status, stderr } = spawnSync('bash', ['--norc', '-c', `${set}\n${loop}`], {
    env: home.env,
    encoding: 'utf8',
  })
  const [user, system] = stderr.trim().split('\n').at(-1)!.split(' ').map(Number)
  const seconds = user! + system!
  if (status !== 0 || !Number.isFinite(seconds)) throw new Error(`bash ended with ${status}: ${stderr}`)
  return (seconds * 1000) / prompts
}

/** The same in another shell: its whole process, minus one that does nothing as often. */
function promptTimeIn(shell: 'zsh' | 'fish', home: Home, hookFile: string): number {
  const prompts = 2000
  const argv = { zsh: ['zsh', '-f', '-c'], fish: ['fish', '--no-config', '-c'] }[shell]
  const hook = { zsh: '_stackpass_sync', fish: '__stackpass_sync' }[shell]
  const script = (body: string): string =>
    shell === 'fish'
      ? `source ${hookFile}; ${hook}; for i in (seq ${prompts}); ${body}; end`
      : `. ${hookFile}; ${hook}; for i in {1..${prompts}}; do ${body}; done`
  const time = (body: string): number => {
    const timed = ['-c', `TIMEFORMAT='%3U %3S'; time "$@"`, 'bash', ...argv, script(body)]
    const { status, stderr } = spawnSync('bash', timed, { env: home.env, encoding: 'utf8' })
    const [user, system] = stderr.trim().split('\n').at(-1)!.split(' ').map(Number)
    if (status !== 0) throw new Error(`${shell} ended with ${status}: ${stderr}`)
    return (user! + system!) * 1000
  }
  return (time(hook) - time('true')) / prompts
}

/** Time that our hook adds to a bash prompt, compared with hooks that do nothing or start one process. */
export async function promptRow(workspace: Workspace, repetitions: number): Promise<Row> {
  const home = await workspace.home('prompt', 2)
  const stateFile = join(home.folder, 'state', 'active')
  await mkdir(join(home.folder, 'state'))
  const written = await writeActiveState(stateFile, {
    profile: 'dev',
    region: 'eu-west-1',
    exportRegion: true,
  })
  if (!written.ok) throw new Error(written.error.message)
  const hookFileOf = (shell: 'bash' | 'zsh' | 'fish') => join(home.folder, `hook.${shell}`)
  for (const shell of ['bash', 'zsh', 'fish'] as const)
    await writeFile(hookFileOf(shell), hookText(shell, { stateFile }))
  const hookFile = hookFileOf('bash')
  const others = (['zsh', 'fish'] as const).map((shell) => ({
    shell,
    isHere: spawnSync(shell, ['--version']).status === 0,
  }))
  const contender = (name: string, set: string, hook: string, prompts: number): Contender => ({
    name,
    measure: () => Promise.resolve(promptTime(home, set, hook, prompts)),
  })
  return {
    id: 'prompt',
    what: 'processor time for each bash prompt',
    unit: 'ms',
    repetitions,
    ours: contender('stackpass hook', `. ${hookFile}; _stackpass_hook || :`, '_stackpass_hook', 2000),
    peers: [
      contender('empty hook', 'hook() { :; }', 'hook', 2000),
      contender('hook that starts /bin/true', 'hook() { /bin/true; }', 'hook', 200),
      contender('hook that starts node', `hook() { '${process.execPath}' -e 0; }`, 'hook', 3),
      ...others
        .filter(({ isHere }) => isHere)
        .map(({ shell }) => ({
          name: `stackpass hook in ${shell}`,
          measure: () => Promise.resolve(promptTimeIn(shell, home, hookFileOf(shell))),
        })),
    ],
    absent: others
      .filter(({ isHere }) => !isHere)
      .map(({ shell }) => ({ name: `stackpass hook in ${shell}`, why: 'it is not installed' })),
    note: 'Ours starts no process; tests count that under strace over 1,000 prompts.',
  }
}
