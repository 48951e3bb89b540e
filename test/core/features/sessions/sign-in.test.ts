import { readdir, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { SignIn } from '../../../../shared/contract/models.ts'
import { sessionCachePath } from '../../../../core/sessions/token-cache.ts'
import { until } from '../../../patience.ts'
import { openSessions, type SessionsWorld } from './world.ts'

let world: SessionsWorld
beforeEach(async () => {
  world = await openSessions()
})
afterEach(async () => {
  expect(world.incidents).toEqual([])
  await world.close()
})

async function started(input: Parameters<typeof signIn>[0] = { profile: 'dev' }): Promise<SignIn> {
  const reply = await signIn(input)
  if (!reply.ok) throw new Error(reply.error.message)
  return reply.value
}

const signIn = (input: { profile?: string; session?: string; method?: 'browser' | 'device' }) =>
  world.call('sessions.signIn', input)

async function ended({ signInId }: SignIn): Promise<SignIn['state']> {
  const reply = await world.call('sessions.wait', { signInId })
  if (!reply.ok) throw new Error(reply.error.message)
  return reply.value.state
}

async function stateOf(id: string) {
  const reply = await world.call('sessions.list', {})
  return reply.ok ? reply.value.sessions.find((one) => one.id === id)?.state : reply.error
}

describe('signing in with the browser', () => {
  it('works for every profile of the session, in one go', async () => {
    expect(await stateOf('sso:corp')).toEqual({ kind: 'signIn' })
    const begun = await started()
    expect(begun).toMatchObject({ session: 'sso:corp', name: 'corp', method: 'browser' })
    expect(await ended(begun)).toMatchObject({ kind: 'done' })
    expect(await stateOf('sso:corp')).toMatchObject({ kind: 'works', renews: {} })
    expect(await world.browser.pages[0]).toContain('You are signed in to corp')
    for (const name of ['dev', 'prod']) {
      const reply = await world.call('credentials.get', { name })
      expect(reply).toMatchObject({ ok: true, value: { accessKeyId: expect.stringMatching(/^ASIA/) } })
    }
    const verified = await world.call('verify.run', { runId: 'r', profiles: ['dev'] })
    expect(verified).toMatchObject({ value: { results: [{ status: 'valid', account: '123456789012' }] } })
    expect(world.events.filter(({ type }) => type === 'sessionsChanged').length).toBeGreaterThan(0)
  })

  it('leaves the cache as the AWS CLI does', async () => {
    await world.putCached('corp', { accessToken: 'old', refreshToken: 'old', kept: { by: 'others' } })
    await ended(await started())
    const fields = await world.cached('corp')
    expect(fields).toEqual({
      startUrl: world.organisation.startUrl,
      region: 'eu-west-1',
      accessToken: expect.stringMatching(/^access-/),
      expiresAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/),
      clientId: expect.stringMatching(/^client-/),
      clientSecret: expect.stringMatching(/^secret-/),
      registrationExpiresAt: expect.stringMatching(/Z$/),
      refreshToken: expect.stringMatching(/^refresh-/),
      kept: { by: 'others' },
    })
    const path = sessionCachePath(world.home, 'corp')
    expect((await stat(path)).mode & 0o777).toBe(0o600)
    expect(await readdir(dirname(path))).toHaveLength(1)
  })

  it('registers once, and apart for a device code', async () => {
    await ended(await started())
    await ended(await started())
    await ended(await started({ session: 'sso:corp', method: 'device' }))
    const registered = world.organisation.callsTo('/client/register').map(({ body }) => JSON.parse(body))
    expect(registered).toEqual([
      {
        clientName: 'Stackpass',
        clientType: 'public',
        scopes: ['sso:account:access'],
        grantTypes: ['authorization_code', 'refresh_token'],
        redirectUris: ['http://127.0.0.1/oauth/callback'],
        issuerUrl: world.organisation.startUrl,
      },
      {
        clientName: 'Stackpass',
        clientType: 'public',
        scopes: ['sso:account:access'],
        grantTypes: ['urn:ietf:params:oauth:grant-type:device_code', 'refresh_token'],
      },
    ])
  })

  it('registers anew where AWS does not know the registration any more', async () => {
    await ended(await started({ session: 'sso:corp', method: 'device' }))
    world.organisation.world.registrations.clear()
    expect(await ended(await started({ session: 'sso:corp', method: 'device' }))).toMatchObject({
      kind: 'done',
    })
  })

  it('is not ended by a wrong state, and by the right one after it', async () => {
    world.organisation.knobs.wrongStates = 1
    const begun = await started()
    expect(await world.browser.pages[0]).toContain('does not belong to the sign-in')
    if (begun.state.kind !== 'waiting') throw new Error('It does not wait')
    const page = await (await fetch(begun.state.address!)).text()
    expect(page).toContain('You are signed in to corp')
    expect(await ended(begun)).toMatchObject({ kind: 'done' })
  })

  it('says who said no', async () => {
    world.organisation.knobs.deny = true
    const begun = await started()
    expect(await ended(begun)).toMatchObject({ kind: 'failed', error: { code: 'SignInDenied' } })
    expect(await world.browser.pages[0]).toContain('You are not signed in to corp')
    expect(await stateOf('sso:corp')).toEqual({ kind: 'signIn' })
  })

  it('ends when it is cancelled, and its listener with it', async () => {
    world.organisation.knobs.warm = false
    const begun = await started()
    await world.call('sessions.cancel', { signInId: begun.signInId })
    expect(await ended(begun)).toEqual({ kind: 'cancelled' })
    const redirect = new URL(world.browser.opened[0]!).searchParams.get('redirect_uri')!
    await until(() => expect(fetch(redirect)).rejects.toThrow())
  })

  it('ends when another is started for the same session', async () => {
    world.organisation.knobs.warm = false
    const first = await started()
    world.organisation.knobs.warm = true
    const second = await started()
    expect(await ended(first)).toEqual({ kind: 'cancelled' })
    expect(await ended(second)).toMatchObject({ kind: 'done' })
  })

  it('names the Region that AWS names', async () => {
    world.organisation.knobs.otherRegion = {
      region: 'us-east-2',
      endpoint: 'https://oidc.us-east-2.amazonaws.com',
    }
    expect(await ended(await started())).toMatchObject({ kind: 'failed', error: { code: 'SignInRefused' } })
  })

  it('fails at once where nothing can be reached', async () => {
    await world.organisation.close()
    expect(await signIn({ profile: 'dev' })).toMatchObject({ error: { code: 'SignInUnavailable' } })
    world.organisation.knobs.failure = undefined
  })
})

describe('signing in with a device code', () => {
  it('shows the code and waits by the rules of AWS', async () => {
    world.organisation.knobs.slowDowns = 0
    const begun = await started({ profile: 'dev', method: 'device' })
    expect(begun).toMatchObject({
      method: 'device',
      state: { kind: 'waiting', userCode: expect.stringMatching(/^[A-Z]{4}-[A-Z]{4}$/), opened: true },
    })
    expect(await ended(begun)).toMatchObject({ kind: 'done' })
    const list = await world.call('sessions.list', {})
    if (!list.ok) throw new Error(list.error.message)
    // It is remembered for this session.
    expect(list.value.sessions.find(({ id }) => id === 'sso:corp')?.method).toBe('device')
    expect((await started({ profile: 'prod' })).method).toBe('device')
    expect((await started({ profile: 'prod', method: 'browser' })).method).toBe('browser')
  })

  it('is what legacy profiles get, without scopes and without a renewal', async () => {
    world.organisation.knobs.givesRefreshToken = false
    const begun = await started({ profile: 'old', method: 'browser' })
    expect(begun).toMatchObject({ session: `portal:${world.organisation.startUrl}`, method: 'device' })
    expect(await ended(begun)).toMatchObject({ kind: 'done' })
    expect(JSON.parse(world.organisation.callsTo('/client/register')[0]!.body)).toEqual({
      clientName: 'Stackpass',
      clientType: 'public',
    })
    expect(await world.call('credentials.get', { name: 'old' })).toMatchObject({ ok: true })
  })

  it('says so when the code ends or is refused', async () => {
    world.organisation.knobs.deny = true
    const begun = await started({ profile: 'dev', method: 'device' })
    expect(await ended(begun)).toMatchObject({ error: { code: 'SignInDenied' } })
  })
})

describe('who may sign in', () => {
  it('is a person', async () => {
    await world.close()
    world = await openSessions({ ports: { host: 'cli' } })
    expect(await signIn({ profile: 'dev' })).toMatchObject({
      error: { code: 'SignInNeedsPerson', remedy: 'Run `stackpass login dev` in a terminal.' },
    })
    expect(world.browser.opened).toEqual([])
    expect(world.organisation.received).toEqual([])
  })

  it('uses a code where no browser comes back', async () => {
    await world.close()
    world = await openSessions({ env: { STACKPASS_OPEN_BROWSER: '', SSH_CONNECTION: '1 2 3 4' } })
    const list = await world.call('sessions.list', {})
    expect(list.ok && list.value.sessions.map(({ method }) => method)).toEqual(['device', 'device'])
  })

  it('names what has no session', async () => {
    expect(await signIn({ profile: 'keys' })).toMatchObject({ error: { code: 'SessionNotFound' } })
    expect(await signIn({ profile: 'nobody' })).toMatchObject({ error: { code: 'ProfileNotFound' } })
    expect(await signIn({ session: 'sso:other' })).toMatchObject({ error: { code: 'SessionNotFound' } })
    expect(await world.call('sessions.wait', { signInId: 'x' })).toMatchObject({
      error: { code: 'SignInNotFound' },
    })
  })
})

describe('the list of sessions', () => {
  it('has each session with its profiles, also over source profiles', async () => {
    const list = await world.call('sessions.list', {})
    if (!list.ok) throw new Error(list.error.message)
    const [corp, portal] = list.value.sessions
    expect(corp).toMatchObject({
      id: 'sso:corp',
      kind: 'identity-center',
      region: 'eu-west-1',
      partition: 'aws',
    })
    expect(corp?.profiles).toMatchObject([
      { name: 'dev', account: '123456789012', role: 'Admin' },
      { name: 'prod', account: '210987654321', role: 'ReadOnly' },
      { name: 'deploy', account: '333344445555', role: 'Deploy' },
    ])
    expect(portal).toMatchObject({ kind: 'legacy', name: 'example.awsapps.com', profiles: [{ name: 'old' }] })
  })

  it('says where production shares one with others', async () => {
    await world.call('settings.set', {
      groups: [{ name: 'live', colour: 'red', production: true }],
      profileGroups: [['prod', 'live']],
    })
    const list = await world.call('sessions.list', {})
    expect(list.ok && list.value.sessions[0]?.mixes).toEqual({ production: ['live'], others: ['no group'] })
    expect(list.ok && list.value.sessions[1]?.mixes).toBeUndefined()
  })

  it('does not call signed out what can be renewed', async () => {
    const path = await world.putCached('corp', world.organisation.cached({ endsInSeconds: -3600 }))
    expect(await stateOf('sso:corp')).toEqual({ kind: 'works', renews: {} })
    world.organisation.knobs.sessionOver = true
    expect(await world.call('credentials.get', { name: 'dev' })).toMatchObject({ ok: false })
    expect(path).toContain('.aws')
  })
})

describe('signing out', () => {
  it('tells AWS, and leaves nothing here', async () => {
    await ended(await started())
    const { accessToken } = await world.cached('corp')
    await world.call('credentials.get', { name: 'dev' })
    expect(await world.call('sessions.signOut', { profile: 'dev' })).toEqual({
      ok: true,
      value: { signedOut: ['sso:corp'], untold: [] },
    })
    expect(world.organisation.world.accessTokens.has(String(accessToken))).toBe(false)
    expect(await readdir(join(world.home, '.aws', 'sso', 'cache'))).toEqual([])
    expect(await stateOf('sso:corp')).toEqual({ kind: 'signIn' })
    expect(await world.call('credentials.get', { name: 'dev' })).toMatchObject({ ok: false })
  })

  it('says when AWS could not be told', async () => {
    await ended(await started())
    world.organisation.knobs.failure = 'server'
    const reply = await world.call('sessions.signOut', { all: true })
    expect(reply).toMatchObject({ value: { signedOut: ['sso:corp'], untold: [{ session: 'sso:corp' }] } })
    expect(await stateOf('sso:corp')).toEqual({ kind: 'signIn' })
  })
})

describe('an invalid start URL', () => {
  it('is said without being repeated, and nobody signs in by it', async () => {
    await world.close()
    const secret = 'https://me:Pw7hunter2hunter2@proxy.example.com/'
    const config = `[profile odd]\nsso_start_url = ${secret}\nsso_region = eu-west-1\nsso_account_id = 1\nsso_role_name = R\n`
    world = await openSessions({ config })
    const list = await world.call('sessions.list', {})
    expect(JSON.stringify(list)).not.toContain('Pw7hunter2')
    expect(list).toMatchObject({ value: { sessions: [{ name: 'an invalid start URL' }] } })
    expect(await signIn({ profile: 'odd' })).toMatchObject({ error: { code: 'StartUrlUnknown' } })
    expect(world.organisation.received).toEqual([])
  })
})
