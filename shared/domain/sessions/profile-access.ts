import type { VerifyFailureCode } from '../checks/failure-codes.ts'
import { isRoutineFailure } from '../checks/failure-words.ts'
import { refusalInWords } from '../aws/readers/tool-names.ts'
import type { ReaderName } from '../aws/readers/types.ts'
import type { ProfileKind } from '../aws/types.ts'
import type { AccessState } from './access-state.ts'

/** What the last check of a profile found, while the profile is unchanged. */
export interface KnownCheck {
  readonly valid: boolean
  readonly failure?: { readonly code: VerifyFailureCode; readonly message: string } | undefined
  readonly expiresAt?: string | undefined
}

/** Everything that the state of a profile depends on. */
export interface AccessFacts {
  readonly kind: ProfileKind
  /** The states of what its credentials depend on: its sign-in, and the MFA devices on the way. */
  readonly sessions: readonly AccessState[]
  /** The end of the keys that it begins with, where a setting says so. ISO. */
  readonly keysEnd?: string | undefined
  /** Stackpass itself got the keys from AWS: they work until their end, even without a check. */
  readonly made?: boolean
  readonly check?: KnownCheck | undefined
  /** What is wrong with it in the files, if anything. */
  readonly problem?: string | undefined
  /** Why the tool of the status cannot use it, whatever a check found, and where no sign-in helps. */
  readonly refusal?: { readonly tool: ReaderName; readonly why: string } | undefined
}

/** A sign-in makes the result of a check obsolete: the session itself says what is true now. */
const healed: ReadonlySet<VerifyFailureCode> = new Set(['PasswordChanged', 'LoginRegionWrong', 'LoginDenied'])
/** A permission is missing that another person must give, and nothing in the files is wrong. */
const denied: ReadonlySet<VerifyFailureCode> = new Set(['AccessDenied', 'LoginDenied'])
/** The user must allow a program. */
const toAllow: ReadonlySet<VerifyFailureCode> = new Set(['ProcessNotAllowed', 'ProcessChanged'])
const signsIn: ReadonlySet<VerifyFailureCode> = new Set([
  'SsoSessionOver',
  'SsoTokenMissing',
  'LoginUnsupported',
  'PasswordChanged',
])

const rank: readonly AccessState['kind'][] = [
  'broken',
  'needsPermission',
  'keysEnded',
  'signIn',
  'needsCode',
  'unknown',
  'works',
]

type Works = Extract<AccessState, { kind: 'works' }>

const earlier = (a: string, b: string): string => (Date.parse(a) <= Date.parse(b) ? a : b)

/** Two things that both work: until the first end at which somebody must do something, otherwise as far as both renew. */
function bothWork(a: Works, b: Works): Works {
  const ends = [a, b].flatMap(({ until, renews }) => (until !== undefined && !renews ? [until] : []))
  if (ends.length > 0) return { kind: 'works', until: ends.reduce(earlier) }
  if (!a.renews) return b
  if (!b.renews) return a
  const until =
    a.until !== undefined && b.until !== undefined ? earlier(a.until, b.until) : (a.until ?? b.until)
  const lasts = [a.renews.last, b.renews.last].filter((last) => last !== undefined)
  const last = lasts.length > 0 ? lasts.reduce(earlier) : undefined
  return { kind: 'works', ...(until !== undefined && { until }), renews: last === undefined ? {} : { last } }
}

/** What to do first among everything that a profile depends on; where everything works, until when. */
export function firstToDo(states: readonly [AccessState, ...AccessState[]]): AccessState {
  return states.reduce((a, b) => {
    if (a.kind === 'works' && b.kind === 'works') return bothWork(a, b)
    return rank.indexOf(b.kind) < rank.indexOf(a.kind) ? b : a
  })
}

/** These credentials are fetched again on each request: their end does not matter to anybody. */
const comesAnew: ReadonlySet<ProfileKind> = new Set(['role', 'web-identity', 'process', 'sso', 'login'])

function byCheck({ kind, check }: AccessFacts): AccessState {
  if (check === undefined) return { kind: 'unknown', why: 'It has not been checked.' }
  const { failure, expiresAt } = check
  if (check.valid) {
    const until = expiresAt === undefined ? {} : { until: expiresAt }
    return comesAnew.has(kind) ? { kind: 'works', ...until, renews: {} } : { kind: 'works', ...until }
  }
  if (failure === undefined) return { kind: 'unknown', why: 'It has not been checked.' }
  if (failure.code === 'Expired') return { kind: 'keysEnded' }
  if (signsIn.has(failure.code)) return { kind: 'signIn' }
  if (toAllow.has(failure.code)) return { kind: 'needsPermission', why: failure.message }
  return { kind: 'unknown', why: failure.message }
}

/**
 * What can be done with a profile now: one rule for every place that shows it. A refusal of AWS, a mistake in the files and a
 * tool that cannot use it come first, then the state of its sign-ins and devices, then the end of its keys, then what a check
 * found. `now` in milliseconds since 1970.
 */
export function profileAccess(facts: AccessFacts, now: number): AccessState {
  const { sessions, keysEnd, check, problem, refusal } = facts
  const [first, ...more] = sessions
  const failure = check?.failure
  const isHealed = first !== undefined && failure !== undefined && healed.has(failure.code)
  if (failure !== undefined && !isHealed && denied.has(failure.code))
    return { kind: 'needsPermission', why: failure.message }
  if (failure !== undefined && !isHealed && !isRoutineFailure(failure.code))
    return { kind: 'broken', why: failure.message }
  if (problem !== undefined) return { kind: 'broken', why: problem }
  if (refusal !== undefined)
    return { kind: 'broken', why: refusalInWords(refusal.tool, refusal.why), failsIn: refusal.tool }
  const ends: AccessState[] = []
  // Pasted keys may be anything, until a check or a session that they opened has shown that they work.
  const isProven = check?.valid === true || facts.made === true || first !== undefined
  if (keysEnd !== undefined && Date.parse(keysEnd) <= now) ends.push({ kind: 'keysEnded', endedAt: keysEnd })
  else if (keysEnd !== undefined && isProven) ends.push({ kind: 'works', until: keysEnd })
  const [start, ...rest] = first === undefined ? ends : [first, ...more, ...ends]
  return start === undefined ? byCheck(facts) : firstToDo([start, ...rest])
}

/**
 * When somebody must act to keep a profile working, in milliseconds since 1970: in the future while it works, in the past where
 * it does not. Undefined where that is unknown, or never.
 */
export function endToActOn(state: AccessState): number | undefined {
  if (state.kind === 'works') {
    const end = state.renews === undefined ? state.until : state.renews.last
    return end === undefined ? undefined : Date.parse(end)
  }
  if (state.kind !== 'signIn' && state.kind !== 'keysEnded' && state.kind !== 'needsCode') return undefined
  return state.endedAt === undefined ? undefined : Date.parse(state.endedAt)
}
