import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { verifyFailureCodes } from '../../../shared/domain/checks/failure-codes.ts'
import type { AccessState } from '../../../shared/domain/sessions/access-state.ts'
import {
  type AccessFacts,
  endToActOn,
  firstToDo,
  profileAccess,
} from '../../../shared/domain/sessions/profile-access.ts'

const now = Date.UTC(2026, 10, 28, 12)
const hour = 3_600_000
const at = (hours: number) => new Date(now + hours * hour).toISOString()
const renewing: AccessState = { kind: 'works', until: at(1), renews: {} }
const code: AccessState = { kind: 'needsCode', serial: 's' }
const failed = (failure: NonNullable<AccessFacts['check']>['failure']) => ({ valid: false, failure })
const facts = (more: Partial<AccessFacts>): AccessFacts => ({ kind: 'sso', sessions: [], ...more })

describe('the state of a profile', () => {
  it.each<[string, Partial<AccessFacts>, AccessState]>([
    ['its session', { sessions: [renewing] }, renewing],
    ['what is to be done first', { sessions: [code, { kind: 'signIn' }] }, { kind: 'signIn' }],
    ['a code after the sign-in', { sessions: [renewing, code] }, code],
    [
      'the first end that does not renew',
      { sessions: [renewing, { kind: 'works', until: at(8) }, { kind: 'works', until: at(5) }] },
      { kind: 'works', until: at(5) },
    ],
    [
      'the earlier end where both renew',
      {
        sessions: [
          { kind: 'works', until: at(3), renews: { last: at(9) } },
          { kind: 'works', until: at(1), renews: {} },
        ],
      },
      { kind: 'works', until: at(1), renews: { last: at(9) } },
    ],
    [
      'keys that end, once a check has shown that they work',
      { kind: 'session', keysEnd: at(2), check: { valid: true } },
      { kind: 'works', until: at(2) },
    ],
    [
      'keys that end and are our own',
      { kind: 'session', keysEnd: at(2), made: true },
      { kind: 'works', until: at(2) },
    ],
    [
      'keys that end, of which nothing else is known',
      { kind: 'session', keysEnd: at(2) },
      { kind: 'unknown', why: 'It has not been checked.' },
    ],
    ['keys that have ended', { kind: 'session', keysEnd: at(-2) }, { kind: 'keysEnded', endedAt: at(-2) }],
    [
      'keys below a role that have ended, before the code that it asks for',
      { kind: 'role', sessions: [code], keysEnd: at(-2) },
      { kind: 'keysEnded', endedAt: at(-2) },
    ],
    [
      'a check that found keys over, where nothing is signed in to',
      { kind: 'role', check: failed({ code: 'Expired', message: 'over' }) },
      { kind: 'keysEnded' },
    ],
    ['a role on keys that end', { kind: 'role', sessions: [code], keysEnd: at(2) }, code],
    ['nothing known', { kind: 'keys' }, { kind: 'unknown', why: 'It has not been checked.' }],
    ['a check', { kind: 'keys', check: { valid: true } }, { kind: 'works' }],
    [
      'a check of what comes anew',
      { kind: 'role', check: { valid: true, expiresAt: at(1) } },
      { kind: 'works', until: at(1), renews: {} },
    ],
    [
      'a denied role, although signed in',
      { sessions: [renewing], check: failed({ code: 'AccessDenied', message: 'no' }) },
      { kind: 'needsPermission', why: 'no' },
    ],
    [
      'a rejected key',
      { kind: 'keys', check: failed({ code: 'KeyUnknown', message: 'gone' }) },
      { kind: 'broken', why: 'gone' },
    ],
    [
      'a check that a sign-in has healed',
      { kind: 'login', sessions: [renewing], check: failed({ code: 'PasswordChanged', message: 'x' }) },
      renewing,
    ],
    [
      'a check without network',
      { kind: 'keys', check: failed({ code: 'NoNetwork', message: 'off' }) },
      { kind: 'unknown', why: 'off' },
    ],
    [
      'a program that asks',
      { kind: 'process', check: failed({ code: 'ProcessNotAllowed', message: 'allow it' }) },
      { kind: 'needsPermission', why: 'allow it' },
    ],
    [
      'what no sign-in changes for the tool of the status, before a code',
      {
        kind: 'role',
        sessions: [renewing, code],
        check: { valid: true },
        refusal: { tool: 'awsCli', why: 'It has no region.' },
      },
      { kind: 'broken', why: 'The AWS CLI cannot use it. It has no region.', failsIn: 'awsCli' },
    ],
    ['a mistake in the files', { sessions: [renewing], problem: 'half' }, { kind: 'broken', why: 'half' }],
  ])('says %s', (_, more, expected) => {
    expect(profileAccess(facts(more), now)).toEqual(expected)
  })

  const ends = fc.integer({ min: -100, max: 100 }).map(at)
  const states: fc.Arbitrary<AccessState> = fc.oneof(
    fc.record({ kind: fc.constant('works' as const) }),
    ends.map((until): AccessState => ({ kind: 'works', until })),
    fc.tuple(ends, ends).map(([until, last]): AccessState => ({ kind: 'works', until, renews: { last } })),
    ends.map((endedAt): AccessState => ({ kind: 'signIn', endedAt })),
    ends.map((endedAt): AccessState => ({ kind: 'keysEnded', endedAt })),
    fc.constant(code),
    fc.constant<AccessState>({ kind: 'broken', why: 'x' }),
  )

  it('works only where everything does, and never longer than anything that does not renew', () => {
    fc.assert(
      fc.property(fc.array(states, { minLength: 1, maxLength: 5 }), (list) => {
        const [first, ...rest] = list as [AccessState, ...AccessState[]]
        const state = firstToDo([first, ...rest])
        expect(state.kind === 'works').toBe(list.every(({ kind }) => kind === 'works'))
        if (state.kind !== 'works') return
        const plain = list.flatMap((one) =>
          one.kind === 'works' && one.until !== undefined && !one.renews ? [one.until] : [],
        )
        if (plain.length > 0) expect(state).toEqual({ kind: 'works', until: plain.sort()[0] })
        const [next = first, ...others] = [...rest, first]
        expect(firstToDo([next, ...others])).toEqual(state)
      }),
    )
  })

  it('has one answer for each failure of a check, and none of them works', () => {
    for (const kind of ['keys', 'sso', 'role'] as const)
      for (const one of verifyFailureCodes) {
        const state = profileAccess(facts({ kind, check: failed({ code: one, message: 'why' }) }), now)
        expect(state.kind).not.toBe('works')
      }
  })
})

describe('when somebody must do something', () => {
  it.each<[AccessState, number | undefined]>([
    [{ kind: 'works', until: at(1) }, now + hour],
    [renewing, undefined],
    [{ kind: 'works', until: at(1), renews: { last: at(8) } }, now + 8 * hour],
    [{ kind: 'signIn', endedAt: at(-1) }, now - hour],
    [{ kind: 'keysEnded', endedAt: at(-1) }, now - hour],
    [code, undefined],
    [{ kind: 'broken', why: 'x' }, undefined],
  ])('%o', (state, expected) => {
    expect(endToActOn(state)).toBe(expected)
  })
})
