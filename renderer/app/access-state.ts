import type { AccessState, Session, SignIn } from '../../shared/contract/models.ts'
import { nameOf } from '../../shared/domain/aws/readers/same-answers.ts'
import type { StatusLook } from '../ui/status.tsx'
import { clockTime, duration } from './format-time.ts'

/** Amber starts this long before the end. */
export const soonMs = 30 * 60_000
const hourMs = 60 * 60_000
const dayMs = 24 * hourMs

const moment = new Intl.DateTimeFormat(undefined, {
  day: 'numeric',
  month: 'short',
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
})

/** "15:18" on the same day, else "3 Dec, 15:18". */
export function timeOrDay(at: number, now: number): string {
  const sameDay = Math.abs(at - now) < dayMs && new Date(at).getDate() === new Date(now).getDate()
  return sameDay ? clockTime(at) : moment.format(at)
}

/** "at 15:18" on the same day, else "on 3 Dec, 15:18". */
export function atTimeOrOnDay(at: number, now: number): string {
  const words = timeOrDay(at, now)
  return words === clockTime(at) ? `at ${words}` : `on ${words}`
}

/** Milliseconds until something must be done by the user; undefined where the end is not known or it renews by itself. */
function leftToAct(state: AccessState, now: number): number | undefined {
  if (state.kind !== 'works' || state.until === undefined || state.renews !== undefined) return undefined
  return Date.parse(state.until) - now
}

function renewal({ last }: { readonly last?: string | undefined }, now: number): string {
  return last === undefined
    ? 'Renews by itself'
    : `Renews by itself until ${timeOrDay(Date.parse(last), now)}`
}

/** What can be done with a profile now, in the words that every part of the page uses. */
export function lookOfAccess(state: AccessState, now: number): StatusLook {
  switch (state.kind) {
    case 'works': {
      const left = leftToAct(state, now)
      if (left !== undefined && left <= 0) return { glyph: 'expired', words: 'Sign in', tone: 'plain' }
      if (left !== undefined && left <= soonMs) {
        return {
          glyph: 'expiring',
          words: `Ends in ${duration(left)}`,
          tone: 'amber',
          share: left / hourMs,
        }
      }
      const until = state.until === undefined ? undefined : Date.parse(state.until)
      // The end of a token that renews by itself is no end for the user.
      if (state.renews !== undefined)
        return { glyph: 'valid', words: 'Works', tone: 'plain', title: renewal(state.renews, now) }
      return {
        glyph: 'valid',
        words: until === undefined ? 'Works' : `Works until ${timeOrDay(until, now)}`,
        tone: 'plain',
      }
    }
    case 'signIn':
      return { glyph: 'expired', words: 'Sign in', tone: 'plain' }
    case 'keysEnded':
      return {
        glyph: 'expired',
        words: 'Expired',
        tone: 'plain',
        title: 'The keys that it begins with are over: put new ones in.',
      }
    case 'needsCode':
      return { glyph: 'code', words: 'Needs a code', tone: 'plain' }
    case 'needsPermission':
      return { glyph: 'denied', words: 'Needs a permission', tone: 'plain', title: state.why }
    case 'broken':
      return {
        glyph: 'rejected',
        words: state.failsIn === undefined ? 'Broken' : `Fails in ${nameOf(state.failsIn)}`,
        tone: 'red',
        title: state.why,
      }
    case 'unknown':
      return { glyph: 'unknown', words: 'Not known', tone: 'dim', title: state.why }
  }
}

/** The state of a session in two lines. */
export interface SessionLook {
  readonly look: StatusLook
  readonly second: string
  /** When the second line counts down to an end, in ms since 1970: it then stands before the time that is left. */
  readonly endsAt?: number
}

function lookWhenWorking(state: AccessState & { kind: 'works' }, mfa: boolean, now: number): SessionLook {
  const words = mfa ? 'Works' : 'Signed in'
  const until = state.until === undefined ? undefined : Date.parse(state.until)
  if (state.renews !== undefined) {
    // An access token that is over is renewed by whoever uses it next.
    const ahead = until !== undefined && until > now
    return {
      look: {
        glyph: 'valid',
        words: ahead ? `${words} until ${timeOrDay(until, now)}` : words,
        tone: 'plain',
      },
      second: renewal(state.renews, now),
    }
  }
  const look = lookOfAccess(state, now)
  if (until === undefined) return { look: { ...look, words }, second: 'When it ends is not known' }
  if (until <= now) return signedOut(mfa, until, now)
  return {
    look: look.glyph === 'valid' ? { ...look, words: `${words} until ${timeOrDay(until, now)}` } : look,
    second: mfa ? 'Then it asks for a code again' : 'Cannot renew by itself',
  }
}

function signedOut(mfa: boolean, endedAt: number | undefined, now: number): SessionLook {
  const second = endedAt === undefined ? '' : `Ended ${timeOrDay(endedAt, now)}`
  return mfa
    ? { look: { glyph: 'code', words: 'Needs a code', tone: 'plain' }, second }
    : { look: { glyph: 'expired', words: 'Signed out', tone: 'plain' }, second }
}

/** What the row of a session says; a sign-in that waits comes before everything else. */
export function lookOfSession(
  session: Pick<Session, 'kind' | 'state'>,
  waiting: SignIn | undefined,
  now: number,
): SessionLook {
  const mfa = session.kind === 'mfa'
  if (waiting?.state.kind === 'waiting') {
    const device = waiting.method === 'device'
    return {
      look: {
        glyph: 'checking',
        words: waiting.method === 'remote' ? 'Waiting for the text' : 'Waiting for the browser',
        tone: 'accent',
      },
      second: device ? 'Code ends in' : 'Ends in',
      endsAt: Date.parse(waiting.endsAt),
    }
  }
  const { state } = session
  if (state.kind === 'works') return lookWhenWorking(state, mfa, now)
  if (state.kind === 'signIn')
    return signedOut(mfa, state.endedAt === undefined ? undefined : Date.parse(state.endedAt), now)
  if (state.kind === 'needsCode')
    return signedOut(true, state.endedAt === undefined ? undefined : Date.parse(state.endedAt), now)
  return { look: lookOfAccess(state, now), second: 'why' in state ? state.why : '' }
}

/** Whether the next step of a session or a profile is to sign in. */
export function wantsSignIn(state: AccessState, now: number): boolean {
  if (state.kind === 'signIn') return true
  const left = leftToAct(state, now)
  return left !== undefined && left <= 0
}

/** Whether it ends within half an hour and cannot renew by itself. */
export function endsSoon(state: AccessState, now: number): boolean {
  const left = leftToAct(state, now)
  return left !== undefined && left > 0 && left <= soonMs
}
