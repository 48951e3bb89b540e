import { spawn } from 'node:child_process'
import { access, mkdir, readdir, readFile, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { findJail } from '../../../core/leases/jail.ts'
import { userIdentity } from '../../fakes/sts/identities.ts'
import { startStsDouble, type StsDouble } from '../../fakes/sts/server.ts'
import { until } from '../../patience.ts'
import { withSandbox } from '../command/with-sandbox.ts'

const at = withSandbox()
const alice = userIdentity('alice')
const dev = 'arn:aws:iam::123456789012:role/dev'
const prod = 'arn:aws:iam::123456789012:role/prod'
let double: StsDouble
beforeAll(async () => {
  double = await startStsDouble({ identities: [alice], roles: [{ arn: dev }, { arn: prod }] })
})
afterAll(() => double.close())

const config = `[profile dev]
role_arn = ${dev}
source_profile = alice
region = eu-west-1
output = json
services = local

[services local]
sts =
  endpoint_url = http://127.0.0.1:9

[profile prod]
role_arn = ${prod}
source_profile = alice
`
const keys = `[alice]\naws_access_key_id = ${alice.accessKeyId}\naws_secret_access_key = ${alice.secretAccessKey}\n
[temporary]\naws_access_key_id = ASIATEMPORARYEXAMPLE\naws_secret_access_key = ${alice.secretAccessKey}\naws_session_token = ${'t'.repeat(40)}\n`

beforeEach(async () => {
  await at.sandbox.write('config', config.replace('http://127.0.0.1:9', double.url))
  await at.sandbox.write('credentials', keys)
})

const environment = () => ({ AWS_ENDPOINT_URL_STS: double.url, AWS_PROFILE: 'prod', STACKPASS_THING: 'x' })
const run = (...words: string[]) =>
  at.sandbox.run(['agent', 'run', ...words], { env: environment(), cwd: at.sandbox.home })

/** What a program with the lease prints. */
const inside = (script: string, ...options: string[]) => run(...options, '--', 'sh', '-c', script)
const ask = 'line=$(sed -n "s/^credential_process = //p" "$AWS_CONFIG_FILE" | head -1); eval "$line"'

const hasJail = 'program' in (await findJail(process.platform, process.env))
const kinds = [
  { kind: '--fence', isHere: true },
  { kind: '--jail', isHere: hasJail },
]

describe.each(kinds)('agent run $kind', ({ kind, isHere }) => {
  it.skipIf(!isHere)('gives the leased profile and nothing else of the user', async () => {
    const ran = await inside(
      'cat "$AWS_CONFIG_FILE" "$AWS_SHARED_CREDENTIALS_FILE"; env',
      kind,
      '--profile',
      'dev',
    )
    expect(ran.stderr).toContain('Full rights of dev')
    expect(ran.code).toBe(0)
    expect(ran.stdout).toContain('[profile dev]')
    expect(ran.stdout).toContain('region = eu-west-1')
    expect(ran.stdout).toContain(`endpoint_url = ${double.url}`)
    expect(ran.stdout).not.toMatch(
      /prod|alice|role_arn|AKIA|STACKPASS_THING|AWS_PROFILE|AWS_ENDPOINT_URL_STS/,
    )
    expect(ran.stdout).toContain('AWS_EC2_METADATA_DISABLED=true')
  })

  it.skipIf(!isHere)('hands out a session that names the lease, and tells the log', async () => {
    const ran = await inside(ask, kind, '--profile', 'dev', '--default')
    expect(ran.code).toBe(0)
    const given = JSON.parse(ran.stdout) as { AccessKeyId: string; SessionToken: string; Expiration: string }
    expect(given.AccessKeyId).toMatch(/^ASIA/)
    expect(Date.parse(given.Expiration)).toBeLessThan(Date.now() + 31 * 60_000)
    const session = double.received
      .findLast(({ action }) => action === 'AssumeRole')!
      .form.get('RoleSessionName')
    expect(session).toMatch(/^stackpass-agent-[0-9a-f]{8}$/)
    const listed = await at.sandbox.run(['agent', 'list', '--json'])
    const { value } = JSON.parse(listed.stdout) as {
      value: { leases: { id: string; used: number; ended: { why: string } }[] }
    }
    expect(value.leases[0]).toMatchObject({ used: 1, refused: 0, ended: { why: 'program' } })
    expect(session).toContain(value.leases[0]!.id)
    const log = await readFile(join(at.sandbox.home, '.local/state/stackpass/handouts/log.jsonl'), 'utf8')
    expect(log).toContain(`"lease":"${value.leases[0]!.id}"`)
    expect(log).not.toContain(given.SessionToken)
  })

  it.skipIf(!isHere)('gives no other profile, and counts who asks', async () => {
    const ran = await inside(
      `${ask.replace('eval "$line"', 'eval "${line% *} prod"')}`,
      kind,
      '--profile',
      'dev',
    )
    expect(ran.code).toBe(1)
    expect(ran.stderr).toContain('The lease does not hold this profile.')
    const listed = await at.sandbox.run(['agent', 'list'])
    expect(listed.stdout).toContain('1 refused')
  })

  it.skipIf(!isHere)('passes the exit code of the program on, and leaves none of its files', async () => {
    const ran = await inside('dirname "$AWS_CONFIG_FILE"; exit 7', kind, '--profile', 'dev')
    expect(ran.code).toBe(7)
    await expect(readdir(ran.stdout.trim())).rejects.toThrow('ENOENT')
  })
})

describe('rights', () => {
  it('--read-only asks AWS for ReadOnlyAccess with a role', async () => {
    const ran = await inside('true', '--fence', '--profile', 'dev', '--read-only', '--tag', 'agent=test')
    expect(ran.stderr).toContain('dev: Read-only. ReadOnlyAccess as session policy.')
    const { form } = double.received.findLast(({ action }) => action === 'AssumeRole')!
    expect(form.get('PolicyArns.member.1.arn')).toBe('arn:aws:iam::aws:policy/ReadOnlyAccess')
    expect([form.get('Tags.member.1.Key'), form.get('Tags.member.1.Value')]).toEqual(['agent', 'test'])
  })

  it('--policy goes out without its spaces', async () => {
    const policy = {
      Version: '2012-10-17',
      Statement: [{ Effect: 'Allow', Action: 's3:Get*', Resource: '*' }],
    }
    const file = join(at.sandbox.home, 'policy.json')
    await writeFile(file, JSON.stringify(policy, undefined, 4))
    const ran = await inside('true', '--fence', '--profile', 'dev', '--policy', file)
    expect(ran.stderr).toContain('dev: Policy file.')
    const { form } = double.received.findLast(({ action }) => action === 'AssumeRole')!
    expect(form.get('Policy')).toBe(JSON.stringify(policy))
  })

  it.each([
    ['{"Statement":[]}', 'Statement'],
    ['no', 'not JSON'],
    [JSON.stringify({ Statement: [{ Effect: 'Allow', Action: 'x'.repeat(2_100), Resource: '*' }] }), '2048'],
  ])('refuses the policy %#', async (text, why) => {
    const file = join(at.sandbox.home, 'policy.json')
    await writeFile(file, text)
    const ran = await inside('echo ran', '--fence', '--profile', 'dev', '--policy', file)
    expect(ran).toMatchObject({ code: 1, stdout: '' })
    expect(ran.stderr).toContain(why)
  })

  it('the keys of a user become a session of the user, and never leave', async () => {
    const ran = await inside(ask, '--fence', '--profile', 'alice', '--read-only')
    expect(ran.stdout).not.toContain(alice.accessKeyId)
    const { form } = double.received.findLast(({ action }) => action === 'GetFederationToken')!
    expect(form.get('PolicyArns.member.1.arn')).toBe('arn:aws:iam::aws:policy/ReadOnlyAccess')
    expect(form.get('Name')).toMatch(/^stackpass-agent-/)
  })

  it('what nothing narrows is refused with --read-only, and red without', async () => {
    const refused = await inside('echo ran', '--fence', '--profile', 'temporary', '--read-only')
    expect(refused).toMatchObject({ code: 1, stdout: '' })
    expect(refused.stderr).toContain('RightsTooWide')
    const taken = await inside(
      'echo ran',
      '--fence',
      '--profile',
      'temporary',
      '--read-only',
      '--full-rights',
    )
    expect(taken.stdout).toBe('ran\n')
    expect(taken.stderr).toContain('Full rights of temporary')
  })
})

describe('the end', () => {
  it('comes by agent end: the files go, and nothing more is handed out', async () => {
    const script = `cp -r "$(dirname "$AWS_CONFIG_FILE")/config" "$HOME/kept"; echo ready > "$HOME/ready"; while [ -e "$AWS_CONFIG_FILE" ]; do sleep 0.05; done; eval "$(sed -n 's/^credential_process = //p' "$HOME/kept")"`
    const child = spawn(
      process.execPath,
      [at.entry, 'agent', 'run', '--fence', '--profile', 'dev', '--', 'sh', '-c', script],
      {
        env: { ...at.sandbox.environment, ...environment() },
        stdio: ['ignore', 'pipe', 'pipe'],
      },
    )
    let said = ''
    child.stderr.setEncoding('utf8').on('data', (text: string) => (said += text))
    const code = new Promise((resolve) => child.once('close', resolve))
    await until(() => access(join(at.sandbox.home, 'ready')))
    const listed = await at.sandbox.run(['agent', 'list', '--json'])
    const { value } = JSON.parse(listed.stdout) as { value: { leases: { id: string }[] } }
    const ended = await at.sandbox.run(['agent', 'end', value.leases[0]!.id.slice(0, 4)])
    expect(ended.stdout).toContain('Keys it already handed out stay valid until their own end.')
    expect(await code).toBe(1)
    expect(said).toContain('This lease gives out no more credentials.')
    const after = await at.sandbox.run(['agent', 'list'])
    expect(after.stdout).toContain('you ended it')
    expect((await at.sandbox.run(['agent', 'end', value.leases[0]!.id])).stderr).toContain('LeaseNotFound')
  })

  it('comes with lock', async () => {
    const script = 'echo ready > "$HOME/ready"; while [ -e "$AWS_CONFIG_FILE" ]; do sleep 0.05; done'
    const running = inside(script, '--fence', '--profile', 'dev')
    await until(() => access(join(at.sandbox.home, 'ready')))
    await at.sandbox.run(['lock'])
    expect((await running).stderr).toContain('An ended lease hands out nothing more.')
  })
})

describe('usage', () => {
  it.each([
    [['--', 'true'], 'profiles'],
    [['--profile', 'dev', '--read-only', '--policy', 'x', '--', 'true'], 'not both'],
    [['--profile', 'dev', '--for', '13h', '--', 'true'], '12h'],
  ])('refuses %j', async (words, why) => {
    const ran = await run(...words)
    expect(ran.code).toBe(2)
    expect(ran.stderr).toContain(why)
  })

  it.skipIf(!hasJail)('a jail hides a ~/.aws that comes later', async () => {
    const { home } = at.sandbox
    await rename(join(home, '.aws'), join(home, 'elsewhere'))
    const script =
      'echo > "$HOME/ready"; while [ ! -e "$HOME/go" ]; do sleep 0.05; done; cat "$HOME/.aws/late"'
    const running = at.sandbox.run(['agent', 'run', '--jail', '--profile', 'dev', '--', 'sh', '-c', script], {
      env: {
        ...environment(),
        AWS_CONFIG_FILE: join(home, 'elsewhere/config'),
        AWS_SHARED_CREDENTIALS_FILE: join(home, 'elsewhere/credentials'),
      },
      cwd: home,
    })
    await until(() => access(join(home, 'ready')))
    await mkdir(join(home, '.aws'), { recursive: true })
    await writeFile(join(home, '.aws', 'late'), 'LATE')
    await writeFile(join(home, 'go'), '')
    expect((await running).stdout).toBe('')
  })

  it.skipIf(!hasJail)('a jail does not run in what it hides', async () => {
    await mkdir(join(at.sandbox.home, '.aws', 'x'))
    const ran = await at.sandbox.run(['agent', 'run', '--jail', '--profile', 'dev', '--', 'true'], {
      env: environment(),
      cwd: join(at.sandbox.home, '.aws', 'x'),
    })
    expect(ran.code).toBe(1)
    expect(ran.stderr).toContain('hides the folder')
  })
})
