import { endToActOn } from '../../shared/domain/sessions/profile-access.ts'
import type { AwsView } from '../aws/aws-files.ts'
import { accessStates } from './access-states.ts'
import { chainSessions } from './chain-sessions.ts'
import { statesPlace } from './session-states.ts'

/**
 * When somebody must act to keep a profile working, in milliseconds since 1970; in the past if it does not work now. `since`:
 * used where it does not work and the time it stopped is unknown. Undefined where it never ends, or this is not known.
 */
export async function profileEnd(
  name: string,
  view: AwsView,
  context: Parameters<typeof statesPlace>[0],
): Promise<number | 'since' | undefined> {
  const state = (await accessStates(view, statesPlace(context), undefined, [name])).get(name)
  if (state === undefined) return undefined
  const end = endToActOn(state)
  if (end !== undefined) return end
  // It is unknown whether the keys below it work, but known that they end.
  const profile = state.kind === 'unknown' ? view.profiles.get(name) : undefined
  const keysEnd = profile && chainSessions(profile, view.profiles).keysEnd
  if (keysEnd !== undefined) return Date.parse(keysEnd)
  return ['signIn', 'keysEnded', 'needsCode'].includes(state.kind) ? 'since' : undefined
}
