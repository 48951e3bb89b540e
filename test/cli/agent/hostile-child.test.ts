import { spawn } from 'node:child_process'
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { createServer, type Server } from 'node:net'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { findJail } from '../../../core/leases/jail.ts'
import { userIdentity } from '../../fakes/sts/identities.ts'
import { startStsDouble, type StsDouble } from '../../fakes/sts/server.ts'
import { patience, until } from '../../patience.ts'
import { withSandbox } from '../command/with-sandbox.ts'
import { ways, type Outcome } from './hostile-ways.ts'

const at = withSandbox()
const alice = userIdentity('alice')
const role = 'arn:aws:iam::123456789012:role'
const secret = 'PLANTED/planted/PLANTED/planted/PLANTED1'
const jail = findJail(process.platform, process.env)
let double: StsDouble
let runtime = ''
const servers: Server[] = []

/** Gives whoever connects what a keyring would. */
async function plantSocket(path: string): Promise<void> {
  const server = createServer((socket) => socket.on('error', () => undefined).end('PLANTED'))
  await new Promise<void>((resolve) => server.listen(path, resolve))
  servers.push(server)
}

beforeAll(async () => {
  double = await startStsDouble({
    identities: [alice],
    roles: [{ arn: `${role}/dev` }, { arn: `${role}/prod` }],
  })
  runtime = await mkdtemp(join(tmpdir(), 'sp-run-'))
  await plantSocket(join(runtime, 'bus'))
  await plantSocket(join(runtime, 'agent'))
  if (process.platform === 'linux') await plantSocket(`\0stackpass-test-${process.pid}`)
})
afterAll(async () => {
  for (const server of servers) server.close()
  await rm(runtime, { recursive: true, force: true })
  await double.close()
})

async function plant(): Promise<void> {
  const { home, write } = at.sandbox
  const put = async (path: string, text: string): Promise<void> => {
    await mkdir(dirname(join(home, path)), { recursive: true, mode: 0o700 })
    await writeFile(join(home, path), text, { mode: 0o600 })
  }
  await write('config', `[profile dev]\nrole_arn = ${role}/dev\nsource_profile = alice\n`)
  const keys = (name: string, id: string, value: string): string =>
    `[${name}]\naws_access_key_id = ${id}\naws_secret_access_key = ${value}\n`
  await write(
    'credentials',
    keys('alice', alice.accessKeyId, alice.secretAccessKey) + keys('prod', 'AKIAIOSFODNN7PROD000', secret),
  )
  for (const path of [
    '.aws/sso/cache/a.json',
    '.aws/cli/cache/a.json',
    '.cache/stackpass/credentials/a.json',
    '.local/state/stackpass/history/a.bak',
  ])
    await put(path, secret)
  await put('.bashrc', '')
  await put('.ssh/authorized_keys', '')
  await put(
    '.config/stackpass/settings.json',
    JSON.stringify({
      groups: [{ name: 'p', colour: 'red', production: true }],
      profileGroups: [['prod', 'p']],
    }),
  )
  for (const [index, { script }] of ways.entries()) await put(`ways/${index}.sh`, script)
}

const environment = (): NodeJS.ProcessEnv => ({
  ...at.sandbox.environment,
  AWS_ENDPOINT_URL_STS: double.url,
  XDG_RUNTIME_DIR: runtime,
  STACKPASS_SECRET_OF_PARENTS: secret,
})

/** Runs a program with a lease, without a terminal on which somebody could be asked. */
function leased(options: readonly string[], words: readonly string[], more: NodeJS.ProcessEnv = {}) {
  const child = spawn(process.execPath, [at.entry, 'agent', 'run', ...options, '--', ...words], {
    cwd: at.sandbox.home,
    env: { ...environment(), ...more },
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let [stdout, stderr] = ['', '']
  child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text))
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text))
  const ended = new Promise<{
    readonly code: number | null
    readonly stdout: string
    readonly stderr: string
  }>((resolve) => child.once('close', (code) => resolve({ code, stdout, stderr })))
  return { child, ended }
}

function outcomeOf(said: string): Outcome {
  if (/PLANTED|^CHANGED$/m.test(said)) return 'not stopped'
  return said.includes('nobody could be asked') ? 'asked' : 'stopped'
}

/** A second program with a lease of its own, whose files the first may try to use. */
async function otherLease() {
  const other = leased(
    ['--fence', '--profile', 'alice'],
    ['sh', '-c', 'dirname "$AWS_CONFIG_FILE" > "$HOME/other"; sleep 600'],
  )
  const folder = await until(async () => {
    const text = (await readFile(join(at.sandbox.home, 'other'), 'utf8')).trim()
    if (text === '') throw new Error('Not yet')
    return text
  })
  // What its token would open.
  await writeFile(join(folder, 'loot'), secret)
  return { folder, end: () => process.kill(-other.child.pid!, 'SIGTERM'), ended: other.ended }
}

const everyWay = `
LEASE=$(dirname "$AWS_CONFIG_FILE"); export LEASE
ASK="\${OUR#*FILE -u AWS_SHARED_CREDENTIALS_FILE } credentials --lease '$LEASE/token' --"; export ASK
for n in $(seq 0 ${ways.length - 1}); do echo "=== $n"; timeout 60 sh "$HOME/ways/$n.sh" </dev/null 2>&1; echo; done`

async function attempt(kind: 'jail' | 'fence'): Promise<ReadonlyMap<string, readonly [Outcome, string]>> {
  await plant()
  const other = await otherLease()
  const { ended } = leased([`--${kind}`, '--profile', 'dev'], ['sh', '-c', everyWay], {
    OUR: `env -u AWS_CONFIG_FILE -u AWS_SHARED_CREDENTIALS_FILE ${process.execPath} ${at.entry}`,
    RUNTIME: runtime,
    AGENT_SOCKET: join(runtime, 'agent'),
    ABSTRACT: `stackpass-test-${process.pid}`,
    OTHER: other.folder,
    OUTSIDE: String(process.pid),
  })
  const { stdout } = await ended
  other.end()
  await other.ended
  const said = stdout.split(/^=== \d+$/m).slice(1)
  expect(said).toHaveLength(ways.length)
  return new Map(ways.map(({ name }, index) => [name, [outcomeOf(said[index]!), said[index]!]]))
}

/** The rows of the table in docs/SECURITY.md. */
async function documented(): Promise<ReadonlyMap<string, readonly [string, string]>> {
  const text = await readFile(join(import.meta.dirname, '../../../docs/SECURITY.md'), 'utf8')
  const table = text.split(/^\| a program with a lease tries to\b.*\n.*\n/m)[1]?.split(/^\s*$/m)[0] ?? ''
  const rows = table.split('\n').map((line) => line.split('|').map((cell) => cell.trim()))
  return new Map(
    rows
      .filter((row) => row.length > 3)
      .map(([, name = '', jailed = '', fenced = '']) => [name, [jailed, fenced]]),
  )
}

describe.skipIf(process.platform !== 'linux')('a hostile program with a lease for dev', () => {
  it('has at least thirty ways to prod, all of them in docs/SECURITY.md', async () => {
    expect(ways.length).toBeGreaterThanOrEqual(30)
    const expected = new Map(ways.map((way) => [way.name, [way.jail, way.fence]]))
    expect(await documented()).toEqual(expected)
  })

  it.each(['jail', 'fence'] as const)(
    'gets in a %s what the table says',
    { timeout: patience.test },
    async (kind) => {
      // Where bubblewrap is missing or forbidden there is no jail to try.
      if (kind === 'jail' && !('program' in jail)) return
      const got = await attempt(kind)
      const wrong = ways.flatMap((way) => {
        const [outcome, said] = got.get(way.name)!
        return outcome === way[kind]
          ? []
          : [`${way.name}: ${outcome}, not ${way[kind]}: ${said.trim().slice(0, 400)}`]
      })
      expect(wrong).toEqual([])
      expect(double.received.filter(({ form }) => form.get('RoleArn') === `${role}/prod`)).toEqual([])
      const listed = await at.sandbox.run(['agent', 'list', '--json'], { env: { XDG_RUNTIME_DIR: runtime } })
      const { value } = JSON.parse(listed.stdout) as { value: { leases: { refused: number }[] } }
      expect(Math.max(...value.leases.map(({ refused }) => refused))).toBeGreaterThan(5)
      expect(await readdir(runtime)).toEqual(['agent', 'bus'])
    },
  )
})
