import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { closeConnections } from '../../../../core/network/agents.ts'
import { verifyProfile } from '../../../../core/features/verify/engine.ts'
import { verifyResultSchema } from '../../../../shared/contract/verify.ts'
import { guardConnections } from '../../../fakes/sts/connect-guard.ts'
import { contextOf, keysOf } from '../../../fakes/sts/context.ts'
import { type FailureName, exampleSecret, userIdentity } from '../../../fakes/sts/identities.ts'
import { type StsDouble, startStsDouble } from '../../../fakes/sts/server.ts'

const names: readonly FailureName[] = [
  'ExpiredToken',
  'ExpiredTokenException',
  'InvalidClientTokenId',
  'SignatureDoesNotMatch',
  'AccessDenied',
  'RegionDisabledException',
  'MissingAuthenticationToken',
  'Throttling',
  'ThrottlingOnce',
  'InternalFailure',
  'InternalFailureOnce',
  'ProxyHtml',
  'ProxyHtmlOk',
  'ProxyRedirect',
  'NotXml',
  'Slow',
  'Stall',
  'Reset',
  'Odd',
]
const minutes = 60_000
const good = userIdentity('good')
const session = userIdentity('session', { sessionToken: 'FwoGZXIvYXdzEXAMPLETOKEN', expiresAt: 4e12 })
const over = userIdentity('over', { sessionToken: 'FwoGZXIvYXdzEXAMPLEOVER', expiresAt: 1e12 })
const ahead = userIdentity('ahead', { clockOffsetMs: -23 * minutes })
const behind = userIdentity('behind', { clockOffsetMs: 40 * minutes })

let double: StsDouble
let guard: ReturnType<typeof guardConnections>

beforeAll(async () => {
  guard = guardConnections()
  double = await startStsDouble({
    identities: [
      good,
      session,
      over,
      ahead,
      behind,
      ...names.map((failure) => userIdentity(failure, { failure })),
    ],
  })
})

afterAll(async () => {
  closeConnections()
  await double.close()
  guard.restore()
  expect(guard.hosts.filter((host) => host.startsWith('169.254.'))).toEqual([])
})

async function verify(settings: Record<string, string>, more: Parameters<typeof contextOf>[2] = {}) {
  const before = double.counts().requests
  const result = await verifyProfile('p', contextOf(double.url, { p: settings }, more))
  // Each result must cross the contract unchanged.
  expect(verifyResultSchema.parse(result)).toEqual(result)
  return { ...result, requests: double.counts().requests - before }
}

describe('what STS answers is named', () => {
  it('tells who a valid profile is', async () => {
    const before = Date.now()
    const result = await verify(keysOf(good))
    expect(result).toMatchObject({
      status: 'valid',
      account: '123456789012',
      arn: good.arn,
      userId: good.userId,
      region: 'eu-central-1',
      endpoint: double.url,
      via: ['p'],
      requests: 1,
    })
    expect(result.latencyMs).toBeGreaterThan(0)
    expect(Date.parse(result.checkedAt)).toBeGreaterThanOrEqual(before)
    expect(Date.parse(result.checkedAt)).toBeLessThanOrEqual(Date.now())
    expect(await verify(keysOf(session))).toMatchObject({ status: 'valid', requests: 1 })
  })

  it.each<[FailureName, string, number]>([
    ['ExpiredToken', 'Expired', 1],
    ['ExpiredTokenException', 'Expired', 1],
    ['InvalidClientTokenId', 'KeyUnknown', 1],
    ['SignatureDoesNotMatch', 'SignatureWrong', 1],
    ['AccessDenied', 'AccessDenied', 1],
    ['RegionDisabledException', 'RegionDisabled', 1],
    ['MissingAuthenticationToken', 'ProxyAnswered', 1],
    ['Throttling', 'Throttled', 2],
    ['InternalFailure', 'Unknown', 2],
    ['ProxyHtml', 'ProxyAnswered', 2],
    ['ProxyHtmlOk', 'ProxyAnswered', 1],
    ['ProxyRedirect', 'ProxyAnswered', 1],
    ['NotXml', 'ProxyAnswered', 1],
    ['Reset', 'NoNetwork', 2],
    ['Odd', 'Unknown', 1],
  ])('%s is %s after %i request(s)', async (failure, code, requests) => {
    const result = await verify(keysOf(userIdentity(failure)))
    expect(result).toMatchObject({ status: 'failed', requests, failure: { code } })
    expect(result.account).toBeUndefined()
    for (const text of [result.failure?.message, result.failure?.reason, result.failure?.remedy]) {
      expect(text).toMatch(/^[A-Z"0-9p].*\.$/s)
    }
  })

  it.each<FailureName>(['ThrottlingOnce', 'InternalFailureOnce'])('%s is tried again', async (failure) => {
    expect(await verify(keysOf(userIdentity(failure)))).toMatchObject({ status: 'valid', requests: 2 })
  })

  it.each<FailureName>(['Slow', 'Stall'])(
    'names a late answer, and waits no longer than told: %s',
    async (failure) => {
      const result = await verify(keysOf(userIdentity(failure)), { requestTimeoutMs: 300 })
      expect(result).toMatchObject({ failure: { code: 'Timeout' }, requests: 1 })
    },
  )

  it('names a session that is over by its real expiry', async () => {
    expect(await verify(keysOf(over))).toMatchObject({ failure: { code: 'Expired' } })
  })

  it('tells a wrong secret from a wrong clock, both ways, with the minutes', async () => {
    const wrong = { ...keysOf(good), aws_secret_access_key: `${exampleSecret}x` }
    expect(await verify(wrong)).toMatchObject({ failure: { code: 'SignatureWrong' } })
    const fast = await verify(keysOf(ahead))
    expect(fast).toMatchObject({ failure: { code: 'ClockSkew', detail: '23' }, requests: 1 })
    expect(fast.failure?.message).toBe("This machine's clock is 23 minutes ahead.")
    const slow = await verify(keysOf(behind))
    expect(slow).toMatchObject({ failure: { code: 'ClockSkew', detail: '-40' }, requests: 1 })
    expect(slow.failure?.message).toBe("This machine's clock is 40 minutes behind.")
    expect(await verify(keysOf(good))).toMatchObject({ status: 'valid' })
  })

  it('names an unknown key and a token that does not belong', async () => {
    const unknown = { ...keysOf(good), aws_access_key_id: 'AKIANOBODYEXAMPLE' }
    expect(await verify(unknown)).toMatchObject({ failure: { code: 'KeyUnknown' } })
    const token = { ...keysOf(session), aws_session_token: 'another' }
    expect(await verify(token)).toMatchObject({ failure: { code: 'KeyUnknown' } })
  })
})

describe('what needs no request is named without one', () => {
  it.each<[string, Record<string, string>]>([
    ['HalfKeyPair', { aws_access_key_id: 'AKIAIOSFODNN7EXAMPLE' }],
    ['HalfKeyPair', { aws_secret_access_key: exampleSecret, aws_access_key_id: '' }],
    ['TokenWithoutKeys', { aws_session_token: 'token' }],
    ['TokenMissing', { aws_access_key_id: 'ASIAIOSFODNN7EXAMPLE', aws_secret_access_key: exampleSecret }],
    ['NoCredentials', { region: 'eu-west-1' }],
    ['NoCredentials', { role_arn: 'arn:aws:iam::1:role/R' }],
    ['NoCredentials', { role_arn: 'arn:aws:iam::1:role/R', credential_source: 'constructor' }],
    [
      'NoCredentials',
      { role_arn: 'arn:aws:iam::1:role/R', credential_source: 'Environment', source_profile: 'p' },
    ],
    ['NoCredentials', { role_arn: 'arn:aws:iam::1:role/R', credential_source: 'Environment' }],
    ['NoCredentials', { sso_session: 'none' }],
    ['NoCredentials', { sso_start_url: 'https://x.example.com/start' }],
    ['SourceProfileMissing', { role_arn: 'arn:aws:iam::1:role/R', source_profile: 'toString' }],
    ['SourceProfileCycle', { role_arn: 'arn:aws:iam::1:role/R', source_profile: 'p' }],
    ['ProcessNotAllowed', { credential_process: 'exit 0' }],
    ['LoginUnsupported', { login_session: 'arn:aws:iam::123456789012:user/me' }],
    [
      'WebIdentityTokenMissing',
      { role_arn: 'arn:aws:iam::1:role/R', web_identity_token_file: '/nonexistent/token' },
    ],
    ['RegionMissing', { role_arn: 'arn:aws-cn:iam::1:role/R', source_profile: 'p' }],
  ])('%s for %j', async (code, settings) => {
    const result = await verify(settings)
    expect(result).toMatchObject({ status: 'failed', requests: 0, failure: { code } })
  })

  it('names a profile that does not exist', async () => {
    const result = await verifyProfile('__proto__', contextOf(double.url, {}))
    expect(result).toMatchObject({ status: 'failed', failure: { code: 'NoCredentials' } })
  })

  it('shows the command that waits for consent', async () => {
    const { failure } = await verify({ credential_process: "sh -c 'a; b'" })
    expect(failure).toMatchObject({ code: 'ProcessNotAllowed', command: "sh -c 'a; b'" })
  })

  it('refuses an endpoint that is none', async () => {
    const env = { AWS_ENDPOINT_URL: 'not a url' }
    expect(await verify(keysOf(good), { env })).toMatchObject({ failure: { code: 'EndpointInvalid' } })
    const bad = { ...keysOf(good), region: 'us-east-1 # comment' }
    expect(await verify(bad, { env: {} })).toMatchObject({ failure: { code: 'EndpointInvalid' } })
  })
})

describe('a network that is not there', () => {
  it('names a refused connection and a name that does not resolve', async () => {
    const server = createServer()
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const { port } = server.address() as AddressInfo
    await new Promise((resolve) => server.close(resolve))
    const refused = { AWS_ENDPOINT_URL: `http://127.0.0.1:${port}` }
    expect(await verify(keysOf(good), { env: refused })).toMatchObject({
      failure: { code: 'NoNetwork', detail: 'ECONNREFUSED' },
    })
    const unknown = { AWS_ENDPOINT_URL: 'https://sts.invalid' }
    expect(await verify(keysOf(good), { env: unknown })).toMatchObject({ failure: { code: 'NoNetwork' } })
  })
})
