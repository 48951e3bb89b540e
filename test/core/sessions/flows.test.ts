import { chmod, mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { browserFlow, type SignInRequest } from '../../../core/sessions/browser-flow.ts'
import { deviceFlow } from '../../../core/sessions/device-flow.ts'
import { createSignIns, type SignInFlow } from '../../../core/sessions/sign-ins.ts'
import { fail, ok } from '../../../shared/result.ts'
import { type Organisation, startOrganisation } from '../../fakes/organisation/organisation.ts'
import { patience } from '../../patience.ts'

let home: string
let organisation: Organisation
beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'stackpass-flows-'))
  organisation = await startOrganisation({ knobs: { deviceInterval: 0 } })
})
afterEach(async () => {
  await organisation.close()
  await rm(home, { recursive: true })
})

const request = (): SignInRequest => ({
  session: 'sso:corp',
  name: 'corp',
  startUrl: organisation.startUrl,
  region: 'eu-west-1',
  scopes: ['sso:account:access'],
  endpoint: { url: organisation.url, origin: organisation.url, signingRegion: 'eu-west-1', source: 'test' },
  route: { env: {} },
  timeoutMs: patience.wait,
  cachePath: join(home, 'cache', 'corp.json'),
  locksDir: join(home, 'locks'),
  registrations: join(home, 'registrations'),
  openLink: () => Promise.resolve(false),
})

const bugs: unknown[] = []
const signIns = () =>
  createSignIns(
    { emit: () => undefined },
    () => new Date(),
    (error) => {
      bugs.push(error)
      return fail('Internal', 'A bug.')
    },
  )

async function end(flow: SignInFlow) {
  const all = signIns()
  const begun = await all.start(flow)
  if (!begun.ok) return begun.error
  const ended = await all.wait(begun.value.signInId)
  return ended.ok ? ended.value.state : ended.error
}

describe('a device code', () => {
  it('is asked about at the interval of AWS, and less often when AWS says so', async () => {
    const pauses: number[] = []
    organisation.knobs.slowDowns = 2
    organisation.knobs.deviceAtPoll = 4
    const flow = deviceFlow(request(), (ms) => Promise.resolve(void pauses.push(ms)))
    expect(await end(flow)).toMatchObject({ kind: 'done' })
    expect(pauses).toEqual([5_000, 10_000, 15_000, 15_000])
  })

  it('ends', async () => {
    organisation.knobs.deviceAtPoll = undefined
    const flow = deviceFlow(request(), () => {
      // The hours until the next poll.
      organisation.knobs.clockOffsetMs = 3_600_000
      return Promise.resolve()
    })
    expect(await end(flow)).toMatchObject({ kind: 'failed', error: { code: 'SignInTimedOut' } })
  })

  it('is refused', async () => {
    organisation.knobs.deny = true
    const flow = deviceFlow(request(), () => Promise.resolve())
    expect(await end(flow)).toMatchObject({ kind: 'failed', error: { code: 'SignInDenied' } })
  })

  it('is not asked for with a start URL that AWS does not know', async () => {
    const flow = deviceFlow({ ...request(), startUrl: 'https://other.awsapps.com/start' })
    expect(await end(flow)).toMatchObject({
      code: 'SignInRefused',
      message: 'AWS does not accept the start URL of corp.',
      reason: expect.stringContaining('https://other.awsapps.com/start in eu-west-1'),
    })
  })
})

describe('a sign-in', () => {
  it('waits for the browser no longer than it says', async () => {
    organisation.knobs.warm = false
    const flow = { ...browserFlow(request()), limitMs: 50 }
    expect(await end(flow)).toMatchObject({ kind: 'failed', error: { code: 'SignInTimedOut' } })
  })

  it('has five minutes', () => {
    expect(browserFlow(request()).limitMs).toBe(300_000)
  })

  it('is told to be over as a bug where it is one', async () => {
    const flow: SignInFlow = {
      session: 'sso:corp',
      name: 'corp',
      method: 'browser',
      limitMs: patience.wait,
      run: () => Promise.reject(new Error('unexpected')),
    }
    expect(await end(flow)).toMatchObject({ code: 'Internal' })
    expect(bugs).toHaveLength(1)
  })

  it('is remembered until a page has heard of its end, and ends with its host', async () => {
    const all = signIns()
    const flow: SignInFlow = {
      session: 'sso:corp',
      name: 'corp',
      method: 'device',
      limitMs: patience.wait,
      run: (tell, signal) => {
        tell({ opened: false, userCode: 'ABCD-EFGH' })
        return new Promise((resolve) => signal.addEventListener('abort', () => resolve(ok({}))))
      },
    }
    const begun = await all.start(flow)
    expect(all.list()).toMatchObject([{ state: { kind: 'waiting', userCode: 'ABCD-EFGH' } }])
    await all.close()
    expect(all.list()).toMatchObject([{ state: { kind: 'cancelled' } }])
    expect(begun.ok && all.cancel(begun.value.signInId).ok).toBe(true)
    expect(all.cancel('unknown')).toMatchObject({ error: { code: 'SignInNotFound' } })
    expect(begun.ok && (await all.paste(begun.value.signInId, 'x'))).toMatchObject({ ok: false })
  })

  it.skipIf(process.getuid?.() === 0)('says what could not be kept', async () => {
    await mkdir(join(home, 'cache'), { mode: 0o500 })
    const flow = deviceFlow(request(), () => Promise.resolve())
    expect(await end(flow)).toMatchObject({ kind: 'failed', error: { code: 'StateUnwritable' } })
    await chmod(join(home, 'cache'), 0o700)
  })
})
