import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { resolveCredentials } from '../../../core/credentials/resolve.ts'
import { verifyProfiles } from '../../../core/features/verify/engine.ts'
import { closeConnections, connectionFor } from '../../../core/network/agents.ts'
import { exchange } from '../../../core/network/http.ts'
import { findPortal } from '../../../core/sessions/find-portal.ts'
import { makeCertificates } from '../../fakes/network/certificates.ts'
import { type ProxyDouble, startProxy } from '../../fakes/network/proxy.ts'
import { type Organisation, startOrganisation } from '../../fakes/organisation/organisation.ts'
import { json, redirect } from '../../fakes/organisation/routes.ts'
import { contextOf, keysOf } from '../../fakes/sts/context.ts'
import { guardConnections } from '../../fakes/sts/connect-guard.ts'
import { userIdentity } from '../../fakes/sts/identities.ts'
import { patience } from '../../patience.ts'

let folder: string
let authority: string
let aws: Organisation
let proxy: ProxyDouble
const ana = userIdentity('ana')
let custom = redirect('https://ssoins-1.portal.eu-west-1.app.aws/')

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'stackpass-routes-'))
  const names = ['*.eu-central-1.amazonaws.com', 'aws.acme.example']
  const made = await makeCertificates(folder, names)
  authority = made.authority
  aws = await startOrganisation({
    tls: made.tls,
    sts: { identities: [ana] },
    routes: [
      () =>
        new Map([
          ['HEAD /start', () => custom],
          ['GET /start', () => json(200, {})],
        ]),
    ],
  })
  proxy = await startProxy(aws.url, 'ana:p@ss')
})
afterAll(async () => {
  closeConnections()
  await Promise.all([proxy.close(), aws.close(), rm(folder, { recursive: true })])
})

/** The real names of AWS, which lead to the fake AWS through a proxy with a login, behind company certificates. */
const environment = (more: Record<string, string> = {}) => ({
  HTTPS_PROXY: proxy.url.replace('//', '//ana:p%40ss@'),
  AWS_CA_BUNDLE: authority,
  ...more,
})

const context = (env: Record<string, string>, more: Record<string, string> = {}) =>
  contextOf('', { ana: { ...keysOf(ana), ...more } }, { env })

const failureOf = async (env: Record<string, string>, more: Record<string, string> = {}) =>
  (await verifyProfiles(['ana'], context(env, more)))[0]?.failure

describe('requests behind a proxy', () => {
  it('reach STS, with the login of the proxy and the certificates of AWS_CA_BUNDLE', async () => {
    const [result] = await verifyProfiles(['ana'], context(environment()))
    expect(result).toMatchObject({ status: 'valid', arn: ana.arn })
    expect(proxy.asked.at(-1)).toEqual({
      what: 'CONNECT sts.eu-central-1.amazonaws.com:443',
      authorization: `Basic ${Buffer.from('ana:p@ss').toString('base64')}`,
    })
  })

  it('trust what the setting ca_bundle names, and what NODE_EXTRA_CA_CERTS adds', async () => {
    const { AWS_CA_BUNDLE: _, ...env } = environment()
    expect(await failureOf(env, { ca_bundle: authority })).toBeUndefined()
    expect(await failureOf({ ...env, NODE_EXTRA_CA_CERTS: authority })).toBeUndefined()
    expect(await failureOf(env)).toMatchObject({
      code: 'NoNetwork',
      remedy: expect.stringContaining('AWS_CA_BUNDLE'),
    })
  })

  it('go around it where NO_PROXY says so', async () => {
    const guard = guardConnections()
    const env = environment({ NO_PROXY: '.amazonaws.com' })
    expect(await failureOf(env)).toMatchObject({ code: 'NoNetwork' })
    expect(new Set(guard.hosts)).toEqual(new Set(['sts.eu-central-1.amazonaws.com']))
    guard.restore()
  })

  it('say which variable is wrong', async () => {
    const nothing = join(folder, 'nothing.pem')
    const empty = join(folder, 'empty.pem')
    await writeFile(empty, 'no certificate')
    expect(await failureOf(environment({ AWS_CA_BUNDLE: nothing }))).toMatchObject({
      message: 'sts.eu-central-1.amazonaws.com was not asked.',
      reason: `AWS_CA_BUNDLE names ${nothing}, which cannot be read.`,
    })
    expect((await failureOf(environment({ AWS_CA_BUNDLE: empty })))?.reason).toContain('holds no certificate')
    expect((await failureOf(environment({ HTTPS_PROXY: 'socks5://p:1' })))?.reason).toContain('HTTPS_PROXY')
    expect(await failureOf(environment({ HTTPS_PROXY: proxy.url }))).toMatchObject({ code: 'ProxyAnswered' })
  })

  it('share their connections, and cost nothing where nothing is set', async () => {
    const url = 'https://sts.eu-central-1.amazonaws.com/'
    const [one, two] = [environment(), environment()]
    expect((await connectionFor(url, { env: one })).agent).toBe(
      (await connectionFor(url, { env: two })).agent,
    )
    const plain = await connectionFor(url, undefined)
    expect((await connectionFor(url, { env: { PATH: '/bin' } })).agent).toBe(plain.agent)
    expect((await connectionFor(url, { env: one })).agent).not.toBe(plain.agent)
  })

  it('never ask a proxy about the machine itself', async () => {
    const before = proxy.asked.length
    const resolved = await resolveCredentials('ana', context({ HTTP_PROXY: proxy.url }))
    expect(resolved.ok).toBe(true)
    await expect(
      exchange('http://127.0.0.1:9/', {
        timeoutMs: patience.wait,
        route: { env: { HTTP_PROXY: proxy.url } },
      }),
    ).rejects.toMatchObject({ code: 'ECONNREFUSED' })
    expect(proxy.asked).toHaveLength(before)
  })
})

describe('a custom start URL', () => {
  const ask = (url = 'https://aws.acme.example/start') =>
    findPortal(url, { timeoutMs: patience.wait, route: { env: environment() } })

  it('is followed once, to a host of AWS', async () => {
    expect(await ask()).toMatchObject({
      ok: true,
      value: { region: 'eu-west-1', family: 'dual-stack', host: 'ssoins-1.portal.eu-west-1.app.aws' },
    })
    expect(aws.callsTo('/start').map(({ method }) => method)).toEqual(['HEAD'])
  })

  it('is refused where it leads elsewhere or nowhere', async () => {
    custom = redirect('https://login.evil.example/')
    expect(await ask()).toMatchObject({
      error: {
        code: 'StartUrlUnknown',
        reason: 'It leads to login.evil.example, which does not belong to AWS.',
      },
    })
    custom = json(405, {})
    expect(await ask()).toMatchObject({ error: { reason: 'It answered with status 200 and no redirect.' } })
    expect(
      aws
        .callsTo('/start')
        .slice(-2)
        .map(({ method }) => method),
    ).toEqual(['HEAD', 'GET'])
  })

  it('of AWS is not asked for', async () => {
    const before = proxy.asked.length
    expect(await ask('https://acme.awsapps.com/start')).toMatchObject({
      ok: true,
      value: { family: 'classic' },
    })
    expect(await ask('http://acme.awsapps.com/start')).toMatchObject({ error: { code: 'StartUrlUnknown' } })
    expect(proxy.asked).toHaveLength(before)
  })
})
