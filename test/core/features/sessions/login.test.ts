import { execFile } from 'node:child_process'
import { createPrivateKey, createPublicKey } from 'node:crypto'
import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import { dirname } from 'node:path'
import { promisify } from 'node:util'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { loginCachePath } from '../../../../core/sessions/login/login-cache.ts'
import type { Input } from '../../../../shared/contract/index.ts'
import type { SignIn } from '../../../../shared/contract/models.ts'
import { createSignin, type Signin, thumbprint } from '../../../fakes/organisation/signin.ts'
import { hasPython } from '../../../readers/measure.ts'
import { openSessions, type SessionsWorld } from './world.ts'

const arn = 'arn:aws:iam::123456789012:user/ana'
const id = `login:${arn}`
const config = `[profile me]
login_session = ${arn}
region = eu-west-1
[profile deploy]
role_arn = arn:aws:iam::333344445555:role/path/Deploy
source_profile = me
region = eu-west-1
[profile gov]
login_session = arn:aws-us-gov:sts::210987654321:assumed-role/Admin/bo
[profile other]
login_session = not an arn
[profile both]
login_session = ${arn}
credential_process = /bin/true
[profile keys]
aws_access_key_id = AKIAEXAMPLE
aws_secret_access_key = secret
login_session = ${arn}
[profile empty]
output = json
`

let signin: Signin
let world: SessionsWorld
const open = async (more: Parameters<typeof openSessions>[0] = {}) => {
  signin = createSignin({ arn })
  world = await openSessions({ config, routes: [signin.routes], ...more })
}
beforeEach(() => open())
afterEach(async () => {
  expect(world.incidents).toEqual([])
  await world.close()
})

const signIn = (input: Input<'sessions.signIn'>) => world.call('sessions.signIn', input)
async function started(input: Input<'sessions.signIn'> = { profile: 'me' }): Promise<SignIn> {
  const reply = await signIn(input)
  if (!reply.ok) throw new Error(`${reply.error.message} ${reply.error.reason}`)
  return reply.value
}
async function ended({ signInId }: SignIn): Promise<SignIn['state']> {
  const reply = await world.call('sessions.wait', { signInId })
  if (!reply.ok) throw new Error(reply.error.message)
  return reply.value.state
}
const pathOf = (value: string) => loginCachePath(value, { env: {}, home: world.home })
const kept = (value = arn) =>
  JSON.parse(readFileSync(pathOf(value), 'utf8')) as Record<string, string> & {
    accessToken: Record<string, string>
  }
async function row(wanted = id) {
  const reply = await world.call('sessions.list', {})
  if (!reply.ok) throw new Error(reply.error.message)
  return reply.value.sessions.find((one) => one.id === wanted)
}
const credentials = (name: string) => world.call('credentials.get', { name })

/** The text that a person copies from the page at an address. */
async function textOfPage(address: string): Promise<string> {
  const page = await (await fetch(address)).text()
  return /<pre>(.*)<\/pre>/.exec(page)?.[1] ?? page
}

describe('signing in with aws login', () => {
  it('works for the profile and those that take their keys from it', async () => {
    expect(await row()).toMatchObject({
      kind: 'login',
      name: 'ana',
      user: 'IAM user ana',
      region: 'eu-west-1',
      partition: 'aws',
      state: { kind: 'signIn' },
      method: 'browser',
      profiles: [
        { name: 'me', account: '123456789012' },
        { name: 'both', account: '123456789012' },
        { name: 'deploy', account: '333344445555', role: 'Deploy' },
      ],
    })
    const begun = await started({ profile: 'deploy' })
    expect(begun).toMatchObject({ session: id, name: 'ana', method: 'browser' })
    expect(await ended(begun)).toMatchObject({ kind: 'done', login: { arn, region: 'eu-west-1' } })
    expect(await world.browser.pages[0]).toContain('You are signed in to ana')
    expect((await row())?.state).toMatchObject({ kind: 'works', renews: {} })
    expect(await credentials('me')).toMatchObject({
      ok: true,
      value: { accessKeyId: kept().accessToken['accessKeyId'], accountId: '123456789012' },
    })
    expect(signin.given).toEqual({ byCode: 1, byRefresh: 0 })
  })

  it('leaves the cache as the AWS CLI does, with the key that proved it', async () => {
    await mkdir(dirname(pathOf(arn)), { recursive: true })
    writeFileSync(pathOf(arn), JSON.stringify({ ofAnotherTool: 'stays', refreshToken: 'old' }))
    await ended(await started())
    const fields = kept()
    expect(fields).toEqual({
      accessToken: {
        accessKeyId: expect.stringMatching(/^ASIA/),
        secretAccessKey: expect.any(String),
        sessionToken: expect.any(String),
        accountId: '123456789012',
        expiresAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/),
      },
      tokenType: 'aws_sigv4',
      clientId: 'arn:aws:signin:::devtools/same-device',
      refreshToken: expect.stringMatching(/^refresh-/),
      idToken: expect.stringMatching(/^e30\./),
      dpopKey: expect.stringMatching(/^-----BEGIN EC PRIVATE KEY-----\n/),
      signInRegion: 'eu-west-1',
      ofAnotherTool: 'stays',
    })
    expect(statSync(pathOf(arn)).mode & 0o777).toBe(0o600)
    const { x, y } = createPublicKey(createPrivateKey(fields['dpopKey']!)).export({ format: 'jwk' })
    expect([...signin.keys]).toEqual([thumbprint({ x: x!, y: y! })])
  })

  it('signs in in the region that is named, where it began before, or that of the profile', async () => {
    await ended(await started({ profile: 'me', region: 'us-west-2' }))
    expect(kept()['signInRegion']).toBe('us-west-2')
    await ended(await started())
    expect(kept()['signInRegion']).toBe('us-west-2')
    await world.call('sessions.signOut', { session: id })
    await ended(await started())
    expect(kept()['signInRegion']).toBe('eu-west-1')
    expect(await signIn({ profile: 'me', region: '../evil' })).toMatchObject({
      error: { code: 'BadInput' },
    })
    expect(await signIn({ profile: 'gov' })).toMatchObject({
      error: { code: 'SignInRefused', reason: 'It is in the partition aws-us-gov, and names no region.' },
    })
  })

  it('keeps nothing of somebody else', async () => {
    const someone = 'arn:aws:iam::210987654321:user/bo'
    signin.knobs.arn = someone
    expect(await ended(await started())).toMatchObject({
      kind: 'failed',
      error: { code: 'SignInOther', message: `${someone} signed in, and this is the login of ${arn}.` },
    })
    expect(await world.browser.pages[0]).toContain('The sign-in did not work')
    expect([existsSync(pathOf(arn)), existsSync(pathOf(someone))]).toEqual([false, false])
  })

  it('proves itself by the clock of AWS where its own is wrong', async () => {
    world.organisation.knobs.clockOffsetMs = 3_600_000
    expect(await ended(await started())).toMatchObject({ kind: 'done' })
    expect(world.organisation.callsTo('/v1/token').map(({ status }) => status)).toEqual([400, 200])
  })

  it.each([
    ['INSUFFICIENT_PERMISSIONS', 'SignInDenied', 'SignInLocalDevelopmentAccess'],
    ['AUTHCODE_EXPIRED', 'SignInTimedOut', 'Sign in again'],
    ['USER_CREDENTIALS_CHANGED', 'SignInRefused', 'Sign out of the AWS console'],
    ['INVALID_REQUEST', 'SignInRefused', '--region'],
    ['THROTTLED', 'SignInUnavailable', 'Try again in a minute'],
    ['SERVER', 'SignInUnavailable', 'Try again later'],
  ] as const)('says %s', async (refusal, code, remedy) => {
    signin.knobs.refusal = refusal
    const state = await ended(await started())
    expect(state).toMatchObject({ kind: 'failed', error: { code } })
    expect(state.kind === 'failed' && state.error.remedy).toContain(remedy)
    expect(existsSync(pathOf(arn))).toBe(false)
  })

  it('says who said no, and what is no AWS', async () => {
    signin.knobs.deny = true
    expect(await ended(await started())).toMatchObject({ error: { code: 'SignInDenied' } })
    signin.knobs.deny = false
    signin.knobs.losesAnswer = true
    expect(await ended(await started())).toMatchObject({ error: { code: 'SignInUnavailable' } })
  })

  it('is for a person, and has no code to compare', async () => {
    expect(await signIn({ profile: 'me', method: 'device' })).toMatchObject({
      error: { code: 'SignInRefused' },
    })
    expect(await signIn({ profile: 'keys' })).toMatchObject({ error: { code: 'SessionNotFound' } })
    await world.close()
    await open({ ports: { host: 'cli' } })
    expect(await signIn({ profile: 'me' })).toMatchObject({
      error: { code: 'SignInNeedsPerson', remedy: 'Run `stackpass login me` in a terminal.' },
    })
    expect(await signIn({ newProfile: 'fresh' })).toMatchObject({
      error: { code: 'SignInNeedsPerson', remedy: 'Run `stackpass login --new fresh` in a terminal.' },
    })
    expect(world.browser.opened).toEqual([])
  })
})

describe('signing in with a text from any browser', () => {
  const remote = async () => {
    const begun = await started({ profile: 'me', method: 'remote' })
    if (begun.state.kind !== 'waiting') throw new Error('It does not wait')
    return { begun, address: begun.state.address! }
  }
  const paste = (begun: SignIn, text: string) =>
    world.call('sessions.paste', { signInId: begun.signInId, text })

  it('takes the text of the page, also in lines, and opens no browser', async () => {
    const { begun, address } = await remote()
    expect(begun).toMatchObject({ method: 'remote', state: { opened: false } })
    expect(world.browser.opened).toEqual([])
    const text = await textOfPage(address)
    expect(await paste(begun, ` ${text.slice(0, 20)}\n${text.slice(20)}\n`)).toMatchObject({ ok: true })
    expect(await ended(begun)).toMatchObject({ kind: 'done', login: { arn } })
    expect(kept()['clientId']).toBe('arn:aws:signin:::devtools/cross-device')
    expect(await credentials('me')).toMatchObject({ ok: true })
  })

  it('says what is wrong with a text, and waits for the right one', async () => {
    const { begun, address } = await remote()
    const text = await textOfPage(address)
    for (const wrong of ['', 'hello', text.slice(0, 30), Buffer.from('code=x').toString('base64')])
      expect(await paste(begun, wrong)).toMatchObject({ error: { code: 'PastedTextWrong' } })
    const others = Buffer.from('state=theirs&code=x').toString('base64')
    expect(await paste(begun, others)).toMatchObject({
      error: { message: 'This text belongs to another sign-in.' },
    })
    expect(await paste(begun, text)).toMatchObject({ ok: true })
    expect(await ended(begun)).toMatchObject({ kind: 'done' })
  })

  it('is the way where no browser comes back', async () => {
    await world.close()
    await open({ ports: { openLink: undefined } as never })
    expect((await row())?.method).toBe('remote')
    const begun = await started()
    expect(begun.method).toBe('remote')
    await world.call('sessions.cancel', { signInId: begun.signInId })
    expect(await ended(begun)).toEqual({ kind: 'cancelled' })
  })
})

describe('a new profile', () => {
  it('is told who signed in, and writes nothing by itself', async () => {
    const begun = await started({ newProfile: 'fresh', region: 'eu-north-1' })
    expect(begun).toMatchObject({ session: 'login:new:fresh', name: 'fresh' })
    expect(await ended(begun)).toMatchObject({ login: { arn, region: 'eu-north-1' } })
    expect(await started({ newProfile: 'empty' })).toMatchObject({ name: 'empty' })
  })

  it.each(['me', 'keys', 'deploy', 'both'])('is not made of %s', async (name) => {
    expect(await signIn({ newProfile: name })).toMatchObject({ error: { code: 'ProfileExists' } })
  })
})

describe('signing out', () => {
  it('takes the login from this computer, and says that AWS is not told', async () => {
    await ended(await started())
    expect(await credentials('me')).toMatchObject({ ok: true })
    expect(await world.call('sessions.signOut', { profile: 'me' })).toMatchObject({
      value: { signedOut: [id], untold: [{ session: id }] },
    })
    expect(existsSync(pathOf(arn))).toBe(false)
    expect((await row())?.state).toEqual({ kind: 'signIn' })
    expect(await credentials('me')).toMatchObject({ ok: false })
  })

  it('names what is damaged, and what is no ARN by a hash', async () => {
    await ended(await started())
    const fields = kept()
    delete (fields as Record<string, unknown>)['dpopKey']
    writeFileSync(pathOf(arn), JSON.stringify(fields))
    expect((await row())?.state).toEqual({
      kind: 'broken',
      why: 'The cached login lacks dpopKey. Sign in again.',
    })
    const list = await world.call('sessions.list', {})
    const ids = list.ok ? list.value.sessions.map((one) => one.id) : []
    expect(ids.filter((one) => one.startsWith('login:#'))).toHaveLength(1)
  })
})

describe('beside botocore', () => {
  it.runIf(hasPython('botocore') && hasPython('awscrt'))(
    'it uses what we signed in to, and renews it',
    async () => {
      await ended(await started({ profile: 'me', region: 'eu-north-1' }))
      const script = [
        'import botocore.session, sys',
        'keys = botocore.session.Session(profile="me").get_credentials().get_frozen_credentials()',
        'sys.stdout.write(keys.access_key)',
      ].join('\n')
      const env = { ...process.env, HOME: world.home, AWS_ENDPOINT_URL_SIGNIN: world.organisation.url }
      const theirs = async () => (await promisify(execFile)('python3', ['-c', script], { env })).stdout
      expect(await theirs()).toBe(kept().accessToken['accessKeyId'])
      const due = kept()
      due.accessToken['expiresAt'] = new Date(Date.now() + 30_000).toISOString().replace(/\.\d{3}Z$/, 'Z')
      writeFileSync(pathOf(arn), JSON.stringify(due))
      const renewed = await theirs()
      expect(signin.given).toEqual({ byCode: 1, byRefresh: 1 })
      expect(kept()['signInRegion']).toBe('eu-north-1')
      expect(await credentials('me')).toMatchObject({ ok: true, value: { accessKeyId: renewed } })
    },
  )
})
