import { describe, expect, it } from 'vitest'
import { resolveCredentials } from '../../../core/credentials/resolve.ts'
import type { MfaQuestion } from '../../../core/host/ports.ts'
import { verifyProfile, verifyProfiles } from '../../../core/features/verify/engine.ts'
import { contextOf } from '../../fakes/sts/context.ts'
import { serial, alice, arnOf, base, roleOf, double, freshSts, actions } from './chain-home.ts'

freshSts()

describe('MFA', () => {
  const profiles = {
    base,
    mfa: roleOf('mfa', 'base', { mfa_serial: serial }),
    mfa2: roleOf('mfa2', 'base', { mfa_serial: serial }),
    onTop: roleOf('one', 'mfa'),
  }
  function asking(...codes: (string | undefined)[]) {
    const questions: MfaQuestion[] = []
    const askMfa = (question: MfaQuestion) => Promise.resolve((questions.push(question), codes.shift()))
    return { questions, context: contextOf(double.url, profiles, { askMfa }) }
  }

  it('opens a session with one code, which assumes the role', async () => {
    const { questions, context } = asking(' 111111 ')
    expect(await verifyProfile('mfa', context)).toMatchObject({ status: 'valid' })
    expect(questions).toMatchObject([
      { profile: 'mfa', serial, serves: 2, purpose: `the role ${arnOf('mfa')}` },
    ])
    expect(actions()).toEqual(['GetSessionToken', 'AssumeRole', 'GetCallerIdentity'])
    expect(double.received[0]!.form.get('TokenCode')).toBe('111111')
    expect(double.received[1]!.form.has('TokenCode')).toBe(false)
    // Another run, another profile: the session is still there.
    expect(await verifyProfile('mfa2', context)).toMatchObject({ status: 'valid' })
    expect(questions).toHaveLength(1)
  })

  it('goes with the role itself where it is wanted for more than an hour', async () => {
    const long = { ...profiles, mfa: { ...profiles.mfa, duration_seconds: '7200' } }
    const { questions, context } = asking('111111')
    double.roles.set(arnOf('mfa'), { arn: arnOf('mfa'), mfaRequired: true, maxSeconds: 7200 })
    const { profiles: read, files } = contextOf(double.url, long)
    const own = { ...context, profiles: read, files }
    expect(await verifyProfile('mfa', own)).toMatchObject({ status: 'valid' })
    expect(actions()).toEqual(['AssumeRole', 'GetCallerIdentity'])
    expect(double.received[0]!.form.get('TokenCode')).toBe('111111')
    expect(await verifyProfile('mfa', own)).toMatchObject({ status: 'valid' })
    expect(questions).toHaveLength(1)
  })

  it('asks again after a wrong code, and sends no code twice', async () => {
    const { questions, context } = asking('999999', '999999', '111111')
    expect(await verifyProfile('mfa', context)).toMatchObject({ status: 'valid' })
    expect(questions.map(({ id, wrong }) => [id, wrong?.why])).toEqual([
      [questions[0]!.id, undefined],
      [questions[0]!.id, 'refused'],
      [questions[0]!.id, 'sent'],
    ])
    expect(double.received.map(({ form }) => form.get('TokenCode'))).toEqual(['999999', '111111', null, null])
  })

  it('gives up after five codes, and names what is no code', async () => {
    const wrong = asking('900001', '900002', '900003', '900004', '900005', '111111')
    expect(await verifyProfile('mfa', wrong.context)).toMatchObject({ failure: { code: 'MfaNeeded' } })
    expect(wrong.questions).toHaveLength(5)
    const { context } = asking('abc')
    expect(await verifyProfile('mfa', context)).toMatchObject({ failure: { code: 'MfaNeeded' } })
    const same = asking(...Array<string>(5).fill('900001'))
    const reused = { ...same.context, mfa: wrong.context.mfa }
    expect(await verifyProfile('mfa', reused)).toMatchObject({
      failure: { message: 'The MFA code for mfa has already been used.' },
    })
  })

  it('takes the code with the role where AWS gives no session', async () => {
    double.identities.set(alice.accessKeyId, { ...alice, deniesSession: true })
    const { questions, context } = asking('111111', '222222', '333333')
    expect(await verifyProfile('mfa', context)).toMatchObject({ status: 'valid' })
    expect(await verifyProfile('mfa2', context)).toMatchObject({ status: 'valid' })
    expect(actions().filter((action) => action === 'GetSessionToken')).toHaveLength(1)
    expect(questions).toHaveLength(3)
  })

  it('asks for a younger session when a role refuses an old one', async () => {
    const { questions, context } = asking('111111', '222222')
    expect(await verifyProfile('mfa', context)).toMatchObject({ status: 'valid' })
    const device = (await context.mfa.read(serial))!
    const [session] = device.sessions
    const startedAt = Date.now() - 2 * 3_600_000
    await context.mfa.write({ ...device, sessions: [{ ...session!, startedAt }] })
    double.roles.set(arnOf('mfa'), { arn: arnOf('mfa'), mfaRequired: true, trusts: ['nobody'] })
    expect(await verifyProfile('mfa', context)).toMatchObject({ failure: { code: 'AccessDenied' } })
    expect(questions).toHaveLength(2)
    // The new session is recent: the next refusal is not about its age.
    expect(await verifyProfile('mfa', context)).toMatchObject({ failure: { code: 'AccessDenied' } })
    expect(questions).toHaveLength(2)
  })

  it('asks ahead of the end of a session, and uses it until then when nobody answers', async () => {
    const { questions, context } = asking('111111', undefined, '222222')
    expect(await verifyProfile('mfa', context)).toMatchObject({ status: 'valid' })
    const device = (await context.mfa.read(serial))!
    await context.mfa.write({
      ...device,
      sessions: device.sessions.map((one) => ({ ...one, expiresAt: Date.now() + 120_000 })),
    })
    expect(await verifyProfile('mfa', context)).toMatchObject({ status: 'valid' })
    expect(questions).toHaveLength(2)
    const { askMfa: _, ...unattended } = context
    expect(await verifyProfile('mfa', unattended)).toMatchObject({ status: 'valid' })
    expect(await verifyProfile('mfa', context)).toMatchObject({ status: 'valid' })
    expect(questions).toHaveLength(3)
    expect(actions().filter((action) => action === 'GetSessionToken')).toHaveLength(2)
  })

  it('names a closed question and that nobody can be asked', async () => {
    for (const code of [undefined, '']) {
      const { context } = asking(code)
      expect(await verifyProfile('mfa', context)).toMatchObject({ failure: { code: 'MfaCancelled' } })
    }
    expect(await verifyProfile('mfa', contextOf(double.url, profiles))).toMatchObject({
      failure: { code: 'MfaNeeded' },
    })
    const found = await resolveCredentials('mfa', asking(undefined).context)
    expect(!found.ok && found.error.code).toBe('MfaCancelled')
    expect(double.received).toHaveLength(0)
  })

  it('serves all profiles of a run that use the device with one code', async () => {
    const { questions, context } = asking('111111')
    const results = await verifyProfiles(['mfa', 'mfa2', 'onTop'], context)
    expect(results.map((result) => result.failure?.code ?? result.status)).toEqual([
      'valid',
      'valid',
      'AccessDenied',
    ])
    expect(questions).toHaveLength(1)
    expect(actions().filter((action) => action === 'GetSessionToken')).toHaveLength(1)
  })
})
