import { chmod, mkdir, mkdtemp, readFile, readdir, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { resolveCredentials } from '../../../core/credentials/resolve.ts'
import { ssoTokenPath } from '../../../core/credentials/sso-token.ts'
import { verifyProfiles } from '../../../core/features/verify/engine.ts'
import { contextOf } from '../../fakes/sts/context.ts'
import { userIdentity } from '../../fakes/sts/identities.ts'
import { type PortalDouble, type PortalOptions, startPortalDouble } from '../../fakes/sts/portal.ts'
import { type StsDouble, startStsDouble } from '../../fakes/sts/server.ts'

const startUrl = 'https://example.awsapps.com/start#/'
const session = userIdentity('sso', { sessionToken: 'PORTAL-TOKEN', expiresAt: 4e12 })
const role = {
  accountId: '123456789012',
  roleName: 'Admin',
  accessKeyId: session.accessKeyId,
  secretAccessKey: session.secretAccessKey,
  sessionToken: session.sessionToken!,
  expiration: 4e12,
}
const portalOptions: PortalOptions = {
  roles: [role],
  accessTokens: ['good-token'],
  refreshTokens: new Map([['refresh', 'new-token']]),
}
const shared = { sso_account_id: role.accountId, sso_role_name: 'Admin', region: 'eu-west-1' }
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
let portal: PortalDouble
let sts: StsDouble
beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'stackpass-sso-'))
  portal = await startPortalDouble(portalOptions)
  sts = await startStsDouble({ identities: [session] })
})
afterEach(async () => {
  await Promise.all([portal.close(), sts.close(), rm(home, { recursive: true })])
})

const inMinutes = (minutes: number) => new Date(Date.now() + minutes * 60_000).toISOString()

async function putToken(id: string, token: object): Promise<string> {
  const path = ssoTokenPath(home, id)
  await mkdir(dirname(path), { recursive: true })
  await writeFile(path, JSON.stringify(token), { mode: 0o600 })
  return path
}

const contextWith = (url = portal.url) =>
  contextOf(sts.url, profiles, {
    home,
    ssoSessions,
    env: { AWS_ENDPOINT_URL_STS: sts.url, AWS_ENDPOINT_URL_SSO: url, AWS_ENDPOINT_URL_SSO_OIDC: url },
  })

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
      expect(await resolve(name)).toMatchObject({ accessKeyId: role.accessKeyId, expiresAt: 4e12 })
    }
    expect(portal.received.map((call) => `${call.method} ${call.path}`)).toEqual([
      'GET /federation/credentials',
      'GET /federation/credentials',
    ])
    expect(portal.received[0]!.headers['authorization']).toBeUndefined()
  })

  it('is not asked where profile and session disagree', async () => {
    await putToken('corp', { accessToken: 'good-token', expiresAt: inMinutes(60), startUrl })
    expect(await resolve('otherRegion')).toBe('NoCredentials')
    expect(portal.received).toEqual([])
    expect(await resolve('sameTwice')).toMatchObject({ accessKeyId: role.accessKeyId })
  })

  it('proves the credentials it got, for a whole run with one portal call per profile', async () => {
    await putToken('corp', { accessToken: 'good-token', expiresAt: inMinutes(60) })
    const [result] = await verifyProfiles(['modern'], contextWith())
    expect(result).toMatchObject({ status: 'valid', arn: session.arn, via: ['modern'] })
  })

  it('renews a token that is about to end, once, and puts it back by a rename', async () => {
    const stored = {
      startUrl,
      region: 'eu-west-1',
      accessToken: 'good-token',
      expiresAt: inMinutes(2),
      clientId: 'client',
      clientSecret: 'client-secret',
      refreshToken: 'refresh',
      registrationExpiresAt: inMinutes(9999),
      kept: { by: 'others' },
    }
    const path = await putToken('corp', stored)
    const before = await stat(path)
    const found = await Promise.all([resolve('modern'), resolve('modern'), resolve('modern')])
    for (const one of found) expect(one).toMatchObject({ accessKeyId: role.accessKeyId })
    const renewals = portal.received.filter((call) => call.path === '/token')
    expect(renewals).toHaveLength(1)
    expect(JSON.parse(renewals[0]!.body)).toEqual({
      clientId: 'client',
      clientSecret: 'client-secret',
      refreshToken: 'refresh',
      grantType: 'refresh_token',
    })
    const after = JSON.parse(await readFile(path, 'utf8')) as typeof stored
    expect(after).toEqual({
      ...stored,
      accessToken: 'new-token',
      refreshToken: 'refresh-next',
      expiresAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/),
    })
    const now = await stat(path)
    expect(now.ino).not.toBe(before.ino)
    expect(now.mode & 0o777).toBe(0o600)
    expect(await readdir(dirname(path))).toHaveLength(1)
    expect(portal.received.at(-1)!.headers['x-amz-sso_bearer_token']).toBe('new-token')
  })

  it('uses the old token until it ends when it cannot be renewed', async () => {
    const path = await putToken('corp', {
      accessToken: 'good-token',
      expiresAt: inMinutes(2),
      clientId: 'client',
      clientSecret: 'client-secret',
      refreshToken: 'used up',
    })
    const before = await readFile(path, 'utf8')
    expect(await resolve('modern')).toMatchObject({ accessKeyId: role.accessKeyId })
    expect(await readFile(path, 'utf8')).toBe(before)
  })

  it.each<[string, object | string]>([
    ['SsoSessionOver', { accessToken: 'good-token', expiresAt: '2020-01-01T00:00:00Z' }],
    ['SsoSessionOver', { accessToken: 'revoked', expiresAt: '2999-01-01T00:00:00Z' }],
    ['SsoTokenMissing', { expiresAt: '2999-01-01T00:00:00Z' }],
    ['SsoTokenMissing', { accessToken: 'good-token', expiresAt: 'soon' }],
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

  it.each<[NonNullable<PortalOptions['failure']>, string]>([
    ['throttle', 'Throttled'],
    ['html', 'ProxyAnswered'],
    ['server', 'Unknown'],
  ])('names a portal that answers with %s', async (failure, code) => {
    await putToken('corp', { accessToken: 'good-token', expiresAt: inMinutes(60) })
    const broken = await startPortalDouble({ ...portalOptions, failure })
    expect(await resolve('modern', contextWith(broken.url))).toBe(code)
    await broken.close()
  })

  it('names a portal that cannot be reached, or only slowly', async () => {
    await putToken('corp', { accessToken: 'good-token', expiresAt: inMinutes(60) })
    const slow = await startPortalDouble({ ...portalOptions, latencyMs: 3_000 })
    expect(await resolve('modern', { ...contextWith(slow.url), requestTimeoutMs: 100 })).toBe('Timeout')
    await slow.close()
    expect(await resolve('modern', contextWith(slow.url))).toBe('NoNetwork')
  })
})
