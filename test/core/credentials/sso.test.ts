import { chmod, mkdir, mkdtemp, readFile, readdir, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { resolveCredentials } from '../../../core/credentials/resolve.ts'
import { sessionCachePath } from '../../../core/sessions/token-cache.ts'
import { verifyProfiles } from '../../../core/features/verify/engine.ts'
import { contextOf } from '../../fakes/sts/context.ts'
import { type Organisation, startOrganisation } from '../../fakes/organisation/organisation.ts'
import type { Knobs } from '../../fakes/organisation/world.ts'

const startUrl = 'https://example.awsapps.com/start#/'
const account = '123456789012'
const shared = { sso_account_id: account, sso_role_name: 'Admin', region: 'eu-west-1' }
const profiles = {
  modern: { ...shared, sso_session: 'corp' },
  legacy: { ...shared, sso_start_url: startUrl, sso_region: 'eu-west-1' },
  otherRegion: { ...shared, sso_session: 'corp', sso_region: 'us-east-1' },
  sameTwice: { ...shared, sso_session: 'corp', sso_region: 'eu-west-1', sso_start_url: startUrl },
  noRole: { ...shared, sso_session: 'corp', sso_role_name: 'Other' },
}
const ssoSessions = new Map([
  [
    'corp',
    new Map([
      ['sso_start_url', startUrl],
      ['sso_region', 'eu-west-1'],
    ]),
  ],
])

let home: string
let organisation: Organisation
beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'stackpass-sso-'))
  organisation = await startOrganisation({ startUrl })
  organisation.world.accessTokens.set('good-token', Number.POSITIVE_INFINITY)
})
afterEach(async () => {
  await Promise.all([organisation.close(), rm(home, { recursive: true })])
})

/** Keys that the portal gave. */
const keys = { accessKeyId: expect.stringMatching(/^ASIA[0-9A-F]{16}$/), accountId: account }
const inMinutes = (minutes: number) => new Date(Date.now() + minutes * 60_000).toISOString()

async function putToken(id: string, token: object): Promise<string> {
  const path = sessionCachePath(home, id)
  await mkdir(dirname(path), { recursive: true })
  await writeFile(path, JSON.stringify(token), { mode: 0o600 })
  return path
}

const contextWith = () => contextOf(organisation.url, profiles, { home, ssoSessions, env: organisation.env })

async function resolve(name: keyof typeof profiles, context = contextWith()) {
  const found = await resolveCredentials(name, context)
  return found.ok ? found.value : found.error.details?.['failure']
}

describe('IAM Identity Center', () => {
  it('uses the cached token of a session and of a legacy profile', async () => {
    const token = { accessToken: 'good-token', expiresAt: inMinutes(60), startUrl }
    await putToken('corp', token)
    await putToken(startUrl, token)
    for (const name of ['modern', 'legacy'] as const) {
      expect(await resolve(name)).toMatchObject(keys)
    }
    expect(organisation.received.map((call) => `${call.method} ${call.path}`)).toEqual([
      'GET /federation/credentials',
      'GET /federation/credentials',
    ])
    expect(organisation.received[0]!.headers['authorization']).toBeUndefined()
  })

  it('is not asked where profile and session disagree', async () => {
    await putToken('corp', { accessToken: 'good-token', expiresAt: inMinutes(60), startUrl })
    expect(await resolve('otherRegion')).toBe('NoCredentials')
    expect(organisation.received).toEqual([])
    expect(await resolve('sameTwice')).toMatchObject(keys)
  })

  it('proves the credentials it got, for a whole run with one portal call per profile', async () => {
    await putToken('corp', { accessToken: 'good-token', expiresAt: inMinutes(60) })
    const [result] = await verifyProfiles(['modern'], contextWith())
    expect(result).toMatchObject({
      status: 'valid',
      arn: expect.stringContaining('assumed-role/AWSReservedSSO_Admin_'),
      via: ['modern'],
    })
  })

  it('renews a token that is about to end, once, and puts it back by a rename', async () => {
    const stored = { ...organisation.cached({ endsInSeconds: 120 }), kept: { by: 'others' } }
    const path = await putToken('corp', stored)
    const before = await stat(path)
    const found = await Promise.all([resolve('modern'), resolve('modern'), resolve('modern')])
    for (const one of found) expect(one).toMatchObject(keys)
    const renewals = organisation.received.filter((call) => call.path === '/token')
    expect(renewals).toHaveLength(1)
    const after = JSON.parse(await readFile(path, 'utf8')) as Record<string, string>
    const given = [...organisation.world.accessTokens.keys()].at(-1)!
    expect(after).toEqual({
      ...stored,
      accessToken: given,
      refreshToken: [...organisation.world.refreshTokens.keys()].at(-1),
      expiresAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/),
    })
    const now = await stat(path)
    expect(now.ino).not.toBe(before.ino)
    expect(now.mode & 0o777).toBe(0o600)
    expect(await readdir(dirname(path))).toHaveLength(1)
    expect(organisation.received.at(-1)!.headers['x-amz-sso_bearer_token']).toBe(given)
  })

  it('uses the old token until it ends when it cannot be renewed', async () => {
    const cached = organisation.cached({ endsInSeconds: 120 })
    const path = await putToken('corp', { ...cached, refreshToken: 'used up' })
    const before = await readFile(path, 'utf8')
    expect(await resolve('modern')).toMatchObject(keys)
    expect(await readFile(path, 'utf8')).toBe(before)
  })

  it.each<[string, object | string]>([
    ['SsoSessionOver', { accessToken: 'good-token', expiresAt: '2020-01-01T00:00:00Z' }],
    ['SsoSessionOver', { accessToken: 'revoked', expiresAt: '2999-01-01T00:00:00Z' }],
    ['SsoTokenMissing', { expiresAt: '2999-01-01T00:00:00Z' }],
    ['SsoSessionOver', { accessToken: 'good-token', expiresAt: 'soon' }],
    ['SsoTokenMissing', 'null'],
  ])('names %s', async (code, token) => {
    const path = await putToken('corp', typeof token === 'string' ? {} : token)
    if (typeof token === 'string') await writeFile(path, token)
    expect(await resolve('modern')).toBe(code)
  })

  it('names a missing token and leaves nothing behind', async () => {
    expect(await resolve('modern')).toBe('SsoTokenMissing')
    expect(await readdir(home)).toEqual([])
  })

  it.skipIf(process.getuid?.() === 0)('names an unreadable token', async () => {
    const path = await putToken('corp', { accessToken: 'good-token', expiresAt: inMinutes(60) })
    await chmod(path, 0o000)
    expect(await resolve('modern')).toBe('SsoTokenMissing')
  })

  it('names a role that the user does not have', async () => {
    await putToken('corp', { accessToken: 'good-token', expiresAt: inMinutes(60) })
    expect(await resolve('noRole')).toBe('AccessDenied')
  })

  it.each<[string, Partial<Knobs>]>([
    ['Throttled', { throttle: { path: '/federation', times: 9 } }],
    ['ProxyAnswered', { failure: 'html' }],
    ['Unknown', { failure: 'server' }],
  ])('names a portal that answers so: %s', async (code, knobs) => {
    await putToken('corp', { accessToken: 'good-token', expiresAt: inMinutes(60) })
    Object.assign(organisation.knobs, knobs)
    expect(await resolve('modern')).toBe(code)
  })

  it('names a portal that cannot be reached, or only slowly', async () => {
    await putToken('corp', { accessToken: 'good-token', expiresAt: inMinutes(60) })
    organisation.knobs.latencyMs = 3_000
    expect(await resolve('modern', { ...contextWith(), requestTimeoutMs: 100 })).toBe('Timeout')
    await organisation.close()
    expect(await resolve('modern')).toBe('NoNetwork')
    organisation = await startOrganisation({ startUrl })
  })
})
