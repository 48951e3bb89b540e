import { endToActOn } from '../../shared/domain/sessions/profile-access.ts'
import type { AwsView } from '../aws/aws-files.ts'
import { accessStates } from './access-states.ts'
import { chainSessions } from './chain-sessions.ts'
import { statesPlace } from './session-states.ts'

/**
 * When somebody must do something so that a profile works on, in milliseconds since 1970; past where it does not work now. `since`: where
 * it does not and is not known since when. Undefined where that is never, or not known.
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
  // Whether the keys below it work is not known; that they end is.
  const profile = state.kind === 'unknown' ? view.profiles.get(name) : undefined
  const keysEnd = profile && chainSessions(profile, view.profiles).keysEnd
  if (keysEnd !== undefined) return Date.parse(keysEnd)
  return ['signIn', 'keysEnded', 'needsCode'].includes(state.kind) ? 'since' : undefined
}
