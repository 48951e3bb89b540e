import type { Session } from '../../shared/contract/models.ts'
import type { ColouredText } from '../terminal/table.ts'

const soonMs = 30 * 60_000

/** `15:18`, with the date if it is another day. */
function clock(at: Date, now: Date): string {
  const two = (number: number): string => String(number).padStart(2, '0')
  const time = `${two(at.getHours())}:${two(at.getMinutes())}`
  if (at.toDateString() === now.toDateString()) return time
  return `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())} ${time}`
}

/** What a session can do now, and until when, as far as known. */
export function sessionText(state: Session['state'], now: Date): ColouredText {
  switch (state.kind) {
    case 'works': {
      const until = state.until === undefined ? undefined : new Date(state.until)
      if (state.renews !== undefined) {
        const signedIn = until === undefined ? 'signed in' : `signed in until ${clock(until, now)}`
        const { last } = state.renews
        const renews =
          last === undefined ? 'renews by itself' : `renews by itself until ${clock(new Date(last), now)}`
        return { text: `${signedIn}, ${renews}`, colour: 'green' }
      }
      if (until === undefined) return { text: 'signed in', colour: 'green' }
      const isSoon = until.getTime() - now.getTime() <= soonMs
      return {
        text: `ends at ${clock(until, now)}, cannot renew by itself`,
        colour: isSoon ? 'yellow' : 'green',
      }
    }
    case 'signIn':
      return state.endedAt === undefined
        ? { text: 'not signed in' }
        : { text: `ended at ${clock(new Date(state.endedAt), now)}`, colour: 'red' }
    case 'keysEnded':
      return {
        text:
          state.endedAt === undefined
            ? 'its keys are over'
            : `its keys ended at ${clock(new Date(state.endedAt), now)}`,
      }
    case 'needsCode':
      return {
        text: `${state.endedAt === undefined ? '' : `ended at ${clock(new Date(state.endedAt), now)}, `}asks for a code when it is used`,
        colour: 'yellow',
      }
    case 'needsPermission':
      return { text: `needs a permission: ${state.why}`, colour: 'yellow' }
    case 'broken':
      return { text: `broken: ${state.why}`, colour: 'red' }
    case 'unknown':
      return { text: `not known: ${state.why}` }
  }
}

/** What can be done with a profile now; undefined if unknown. */
export function accessText(state: Session['state'] | undefined, now: Date): string | undefined {
  if (state === undefined || state.kind === 'unknown') return undefined
  if (state.kind === 'works') {
    if (state.renews !== undefined) return 'works, renews by itself'
    return state.until === undefined ? 'works' : `works until ${clock(new Date(state.until), now)}`
  }
  if (state.kind !== 'signIn') return sessionText(state, now).text
  return state.endedAt === undefined
    ? 'sign in'
    : `sign in; it ended at ${clock(new Date(state.endedAt), now)}`
}

/** The text for a session that production profiles share with others; undefined if they do not. */
export function mixText({ name, mixes }: Session): string | undefined {
  if (mixes === undefined) return undefined
  const [production, others] = [mixes.production, mixes.others].map((names) => names.join(' and '))
  return `Production (${production}) and other profiles (${others}) share the sign-in to ${name}: signing in for one opens both. A second sso-session with the same start URL keeps them apart.`
}
