import { mkdtemp, rm } from 'node:fs/promises'
import { request } from 'node:https'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { HttpsProxyAgent } from 'https-proxy-agent'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { closeConnections } from '../../../../core/network/agents.ts'
import { makeCertificates } from '../../../fakes/network/certificates.ts'
import { type ProxyDouble, startProxy } from '../../../fakes/network/proxy.ts'
import { openSessions, type SessionsWorld } from './world.ts'

const startUrl = 'https://ssoins-1.portal.eu-west-1.app.aws'
const config = `[sso-session corp]
sso_start_url = ${startUrl}
sso_region = eu-west-1
[profile dev]
sso_session = corp
sso_account_id = 123456789012
sso_role_name = Admin
region = eu-west-1
`

let folder: string
let world: SessionsWorld
let proxy: ProxyDouble
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'stackpass-behind-'))
  const names = ['*.eu-west-1.api.aws', '*.sso.eu-west-1.amazonaws.com', '*.eu-west-1.amazonaws.com']
  const { tls, authority } = await makeCertificates(folder, names)
  let browserAgent: HttpsProxyAgent<string> | undefined
  // A browser in the same network: it uses the proxy and the certificates too.
  const openLink = (url: string): Promise<boolean> => {
    const { hostname, pathname, search } = new URL(url)
    request(
      { hostname, path: pathname + search, agent: browserAgent, rejectUnauthorized: false },
      (answer) => {
        void fetch(answer.headers.location ?? '').then((page) => page.text())
      },
    ).end()
    return Promise.resolve(true)
  }
  world = await openSessions({
    startUrl,
    config,
    tls,
    ports: { openLink },
    // Uses the real names, which the proxy leads to the fake service.
    envOf: async (url) => {
      proxy = await startProxy(url, 'ana:secret')
      const withLogin = proxy.url.replace('//', '//ana:secret@')
      browserAgent = new HttpsProxyAgent(withLogin)
      return { AWS_ENDPOINT_URL: '', HTTPS_PROXY: withLogin, AWS_CA_BUNDLE: authority }
    },
  })
})
afterAll(async () => {
  await world.close()
  closeConnections()
  await proxy.close()
  await rm(folder, { recursive: true })
})

describe('behind a proxy with certificates of its own', () => {
  it('one signs in, renews, uses a role and signs out, over the hosts that belong to the start URL', async () => {
    const begun = await world.call('sessions.signIn', { profile: 'dev' })
    if (!begun.ok) throw new Error(`${begun.error.message} ${begun.error.reason}`)
    const ended = await world.call('sessions.wait', { signInId: begun.value.signInId })
    expect(ended).toMatchObject({ value: { state: { kind: 'done' } } })
    const over = new Date(Date.now() - 60_000).toISOString()
    await world.putCached('corp', { ...(await world.cached('corp')), expiresAt: over })
    const verified = await world.call('verify.run', { runId: 'one', profiles: ['dev'] })
    expect(verified).toMatchObject({ value: { results: [{ status: 'valid' }] } })
    await world.call('sessions.signOut', { all: true })
    expect(world.organisation.callsTo('/logout')).toHaveLength(1)
    const hosts = new Set(proxy.asked.map(({ what }) => what.replace('CONNECT ', '')))
    expect(hosts).toEqual(
      new Set([
        // Signing in to a portal on a dual-stack host uses the dual-stack host.
        'oidc.eu-west-1.api.aws:443',
        'portal.sso.eu-west-1.amazonaws.com:443',
        'sts.eu-west-1.amazonaws.com:443',
      ]),
    )
  })
})
