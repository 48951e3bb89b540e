import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { decodeState } from '../../../../shared/domain/shells/state-format.ts'
import { stackpassPaths } from '../../../../core/state/paths.ts'
import { until } from '../../../patience.ts'
import { openSessions, sessionsConfig, type SessionsWorld } from './world.ts'

let world: SessionsWorld
beforeEach(async () => {
  world = await openSessions({
    config: `${sessionsConfig('https://example.awsapps.com/start')}
[profile twin]
credential_process = stackpass credentials dev
region = eu-west-1
`,
  })
})
afterEach(async () => {
  expect(world.incidents).toEqual([])
  await world.close()
})

/** What every place says about a profile: the list, its panel, the sessions. */
async function everywhere(name: string): Promise<unknown> {
  const list = await world.call('profiles.list', {})
  const shown = await world.call('profiles.show', { name })
  const sessions = await world.call('sessions.list', {})
  if (!list.ok || !shown.ok || !sessions.ok) throw new Error('not answered')
  const inList = list.value.profiles.find((one) => one.name === name)?.access
  const inSessions = sessions.value.sessions.flatMap(({ profiles }) =>
    profiles.filter((one) => one.name === name).map(({ state }) => state),
  )
  for (const other of [shown.value.summary.access, ...inSessions]) expect(other).toEqual(inList)
  return inList
}

const stateFile = () => stackpassPaths({ HOME: world.home }, process.platform, world.home).activeStateFile
const expires = () => decodeState(readFileSync(stateFile(), 'utf8'))?.expires
const use = (profile: string) => world.call('active.use', { profile, confirmed: true })
const cached = async (
  change: (fields: Record<string, string>) => void = () => undefined,
  seconds = 3_600,
) => {
  const fields = { ...world.organisation.cached({ endsInSeconds: seconds }) }
  change(fields)
  await world.putCached('corp', fields)
  return fields
}

describe('one truth about each profile', () => {
  it('is that a session which renews works, also when its token is over', async () => {
    for (const seconds of [3_600, -3_600]) {
      await cached(undefined, seconds)
      for (const name of ['dev', 'deploy', 'twin'])
        expect(await everywhere(name)).toMatchObject({ kind: 'works', renews: {} })
      // There is nothing to do, so prompts show no time.
      expect(await use('dev')).toMatchObject({ ok: true })
      expect(expires()).toBeUndefined()
    }
  })

  it('is until when, where it does not renew', async () => {
    const { expiresAt } = await cached((fields) => delete fields['refreshToken'])
    const end = Date.parse(expiresAt!)
    for (const name of ['dev', 'deploy', 'twin']) {
      expect(await everywhere(name)).toEqual({ kind: 'works', until: new Date(end).toISOString() })
      await use(name)
      expect(expires()).toBe(end / 1_000)
    }
  })

  it('is to sign in, since its end or since it is in use', async () => {
    const { expiresAt } = await cached((fields) => delete fields['refreshToken'], -60)
    const end = Date.parse(expiresAt!)
    expect(await everywhere('dev')).toEqual({ kind: 'signIn', endedAt: new Date(end).toISOString() })
    await use('dev')
    expect(expires()).toBe(end / 1_000)
    rmSync(join(world.home, '.aws', 'sso'), { recursive: true })
    expect(await everywhere('deploy')).toEqual({ kind: 'signIn' })
    await use('deploy')
    const state = decodeState(readFileSync(stateFile(), 'utf8'))
    expect(state?.expires).toBe(state?.since)
  })

  it('follows a sign-in and a sign-out, in the file of the shells too', async () => {
    await use('dev')
    expect(expires()).toBeDefined()
    const begun = await world.call('sessions.signIn', { profile: 'dev' })
    if (!begun.ok) throw new Error(begun.error.message)
    await world.call('sessions.wait', { signInId: begun.value.signInId })
    await until(() => expect(expires()).toBeUndefined())
    await world.call('sessions.signOut', { profile: 'dev' })
    await until(() => expect(expires()).toBeDefined())
  })

  it('is to sign in once AWS has refused to renew, whatever the cache says', async () => {
    const { refreshToken } = await cached(undefined, -60)
    expect(await everywhere('dev')).toMatchObject({ kind: 'works', renews: {} })
    world.organisation.world.refreshTokens.clear()
    expect(await world.call('credentials.get', { name: 'dev' })).toMatchObject({ ok: false })
    expect(await everywhere('dev')).toMatchObject({ kind: 'signIn' })
    const { stateDir } = stackpassPaths({ HOME: world.home }, process.platform, world.home)
    expect(readFileSync(join(stateDir, 'refused-renewals.json'), 'utf8')).not.toContain(refreshToken)
    // Another sign-in is another token.
    await cached()
    expect(await everywhere('dev')).toMatchObject({ kind: 'works' })
  })

  it.each([
    ['nothing', '', { kind: 'signIn' }],
    ['no JSON', '{"accessToken":', { kind: 'signIn' }],
    ['another form', '[1]', { kind: 'signIn' }],
    ['no date', '{"accessToken":"a","expiresAt":"soon"}', { kind: 'signIn' }],
    [
      'the date of older versions of the AWS CLI',
      '{"accessToken":"a","expiresAt":"2099-01-02T03:04:05UTC"}',
      { kind: 'works', until: '2099-01-02T03:04:05.000Z' },
    ],
  ])('is read from a cache with %s', async (_, text, expected) => {
    const path = await world.putCached('corp', {})
    mkdirSync(dirname(path), { recursive: true })
    writeFileSync(path, text)
    expect(await everywhere('dev')).toEqual(expected)
  })

  it('is what no sign-in and no code heals, before both', async () => {
    await world.close()
    const role = (name: string, source: string) =>
      `[profile ${name}]\nrole_arn = arn:aws:iam::333344445555:role/${name}\nsource_profile = ${source}\n`
    world = await openSessions({
      config:
        sessionsConfig('https://example.awsapps.com/start') +
        `${role('nowhere', 'dev')}mfa_serial = arn:aws:iam::123456789012:mfa/me\n` +
        `${role('round', 'about')}region = eu-west-1\n${role('about', 'round')}region = eu-west-1\n` +
        `${role('here', 'dev')}mfa_serial = arn:aws:iam::123456789012:mfa/me\nregion = eu-west-1\n`,
    })
    await cached()
    expect(await everywhere('nowhere')).toEqual({
      kind: 'broken',
      why: 'The AWS CLI cannot use it. STS needs a region, and it finds none.',
      failsIn: 'awsCli',
    })
    expect(await everywhere('round')).toMatchObject({ kind: 'broken' })
    expect(await everywhere('here')).toMatchObject({ kind: 'needsCode' })
    // The JS SDK uses its own default region if none is named.
    await world.call('settings.set', { statusReader: 'jsSdk' })
    expect(await everywhere('nowhere')).not.toMatchObject({ failsIn: 'awsCli' })
  })

  it('is the end of the keys below a role, whether they were checked or not', async () => {
    await world.close()
    const end = Math.floor(Date.now() / 1_000) + 3_600
    const aws = (key: string, value: string) => `aws_${key} = ${value}\n`
    world = await openSessions({
      config:
        `[profile pasted]\n${aws('access_key_id', 'ASIAIOSFODNN7EXAMPLE')}${aws('secret_access_key', 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY')}${aws('session_token', 't')}${aws('expiration', new Date(end * 1_000).toISOString())}` +
        '[profile above]\nrole_arn = arn:aws:iam::333344445555:role/r\nsource_profile = pasted\nregion = eu-west-1\n',
    })
    expect(await everywhere('above')).toMatchObject({ kind: 'unknown' })
    for (const name of ['pasted', 'above']) {
      await use(name)
      expect([name, expires()]).toEqual([name, end])
    }
  })

  it('is the refusal of a role, although its session works', async () => {
    await cached()
    world.organisation.world.accounts.splice(0)
    await world.call('verify.run', { runId: 'r', profiles: ['dev'] })
    expect(await everywhere('dev')).toMatchObject({ kind: 'needsPermission' })
    expect(await everywhere('deploy')).toMatchObject({ kind: 'works' })
  })
})
