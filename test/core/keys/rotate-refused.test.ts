import { describe, expect, it } from 'vitest'
import {
  actions,
  ci,
  config,
  credentials,
  double,
  freshDoubles,
  keysAtAws,
  newKey,
  openKeys,
  serial,
  withNew,
} from './keys-home.ts'

freshDoubles()

describe('refused by name', () => {
  it('are roles, with the profile that holds the key, sessions, root keys and strangers', async () => {
    const { ask } = openKeys(double)
    const refusal = async (profile: string) => ask('keys.rotate', { profile })
    expect(await refusal('deploy')).toMatchObject({
      error: { code: 'KeyNotRotatable', remedy: expect.stringContaining('keys rotate ci') },
    })
    expect(await refusal('temp')).toMatchObject({ error: { code: 'KeyNotRotatable' } })
    expect(await refusal('nobody')).toMatchObject({ error: { code: 'ProfileNotFound' } })
    double.identities.set(ci.accessKeyId, { ...ci, arn: 'arn:aws:iam::123456789012:root' })
    expect(await refusal('ci')).toMatchObject({
      error: { code: 'KeyNotRotatable', reason: expect.stringContaining('root user') },
    })
    expect(actions()).not.toContain('CreateAccessKey')
  })

  it('is what a policy denies: named, with nothing changed', async () => {
    for (const denied of ['ListAccessKeys', 'CreateAccessKey']) {
      double.iam.rules.set(ci.arn, { denies: [denied] })
      const { rotate, text, records } = openKeys(double)
      expect(await rotate()).toMatchObject({
        ok: false,
        error: { message: expect.stringContaining(`iam:${denied}`), details: { failure: 'AccessDenied' } },
      })
      expect(text()).toEqual({ config, credentials })
      expect(records()).toEqual([])
    }
    expect(keysAtAws(double)).toEqual({ [ci.accessKeyId]: 'Active' })
  })

  it('a step that a policy denies later is told, and the rotation goes on when it is allowed', async () => {
    double.iam.rules.set(ci.arn, { denies: ['UpdateAccessKey'] })
    const { rotate, ask, text } = openKeys(double)
    expect(await rotate()).toMatchObject({
      ok: false,
      error: { message: expect.stringContaining('iam:UpdateAccessKey') },
    })
    expect(text().credentials).toBe(withNew(credentials))
    expect(await rotate()).toMatchObject({ ok: false, error: { code: 'RotationUnfinished' } })
    double.iam.rules.clear()
    expect(await ask('keys.resume')).toMatchObject({ ok: true })
    expect(keysAtAws(double)[ci.accessKeyId]).toBe('Inactive')
  })

  it('throttling is tried once more and then told', async () => {
    double.iam.throttled = 1
    const { rotate, ask } = openKeys(double)
    expect(await ask('keys.preview', { profile: 'ci' })).toMatchObject({ ok: true })
    double.iam.throttled = 2
    expect(await rotate()).toMatchObject({ ok: false, error: { details: { failure: 'Throttled' } } })
  })
})

describe('IAM behind a code', () => {
  it('asks for it once, after AWS said no, and uses its session for both keys', async () => {
    double.iam.rules.set(ci.arn, { mfaRequired: true })
    let asked = 0
    const askMfa = () => Promise.resolve((asked += 1) === 1 ? '123456' : undefined)
    const files = {
      config: config.replace('region = eu-west-1', `region = eu-west-1\nmfa_serial = ${serial}`),
      credentials,
    }
    const { rotate, text } = openKeys(double, { askMfa, files })
    expect(await rotate()).toMatchObject({ ok: true, value: { rotation: { state: 'inactive' } } })
    expect(asked).toBe(1)
    expect(text().credentials).toBe(withNew(credentials))
    expect(actions().filter((action) => action === 'GetSessionToken')).toHaveLength(1)
  })

  it('without a device in the profile says what AWS said', async () => {
    double.iam.rules.set(ci.arn, { mfaRequired: true })
    const { rotate } = openKeys(double)
    expect(await rotate()).toMatchObject({ ok: false, error: { details: { failure: 'AccessDenied' } } })
  })
})

describe('an answer that got lost', () => {
  it('leaves a key that is shown and deleted by its name, never by itself', async () => {
    double.iam.answersLost = 1
    const { rotate, ask, text, status } = openKeys(double)
    expect(await rotate()).toMatchObject({
      ok: false,
      error: { remedy: expect.stringContaining('keys resume') },
    })
    const lost = newKey(double).accessKeyId
    expect(await ask('keys.resume')).toMatchObject({
      ok: false,
      error: { code: 'KeyOrphaned', details: { accessKeyId: lost, used: false } },
    })
    expect(keysAtAws(double)).toHaveProperty(lost)
    expect(await ask('keys.resume', { remove: lost })).toMatchObject({ ok: true })
    expect(keysAtAws(double)).toEqual({ [ci.accessKeyId]: 'Active' })
    expect(text()).toEqual({ config, credentials })
    expect((await status()).rotations).toEqual([])
  })
})
