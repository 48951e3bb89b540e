import { execFile, spawn, spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { createServer, type Server } from 'node:net'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { findJail } from '../../../core/leases/jail.ts'
import { userIdentity } from '../../fakes/sts/identities.ts'
import { startStsDouble, type StsDouble } from '../../fakes/sts/server.ts'
import { patience, until } from '../../patience.ts'
import { withSandbox } from '../command/with-sandbox.ts'
import { ways, type Outcome, type Way } from './hostile-ways.ts'

const at = withSandbox()
const alice = userIdentity('alice')
const role = 'arn:aws:iam::123456789012:role'
const secret = 'PLANTED/planted/PLANTED/planted/PLANTED1'
const jail = await findJail(process.platform, process.env)
let double: StsDouble
let runtime = ''
const servers: Server[] = []

/** Gives anybody who connects what a keyring would. */
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

/** Runs a program with a lease, without a terminal for questions. */
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
  return said.includes('there was nobody to ask') ? 'asked' : 'stopped'
}

/** A second program with its own lease, whose files the first may try to use. */
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
  // What its token would give access to.
  await writeFile(join(folder, 'loot'), secret)
  return {
    folder,
    pid: other.child.pid!,
    end: () => process.kill(-other.child.pid!, 'SIGTERM'),
    ended: other.ended,
  }
}

/** One of our hosts running outside, with what it prints when it is ready. */
async function host(...words: readonly string[]) {
  const child = spawn(process.execPath, [at.entry, ...words, '--json'], {
    env: environment(),
    stdio: ['ignore', 'pipe', 'ignore'],
  })
  const ended = new Promise((resolve) => child.once('close', resolve))
  const text = await new Promise<string>((resolve, reject) => {
    child.stdout.setEncoding('utf8').once('data', resolve)
    child.once('close', () => reject(new Error(`${words.join(' ')} has ended`)))
  })
  const { value } = JSON.parse(text) as { value: Readonly<Record<string, string>> }
  return { value, end: () => (child.kill('SIGTERM'), ended) }
}

/** A shell on its own terminal, which runs a command and then the next line of its input. */
const shellOnTerminal = String.raw`
import os, pty, sys
pid, fd = pty.fork()
if pid == 0:
    after = 'echo MA""RK; read -r line; eval "$line"'
    os.execvp('sh', ['sh', '-c', sys.argv[1] + '; ' + after])
said, told = b'', False
while True:
    try: part = os.read(fd, 4096)
    except OSError: break
    if not part: break
    said += part
    if not told and b'MARK' in said:
        told = True
        os.write(fd, b'true\n')
os.waitpid(pid, 0)
sys.stdout.buffer.write(said)
`

/** What the shell does after the program that it started. */
async function attemptInTerminal(kind: 'jail' | 'fence', index: number): Promise<string> {
  const { home } = at.sandbox
  const command = `'${process.execPath}' '${at.entry}' agent run --${kind} --profile dev -- sh '${home}/ways/${index}.sh'`
  const { stdout } = await promisify(execFile)('python3', ['-c', shellOnTerminal, command], {
    env: environment(),
    cwd: home,
  })
  // If the program did not run, nothing was stopped.
  expect(stdout).toContain('TRIED')
  return stdout
}

const apart = ways.flatMap(({ inTerminal }, index) => (inTerminal === true ? [] : [index]))
const everyWay = `
LEASE=$(dirname "$AWS_CONFIG_FILE"); export LEASE
ASK="\${OUR#*FILE -u AWS_SHARED_CREDENTIALS_FILE } credentials --lease '$LEASE/token' --"; export ASK
for n in ${apart.join(' ')}; do echo "=== $n"; timeout 60 sh "$HOME/ways/$n.sh" </dev/null 2>&1; echo; done`

async function attempt(kind: 'jail' | 'fence'): Promise<ReadonlyMap<string, readonly [Outcome, string]>> {
  await plant()
  const other = await otherLease()
  const endpoint = await host('agent', 'serve', '--profile', 'alice')
  const loopback = await host('serve', '--no-open')
  const { ended } = leased([`--${kind}`, '--profile', 'dev'], ['sh', '-c', everyWay], {
    OUR: `env -u AWS_CONFIG_FILE -u AWS_SHARED_CREDENTIALS_FILE ${process.execPath} ${at.entry}`,
    RUNTIME: runtime,
    AGENT_SOCKET: join(runtime, 'agent'),
    ABSTRACT: `stackpass-test-${process.pid}`,
    OTHER: other.folder,
    OUTSIDE: String(process.pid),
    OTHER_PID: String(other.pid),
    ENDPOINT: endpoint.value['AWS_CONTAINER_CREDENTIALS_FULL_URI']!,
    LOOPBACK: new URL(loopback.value['url']!).origin,
  })
  const { stdout } = await ended
  other.end()
  await Promise.all([other.ended, endpoint.end(), loopback.end()])
  const parts = stdout.split(/^=== \d+$/m).slice(1)
  expect(parts).toHaveLength(apart.length)
  // Behind a fence, the files are no longer unchanged.
  await plant()
  const said: string[] = []
  for (const [index, { inTerminal }] of ways.entries())
    said.push(inTerminal === true ? await attemptInTerminal(kind, index) : parts[apart.indexOf(index)]!)
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

const setting = (file: string): number | undefined => {
  try {
    return Number(readFileSync(file, 'latin1'))
  } catch {
    // A kernel without this switch.
    return undefined
  }
}

const hasCapability = (bit: bigint): boolean => {
  const [, effective = '0'] = /^CapEff:\s*(\w+)$/m.exec(readFileSync('/proc/self/status', 'latin1')) ?? []
  return ((BigInt(`0x${effective}`) >> bit) & 1n) === 1n
}

/** Whether this system prevents what the table says is not stopped. */
const isForbidden: Readonly<Record<NonNullable<Way['forbiddenBy']>, () => boolean>> = {
  yama: () => {
    const scope = setting('/proc/sys/kernel/yama/ptrace_scope') ?? 0
    return scope === 3 || (scope > 0 && !hasCapability(19n))
  },
  tiocsti: () => setting('/proc/sys/dev/tty/legacy_tiocsti') === 0 && !hasCapability(21n),
}

function expected({ forbiddenBy, ...way }: Way, kind: 'jail' | 'fence'): Outcome {
  return forbiddenBy !== undefined && isForbidden[forbiddenBy]() ? 'stopped' : way[kind]
}

const hasPython = spawnSync('python3', ['--version']).status === 0

describe.skipIf(process.platform !== 'linux')('a hostile program with a lease for dev', () => {
  it('has at least thirty ways to prod, all of them in docs/SECURITY.md', async () => {
    expect(ways.length).toBeGreaterThanOrEqual(30)
    const expected = new Map(ways.map((way) => [way.name, [way.jail, way.fence]]))
    expect(await documented()).toEqual(expected)
  })

  const kinds = ['jail', 'fence'] as const
  describe.each(kinds)('in a %s', (kind) => {
    // Without bubblewrap there is no jail to test, and without Python not all attempts can run.
    const isMissing = !hasPython || (kind === 'jail' && !('program' in jail))
    it.skipIf(isMissing)('gets what the table says', { timeout: patience.test }, async () => {
      const got = await attempt(kind)
      const wrong = ways.flatMap((way) => {
        const [outcome, said] = got.get(way.name)!
        const right = expected(way, kind)
        return outcome === right
          ? []
          : [`${way.name}: ${outcome}, not ${right}: ${said.trim().slice(0, 400)}`]
      })
      expect(wrong).toEqual([])
      expect(double.received.filter(({ form }) => form.get('RoleArn') === `${role}/prod`)).toEqual([])
      const listed = await at.sandbox.run(['agent', 'list', '--json'], { env: { XDG_RUNTIME_DIR: runtime } })
      const { value } = JSON.parse(listed.stdout) as { value: { leases: { refused: number }[] } }
      expect(Math.max(...value.leases.map(({ refused }) => refused))).toBeGreaterThan(5)
      expect(await readdir(runtime)).toEqual(['agent', 'bus'])
    })
  })
})
