import { execFile, spawn } from 'node:child_process'
import { statSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeEach, describe, expect, it } from 'vitest'
import { resolveCredentials } from '../../../core/credentials/resolve.ts'
import type { CredentialContext } from '../../../core/credentials/types.ts'
import { closeConnections } from '../../../core/network/agents.ts'
import type { SigninRefusal } from '../../fakes/organisation/signin.ts'
import { contextOf } from '../../fakes/sts/context.ts'
import { hasPython } from '../../readers/measure.ts'
import { type LoginHome, loginHome } from '../sessions/login-home.ts'

let at: LoginHome
beforeEach(async () => {
  at = await loginHome()
})
afterAll(closeConnections)

const contextFor = (
  more: Partial<CredentialContext> = {},
  others: Record<string, Record<string, string>> = {},
) => contextOf(at.organisation.url, { me: at.settings, ...others }, { home: at.home, ...more })
const resolve = (more: Partial<CredentialContext> = {}) => resolveCredentials('me', contextFor(more))
const tokenCalls = () => at.organisation.callsTo('/v1/token')
const keysOf = (fields: Record<string, unknown>) =>
  (fields['accessToken'] as Record<string, string>)['accessKeyId']
const tsx = createRequire(import.meta.url).resolve('tsx')
const child = () => ({
  args: [
    ...['--import', tsx, join(import.meta.dirname, '../sessions/children/renew-login.ts')],
    ...[at.path, join(at.home, 'locks'), at.organisation.url],
  ],
})

// The eight cases that the SDKs share: what each means, with our own data.
describe('a login in the cache', () => {
  it('is used while its keys last', async () => {
    const fields = at.put(1800)
    expect(await resolve()).toMatchObject({
      ok: true,
      value: { accessKeyId: keysOf(fields), accountId: '123456789012' },
    })
    expect(tokenCalls()).toEqual([])
  })

  it('is missing', async () => {
    expect(await resolve()).toMatchObject({
      ok: false,
      error: {
        message: 'me is not signed in.',
        remedy: 'Run `stackpass login me`.',
        details: { failure: 'LoginUnsupported' },
      },
    })
  })

  it.each(['accessToken', 'refreshToken', 'clientId', 'dpopKey'])(
    'is used by nobody without %s, also while its keys last',
    async (field) => {
      at.put(1800, (fields) => delete fields[field])
      const answer = await resolve()
      expect(answer).toMatchObject({ ok: false, error: { details: { failure: 'LoginUnsupported' } } })
      expect(!answer.ok && answer.error.reason).toContain(field)
    },
  )

  it.each(['', '[]', '{', '{"accessToken":"text"}', '{"accessToken":null}'])(
    'is damaged: %s',
    async (text) => {
      at.put(1800)
      writeFileSync(at.path, text)
      expect(await resolve()).toMatchObject({
        ok: false,
        error: { details: { failure: 'LoginUnsupported' } },
      })
    },
  )

  it('is renewed with a proof of possession, and what other tools keep there stays', async () => {
    const before = at.put(60)
    expect(await resolve()).toMatchObject({ ok: true, value: { accountId: '123456789012' } })
    const after = at.kept()
    expect(keysOf(after)).not.toBe(keysOf(before))
    expect(after['refreshToken']).not.toBe(before['refreshToken'])
    expect(after.accessToken['accountId']).toBe('123456789012')
    expect(after.accessToken['expiresAt']).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/)
    for (const field of ['ofAnotherTool', 'dpopKey', 'clientId', 'idToken', 'tokenType'])
      expect(after[field]).toBe(before[field])
    expect(after['signInRegion']).toBe('eu-west-1')
    expect(statSync(at.path).mode & 0o777).toBe(0o600)
    expect(JSON.parse(tokenCalls()[0]!.body)).toEqual({
      grantType: 'refresh_token',
      clientId: before['clientId'],
      refreshToken: before['refreshToken'],
    })
    // The session goes on.
    expect(await resolve()).toMatchObject({ ok: true, value: { accessKeyId: keysOf(after) } })
    expect(tokenCalls()).toHaveLength(1)
  })

  it('is renewed by the clock of AWS where that of this machine is wrong', async () => {
    at.organisation.knobs.clockOffsetMs = -7_200_000
    at.put(60)
    expect((await resolve()).ok).toBe(true)
    expect(tokenCalls().map(({ status }) => status)).toEqual([400, 200])
    expect(Date.parse(at.kept().accessToken['expiresAt']!)).toBeGreaterThan(Date.now())
  })

  it.each([
    ['with the ending of older versions of the AWS CLI', 900_000, 'UTC', 0],
    ['that is over, with that ending', -900_000, 'UTC', 1],
  ])('is taken by a date %s', async (_, ms, ending, calls) => {
    at.put(60, (fields) => {
      const date = new Date(Date.now() + ms).toISOString().replace(/\.\d{3}Z$/, ending)
      Object.assign(fields['accessToken'] as object, { expiresAt: date })
    })
    expect((await resolve()).ok).toBe(true)
    expect(tokenCalls()).toHaveLength(calls)
  })

  it.each(['accountId', 'expiresAt'])('is used by nobody without the %s of its keys', async (field) => {
    at.put(1800, (fields) => delete (fields['accessToken'] as Record<string, unknown>)[field])
    const answer = await resolve()
    expect(answer).toMatchObject({ ok: false, error: { details: { failure: 'LoginUnsupported' } } })
    expect(!answer.ok && answer.error.reason).toContain(`accessToken.${field}`)
  })

  it('is renewed with a key in either form of PEM', async () => {
    const { createPrivateKey } = await import('node:crypto')
    at.put(60, (fields) => {
      const key = createPrivateKey(fields['dpopKey'] as string)
      fields['dpopKey'] = key.export({ type: 'pkcs8', format: 'pem' }).toString()
    })
    expect((await resolve()).ok).toBe(true)
  })
})

describe('a renewal that is refused', () => {
  const cases: [SigninRefusal, string, string][] = [
    ['TOKEN_EXPIRED', 'Expired', 'has ended'],
    ['USER_CREDENTIALS_CHANGED', 'PasswordChanged', 'password'],
    ['INSUFFICIENT_PERMISSIONS', 'LoginDenied', 'may not renew'],
    ['INVALID_REQUEST', 'LoginRegionWrong', 'eu-west-1'],
    ['THROTTLED', 'Throttled', 'slow down'],
    ['SERVER', 'Unknown', 'could not be renewed'],
  ]
  it.each(cases)('says %s', async (refusal, failure, words) => {
    at.signin.knobs.refusal = refusal
    at.put(-1)
    const answer = await resolve()
    expect(answer).toMatchObject({ ok: false, error: { details: { failure } } })
    expect(!answer.ok && answer.error.message).toContain(words)
  })

  it('leaves keys in use that still last', async () => {
    at.signin.knobs.refusal = 'TOKEN_EXPIRED'
    const fields = at.put(60)
    expect(await resolve()).toMatchObject({ ok: true, value: { accessKeyId: keysOf(fields) } })
  })

  it('names the network where nothing answers', async () => {
    at.put(-1)
    const env = { AWS_ENDPOINT_URL: 'http://127.0.0.1:1' }
    expect(await resolve({ env })).toMatchObject({ ok: false, error: { details: { failure: 'NoNetwork' } } })
  })

  it('names the policy that is missing, and the other regions of the files', async () => {
    at.put(-1)
    at.signin.knobs.refusal = 'INSUFFICIENT_PERMISSIONS'
    const denied = await resolve()
    expect(!denied.ok && denied.error.remedy).toContain('SignInLocalDevelopmentAccess')
    at.signin.knobs.refusal = 'INVALID_REQUEST'
    const others = {
      one: { region: 'us-east-1' },
      two: { region: 'eu-west-1' },
      three: { region: 'ap-south-1' },
    }
    const region = await resolveCredentials('me', contextFor({}, others))
    expect(!region.ok && region.error.reason).toContain('us-east-1, ap-south-1')
  })

  it('is asked for where the login began, whatever the profile says', async () => {
    at.put(60, (fields) => (fields['signInRegion'] = 'us-gov-west-1'))
    const asked: string[] = []
    const { loadLoginKeys } = await import('../../../core/sessions/login/renew-login.ts')
    const urlOf = (region: string) => (asked.push(region), at.organisation.url)
    const locksDir = join(at.home, 'locks')
    expect(
      await loadLoginKeys(at.path, {
        locksDir,
        urlOf,
        region: 'eu-west-1',
        route: { env: {} },
        timeoutMs: 60_000,
      }),
    ).toMatchObject({
      ok: true,
    })
    expect(asked).toEqual(['us-gov-west-1'])
    expect(at.kept()['signInRegion']).toBe('us-gov-west-1')
  })
})

describe('many renewals at once', () => {
  it('are one, and nobody is signed out', async () => {
    at.put(-1)
    const answers = await Promise.all(Array.from({ length: 30 }, () => resolve()))
    const ids = new Set(answers.map((answer) => (answer.ok ? answer.value.accessKeyId : answer.error.code)))
    expect([...ids]).toEqual([keysOf(at.kept())])
    expect(at.signin.given.byRefresh).toBe(1)
  })

  it('are one among fifty processes too', async () => {
    at.put(-1)
    const run = promisify(execFile)
    const answers = await Promise.all(
      Array.from({ length: 50 }, async () => (await run(process.execPath, child().args)).stdout),
    )
    expect(answers).toHaveLength(50)
    expect(new Set(answers.map((text) => (JSON.parse(text) as { ok: boolean }).ok))).toEqual(new Set([true]))
    expect(at.signin.given.byRefresh).toBe(1)
  })

  it('take what another tool renewed meanwhile without our lock', async () => {
    at.put(-1)
    let theirs: Record<string, unknown> = {}
    at.signin.knobs.beforeAnswer = () => {
      // The other tool was faster: our refresh token is used up, and new keys are in the cache.
      at.signin.knobs.beforeAnswer = undefined
      at.signin.knobs.refusal = 'TOKEN_EXPIRED'
      theirs = at.put(900)
      return Promise.resolve()
    }
    expect(await resolve()).toMatchObject({ ok: true, value: { accessKeyId: keysOf(theirs) } })
    expect(at.kept()['refreshToken']).toBe(theirs['refreshToken'])
  })

  it('lose no session when the process that renews is killed', async () => {
    const before = at.put(-1)
    const killed = spawn(process.execPath, child().args, { stdio: 'ignore' })
    const isAsking = new Promise<void>((asked) => {
      at.signin.knobs.beforeAnswer = () => {
        at.signin.knobs.beforeAnswer = undefined
        asked()
        const isGone = new Promise<void>((gone) => void killed.once('exit', () => gone()))
        // Its request ends with it, before anything changed.
        return isGone.then(() => Promise.reject(new Error('The caller is gone')))
      }
    })
    await isAsking
    killed.kill('SIGKILL')
    // The lock of the dead one is taken over.
    expect((await resolve()).ok).toBe(true)
    expect(at.signin.given.byRefresh).toBe(1)
    expect(at.kept()['refreshToken']).not.toBe(before['refreshToken'])
  })
})

describe('beside the tools of AWS', () => {
  it('the JS provider uses what we renewed, and we what it renewed', async () => {
    const { LoginCredentialsFetcher } = (await import(
      createRequire(import.meta.url)
        .resolve('@aws-sdk/credential-provider-login')
        .replace(/dist-cjs.*$/, 'dist-es/LoginCredentialsFetcher.js')
    )) as {
      LoginCredentialsFetcher: new (...input: unknown[]) => {
        loadCredentials(): Promise<{ accessKeyId: string }>
      }
    }
    const theirs = () =>
      new LoginCredentialsFetcher(
        at.settings,
        { clientConfig: { endpoint: at.organisation.url, maxAttempts: 1 } },
        {},
      ).loadCredentials()
    const folder = process.env['AWS_LOGIN_CACHE_DIRECTORY']
    process.env['AWS_LOGIN_CACHE_DIRECTORY'] = join(at.home, '.aws', 'login', 'cache')
    try {
      at.put(60)
      const ours = await resolve()
      expect((await theirs()).accessKeyId).toBe(ours.ok && ours.value.accessKeyId)
      expect(at.signin.given.byRefresh).toBe(1)
      // Ours has expired: theirs renews from what we left, with our region.
      const due = at.kept()
      due.accessToken['expiresAt'] = new Date(Date.now() + 30_000).toISOString()
      writeFileSync(at.path, JSON.stringify(due))
      const renewed = await theirs()
      expect(at.signin.given.byRefresh).toBe(2)
      expect(await resolve()).toMatchObject({ ok: true, value: { accessKeyId: renewed.accessKeyId } })
      expect(at.kept()['signInRegion']).toBe('eu-west-1')
    } finally {
      if (folder === undefined) delete process.env['AWS_LOGIN_CACHE_DIRECTORY']
      else process.env['AWS_LOGIN_CACHE_DIRECTORY'] = folder
    }
  })

  it.runIf(hasPython('botocore') && hasPython('awscrt'))('so does botocore', async () => {
    const script = [
      'import botocore.session, sys',
      'keys = botocore.session.Session(profile="me").get_credentials().get_frozen_credentials()',
      'sys.stdout.write(keys.access_key)',
    ].join('\n')
    const config = join(at.home, 'config')
    writeFileSync(
      config,
      `[profile me]\nlogin_session = ${at.settings['login_session']}\nregion = eu-west-1\n`,
    )
    const env = {
      ...process.env,
      HOME: at.home,
      AWS_CONFIG_FILE: config,
      AWS_SHARED_CREDENTIALS_FILE: join(at.home, 'none'),
      AWS_ENDPOINT_URL_SIGNIN: at.organisation.url,
    }
    const theirs = async () => (await promisify(execFile)('python3', ['-c', script], { env })).stdout
    at.put(60)
    const ours = await resolve()
    expect(await theirs()).toBe(ours.ok && ours.value.accessKeyId)
    expect(at.signin.given.byRefresh).toBe(1)
    const due = at.kept()
    due.accessToken['expiresAt'] = new Date(Date.now() + 30_000).toISOString()
    writeFileSync(at.path, JSON.stringify(due))
    const renewed = await theirs()
    expect(at.signin.given.byRefresh).toBe(2)
    expect(await resolve()).toMatchObject({ ok: true, value: { accessKeyId: renewed } })
  })
})
