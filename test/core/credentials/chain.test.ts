import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { resolveCredentials } from '../../../core/credentials/resolve.ts'
import { verifyProfile } from '../../../core/features/verify/engine.ts'
import { contextOf, keysOf } from '../../fakes/sts/context.ts'
import {
  alice,
  arnOf,
  sessionOf,
  webToken,
  base,
  region,
  roleOf,
  double,
  folder,
  freshSts,
  actions,
} from './chain-home.ts'

freshSts()

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
      note: 'duration_seconds of noNumber is not a number; AWS CLI ignores it.',
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
    // Temporary keys in a file do not show whose they are; AWS says it.
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
    // A source profile with keys gives its keys, not its role, as in the SDK.
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
