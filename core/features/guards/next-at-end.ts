import type { NextAtEnd } from '../../../shared/contract/events.ts'
import { sessionOf } from '../../../shared/domain/aws/session-profile.ts'
import type { AwsFiles } from '../../aws/aws-files.ts'
import { chainSessions } from '../../credentials/chain-sessions.ts'
import { createSessionStates, statesPlace } from '../../credentials/session-states.ts'

type AtEndContext = Parameters<typeof statesPlace>[0] & { readonly aws: Pick<AwsFiles, 'view'> }

/** What to do so that a profile works on after its end. */
export async function nextAtEnd(name: string, context: AtEndContext): Promise<NextAtEnd> {
  const { profiles } = await context.aws.view()
  const profile = profiles.get(name)
  if (profile === undefined) return 'keys'
  if (sessionOf(profile) !== undefined) return 'renew'
  const { sso, login, mfa } = chainSessions(profile, profiles)
  const states = createSessionStates(statesPlace(context))
  const signIn =
    sso !== undefined
      ? await states.sso(sso.cacheKey, sso.legacy)
      : login === undefined
        ? undefined
        : await states.login(login)
  // A sign-in that renews itself is not what ends.
  if (signIn !== undefined && !(signIn.kind === 'works' && signIn.renews !== undefined)) return 'signIn'
  return mfa.length > 0 ? 'code' : 'keys'
}

/** A late look, such as after a sleep, must not count minutes that have passed. */
function left(ms: number): string {
  const minutes = Math.max(1, Math.round(ms / 60_000))
  return minutes === 1 ? 'in a minute' : `in ${minutes} minutes`
}

/** The notice of the system; `ms`: the time left until the end. */
export function noticeText(
  profile: string,
  next: NextAtEnd,
  ms: number,
): { readonly title: string; readonly body: string } {
  const texts: Readonly<Record<NextAtEnd, readonly [what: string, body: string]>> = {
    signIn: ['The sign-in of', 'It cannot renew by itself. Sign in again to keep working.'],
    code: ['The MFA session of', 'The next code opens another one.'],
    renew: ['The session in', 'Renew it to keep working.'],
    keys: ['The keys of', 'Paste new ones, or switch to another profile.'],
  }
  const [what, body] = texts[next]
  const verb = next === 'keys' ? 'end' : 'ends'
  return { title: `${what} ${profile} ${verb} ${left(ms)}`, body }
}
