import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { closeConnections } from '../../../core/network/agents.ts'
import { resolveCredentials } from '../../../core/credentials/resolve.ts'
import type { MfaQuestion } from '../../../core/host/ports.ts'
import { verifyProfile, verifyProfiles } from '../../../core/features/verify/engine.ts'
import { guardConnections } from '../../fakes/sts/connect-guard.ts'
import { contextOf, keysOf } from '../../fakes/sts/context.ts'
import { userIdentity } from '../../fakes/sts/identities.ts'
import { type StsDouble, startStsDouble } from '../../fakes/sts/server.ts'

const serial = 'arn:aws:iam::123456789012:mfa/alice'
const alice = userIdentity('alice', { mfa: { serial, codes: ['111111', '222222', '333333'] } })
const arnOf = (name: string) => `arn:aws:iam::444455556666:role/${name}`
const sessionOf = (name: string) => `arn:aws:sts::444455556666:assumed-role/${name}/`
const webToken = 'header.payload.signature'
const roles = [
  { arn: arnOf('one'), trusts: [alice.arn] },
  { arn: arnOf('two'), trusts: [sessionOf('one')] },
  { arn: arnOf('three'), trusts: [sessionOf('two')], externalId: 'ext-1' },
  { arn: arnOf('mfa'), mfaRequired: true },
  { arn: arnOf('mfa2'), mfaRequired: true },
  { arn: arnOf('web'), webIdentityTokens: [webToken] },
]
const base = keysOf(alice)
const region = 'eu-central-1'
const roleOf = (name: string, source: string, more: Record<string, string> = {}) => ({
  role_arn: arnOf(name),
  source_profile: source,
  region,
  ...more,
})

let double: StsDouble
let folder: string
let guard: ReturnType<typeof guardConnections>
beforeAll(async () => {
  guard = guardConnections()
  folder = await mkdtemp(join(tmpdir(), 'stackpass-chain-'))
})
beforeEach(async () => {
  const previous = double
  double = await startStsDouble({ identities: [alice], roles })
  await previous?.close()
})
afterAll(async () => {
  closeConnections()
  await double.close()
  await rm(folder, { recursive: true })
  guard.restore()
  expect(guard.hosts.length).toBeGreaterThan(0)
  expect(guard.hosts.filter((host) => !/^(127\.0\.0\.1|localhost)$/.test(host))).toEqual([])
})

const actions = () => double.received.map((call) => call.action)

describe('role chains', () => {
  const profiles = {
    base,
    one: roleOf('one', 'base', { role_session_name: 'me', duration_seconds: '900' }),
    two: roleOf('two', 'one'),
    three: roleOf('three', 'two', { external_id: 'ext-1' }),
    wrongExternal: roleOf('three', 'two', { external_id: 'other' }),
    noExternal: roleOf('three', 'two'),
    untrusted: roleOf('two', 'base'),
    tooLong: roleOf('one', 'base', { duration_seconds: '43200' }),
    noNumber: roleOf('one', 'base', { duration_seconds: '12h' }),
    noServices: { ...base, region, services: 'gone' },
  }

  it('go three hops, each signed with the keys of the hop before', async () => {
    const result = await verifyProfile('three', contextOf(double.url, profiles))
    expect(result).toMatchObject({
      status: 'valid',
      account: '444455556666',
      via: ['base', 'one', arnOf('one'), 'two', arnOf('two'), 'three', arnOf('three')],
    })
    expect(result.arn).toMatch(`${sessionOf('three')}stackpass-`)
    expect(Date.parse(result.expiresAt ?? '')).toBeGreaterThan(Date.now() + 3_000_000)
    expect(actions()).toEqual(['AssumeRole', 'AssumeRole', 'AssumeRole', 'GetCallerIdentity'])
    const keys = double.received.map((call) => call.accessKeyId)
    expect(keys[0]).toBe(alice.accessKeyId)
    expect(new Set(keys).size).toBe(4)
    expect(double.received[0]!.form.get('RoleSessionName')).toBe('me')
    expect(double.received[0]!.form.get('DurationSeconds')).toBe('900')
    expect(double.received.map((call) => call.region)).toEqual([region, region, region, region])
  })

  it('give usable credentials', async () => {
    const found = await resolveCredentials('one', contextOf(double.url, profiles))
    expect(found.ok && found.value.accessKeyId).toMatch(/^ASIA/)
    expect(found.ok && found.value.accountId).toBe('444455556666')
    expect(found.ok && (found.value.expiresAt ?? 0) - Date.now()).toBeGreaterThan(800_000)
  })

  it.each(['wrongExternal', 'noExternal', 'untrusted'])('name a denied role: %s', async (name) => {
    const result = await verifyProfile(name, contextOf(double.url, profiles))
    expect(result).toMatchObject({ status: 'failed', failure: { code: 'AccessDenied' } })
    expect(result.failure?.message).toContain('role arn:aws:iam::444455556666:role/')
    expect(actions()).not.toContain('GetCallerIdentity')
  })

  it('are not asked for with a duration that is no number, or without the services they name', async () => {
    // The JS SDK sends the number that it begins with, others leave it out.
    expect(await verifyProfile('noNumber', contextOf(double.url, profiles, { as: 'jsSdk' }))).toMatchObject({
      as: 'jsSdk',
      failure: { code: 'NoCredentials', reason: expect.stringContaining('900 to 43,200 seconds') },
    })
    expect(await verifyProfile('noServices', contextOf(double.url, profiles))).toMatchObject({
      failure: {
        code: 'EndpointInvalid',
        message: 'noServices names [services gone], which does not exist.',
      },
    })
    expect(actions()).toEqual([])
    expect(await verifyProfile('noNumber', contextOf(double.url, profiles))).toMatchObject({
      as: 'awsCli',
      status: 'valid',
      note: 'duration_seconds of noNumber is no number; AWS CLI leaves it out.',
    })
    expect(double.received[0]?.form.has('DurationSeconds')).toBe(false)
  })

  it('say before AWS is asked that a chain of roles gives an hour', async () => {
    const long = {
      ...{ base, first: roleOf('one', 'base') },
      second: roleOf('two', 'first', { duration_seconds: '7200' }),
      pasted: roleOf('two', 'session', { duration_seconds: '7200' }),
    }
    const context = contextOf(double.url, long)
    expect(await verifyProfile('second', context)).toMatchObject({
      failure: { code: 'ChainTooLong', remedy: expect.stringContaining('3600') as string },
    })
    expect(actions()).toEqual([])
    // Of temporary keys in a file nobody knows whose they are: AWS says it.
    const held = await resolveCredentials('first', context)
    const keys = held.ok ? { ...held.value, arn: '', account: '', userId: '' } : undefined
    const all = { ...long, session: keysOf(keys!) }
    expect(await verifyProfile('pasted', contextOf(double.url, all))).toMatchObject({
      failure: { code: 'ChainTooLong' },
    })
    expect(actions().filter((action) => action === 'AssumeRole')).toHaveLength(2)
  })

  it('pass on what STS says about a duration', async () => {
    const { failure } = await verifyProfile('tooLong', contextOf(double.url, profiles))
    expect(failure).toMatchObject({ code: 'Unknown' })
    expect(failure?.detail).toContain('MaxSessionDuration')
  })

  it('find cycles of any length, and let a profile be its own source', async () => {
    const circle = {
      a: roleOf('one', 'b'),
      b: roleOf('one', 'c'),
      c: roleOf('one', 'a'),
      lone: roleOf('one', 'lone'),
      self: { ...base, ...roleOf('one', 'self') },
      toKeys: roleOf('one', 'self'),
    }
    const context = contextOf(double.url, circle)
    expect(await verifyProfile('a', context)).toMatchObject({
      failure: { code: 'SourceProfileCycle', reason: 'a → b → c → a' },
    })
    expect(await verifyProfile('lone', context)).toMatchObject({ failure: { code: 'SourceProfileCycle' } })
    expect(double.received).toHaveLength(0)
    expect(await verifyProfile('self', context)).toMatchObject({
      status: 'valid',
      via: ['self', 'self', arnOf('one')],
    })
    // A source profile with keys is its keys, not its role: as in the SDK.
    expect(await verifyProfile('toKeys', context)).toMatchObject({
      status: 'valid',
      via: ['self', 'toKeys', arnOf('one')],
    })
  })

  it('take their source from the environment, also through a profile that only says so', async () => {
    const fromEnvironment = { role_arn: arnOf('one'), credential_source: 'Environment', region }
    const all = {
      direct: fromEnvironment,
      bare: { credential_source: 'Environment' },
      through: roleOf('one', 'bare'),
    }
    const env = {
      AWS_ENDPOINT_URL: double.url,
      AWS_ACCESS_KEY_ID: alice.accessKeyId,
      AWS_SECRET_ACCESS_KEY: alice.secretAccessKey,
    }
    const context = contextOf(double.url, all, { env, as: 'jsSdk' })
    expect(await verifyProfile('direct', context)).toMatchObject({
      status: 'valid',
      via: ['Environment', 'direct', arnOf('one')],
    })
    expect(await verifyProfile('through', context)).toMatchObject({
      status: 'valid',
      via: ['Environment', 'through', arnOf('one')],
    })
    // Only the JS SDK lets a profile pass credentials on.
    expect(await verifyProfile('through', { ...context, as: 'awsCli' })).toMatchObject({ status: 'failed' })
  })
})

describe('MFA', () => {
  const profiles = {
    base,
    mfa: roleOf('mfa', 'base', { mfa_serial: serial }),
    mfa2: roleOf('mfa2', 'base', { mfa_serial: serial }),
    onTop: roleOf('one', 'mfa'),
  }
  function asking(...codes: (string | undefined)[]) {
    const questions: MfaQuestion[] = []
    const askMfa = (question: MfaQuestion) => Promise.resolve((questions.push(question), codes.shift()))
    return { questions, context: contextOf(double.url, profiles, { askMfa }) }
  }

  it('opens a session with one code, which assumes the role', async () => {
    const { questions, context } = asking(' 111111 ')
    expect(await verifyProfile('mfa', context)).toMatchObject({ status: 'valid' })
    expect(questions).toMatchObject([
      { profile: 'mfa', serial, serves: 2, purpose: `the role ${arnOf('mfa')}` },
    ])
    expect(actions()).toEqual(['GetSessionToken', 'AssumeRole', 'GetCallerIdentity'])
    expect(double.received[0]!.form.get('TokenCode')).toBe('111111')
    expect(double.received[1]!.form.has('TokenCode')).toBe(false)
    // Another run, another profile: the session is still there.
    expect(await verifyProfile('mfa2', context)).toMatchObject({ status: 'valid' })
    expect(questions).toHaveLength(1)
  })

  it('goes with the role itself where it is wanted for more than an hour', async () => {
    const long = { ...profiles, mfa: { ...profiles.mfa, duration_seconds: '7200' } }
    const { questions, context } = asking('111111')
    double.roles.set(arnOf('mfa'), { arn: arnOf('mfa'), mfaRequired: true, maxSeconds: 7200 })
    const { profiles: read, files } = contextOf(double.url, long)
    const own = { ...context, profiles: read, files }
    expect(await verifyProfile('mfa', own)).toMatchObject({ status: 'valid' })
    expect(actions()).toEqual(['AssumeRole', 'GetCallerIdentity'])
    expect(double.received[0]!.form.get('TokenCode')).toBe('111111')
    expect(await verifyProfile('mfa', own)).toMatchObject({ status: 'valid' })
    expect(questions).toHaveLength(1)
  })

  it('asks again after a wrong code, and sends no code twice', async () => {
    const { questions, context } = asking('999999', '999999', '111111')
    expect(await verifyProfile('mfa', context)).toMatchObject({ status: 'valid' })
    expect(questions.map(({ id, wrong }) => [id, wrong?.why])).toEqual([
      [questions[0]!.id, undefined],
      [questions[0]!.id, 'refused'],
      [questions[0]!.id, 'sent'],
    ])
    expect(double.received.map(({ form }) => form.get('TokenCode'))).toEqual(['999999', '111111', null, null])
  })

  it('gives up after five codes, and names what is no code', async () => {
    const wrong = asking('900001', '900002', '900003', '900004', '900005', '111111')
    expect(await verifyProfile('mfa', wrong.context)).toMatchObject({ failure: { code: 'MfaNeeded' } })
    expect(wrong.questions).toHaveLength(5)
    const { context } = asking('abc')
    expect(await verifyProfile('mfa', context)).toMatchObject({ failure: { code: 'MfaNeeded' } })
    const same = asking(...Array<string>(5).fill('900001'))
    const reused = { ...same.context, mfa: wrong.context.mfa }
    expect(await verifyProfile('mfa', reused)).toMatchObject({
      failure: { message: 'The MFA code for mfa was used before.' },
    })
  })

  it('takes the code with the role where AWS gives no session', async () => {
    double.identities.set(alice.accessKeyId, { ...alice, deniesSession: true })
    const { questions, context } = asking('111111', '222222', '333333')
    expect(await verifyProfile('mfa', context)).toMatchObject({ status: 'valid' })
    expect(await verifyProfile('mfa2', context)).toMatchObject({ status: 'valid' })
    expect(actions().filter((action) => action === 'GetSessionToken')).toHaveLength(1)
    expect(questions).toHaveLength(3)
  })

  it('asks for a younger session when a role refuses an old one', async () => {
    const { questions, context } = asking('111111', '222222')
    expect(await verifyProfile('mfa', context)).toMatchObject({ status: 'valid' })
    const device = (await context.mfa.read(serial))!
    const [session] = device.sessions
    const startedAt = Date.now() - 2 * 3_600_000
    await context.mfa.write({ ...device, sessions: [{ ...session!, startedAt }] })
    double.roles.set(arnOf('mfa'), { arn: arnOf('mfa'), mfaRequired: true, trusts: ['nobody'] })
    expect(await verifyProfile('mfa', context)).toMatchObject({ failure: { code: 'AccessDenied' } })
    expect(questions).toHaveLength(2)
    // The new one is young: the next refusal is not about its age.
    expect(await verifyProfile('mfa', context)).toMatchObject({ failure: { code: 'AccessDenied' } })
    expect(questions).toHaveLength(2)
  })

  it('asks ahead of the end of a session, and uses it until then when nobody answers', async () => {
    const { questions, context } = asking('111111', undefined, '222222')
    expect(await verifyProfile('mfa', context)).toMatchObject({ status: 'valid' })
    const device = (await context.mfa.read(serial))!
    await context.mfa.write({
      ...device,
      sessions: device.sessions.map((one) => ({ ...one, expiresAt: Date.now() + 120_000 })),
    })
    expect(await verifyProfile('mfa', context)).toMatchObject({ status: 'valid' })
    expect(questions).toHaveLength(2)
    const { askMfa: _, ...unattended } = context
    expect(await verifyProfile('mfa', unattended)).toMatchObject({ status: 'valid' })
    expect(await verifyProfile('mfa', context)).toMatchObject({ status: 'valid' })
    expect(questions).toHaveLength(3)
    expect(actions().filter((action) => action === 'GetSessionToken')).toHaveLength(2)
  })

  it('names a closed question and that nobody can be asked', async () => {
    for (const code of [undefined, '']) {
      const { context } = asking(code)
      expect(await verifyProfile('mfa', context)).toMatchObject({ failure: { code: 'MfaCancelled' } })
    }
    expect(await verifyProfile('mfa', contextOf(double.url, profiles))).toMatchObject({
      failure: { code: 'MfaNeeded' },
    })
    const found = await resolveCredentials('mfa', asking(undefined).context)
    expect(!found.ok && found.error.code).toBe('MfaCancelled')
    expect(double.received).toHaveLength(0)
  })

  it('serves all profiles of a run that use the device with one code', async () => {
    const { questions, context } = asking('111111')
    const results = await verifyProfiles(['mfa', 'mfa2', 'onTop'], context)
    expect(results.map((result) => result.failure?.code ?? result.status)).toEqual([
      'valid',
      'valid',
      'AccessDenied',
    ])
    expect(questions).toHaveLength(1)
    expect(actions().filter((action) => action === 'GetSessionToken')).toHaveLength(1)
  })
})

describe('web identity', () => {
  it('exchanges the token of the file, unsigned', async () => {
    const path = join(folder, 'token')
    await writeFile(path, `${webToken}\n`)
    const web = { role_arn: arnOf('web'), web_identity_token_file: path, region, role_session_name: 'ci' }
    const result = await verifyProfile('web', contextOf(double.url, { web }))
    expect(result).toMatchObject({
      status: 'valid',
      arn: `${sessionOf('web')}ci`,
      via: ['web', arnOf('web')],
    })
    expect(double.received[0]!.headers['authorization']).toBeUndefined()
    expect(double.received[0]!.form.get('WebIdentityToken')).toBe(webToken)
  })

  it.each([
    ['expired-token', 'Expired'],
    ['no token', 'WebIdentityTokenMissing'],
    ['', 'WebIdentityTokenMissing'],
    ['other.token.here', 'AccessDenied'],
  ])('names a token that is refused: %j', async (token, code) => {
    const path = join(folder, 'refused')
    await writeFile(path, token)
    const web = { role_arn: arnOf('web'), web_identity_token_file: path, region }
    expect(await verifyProfile('web', contextOf(double.url, { web }))).toMatchObject({ failure: { code } })
  })
})
