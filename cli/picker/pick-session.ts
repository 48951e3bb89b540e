import type { Call } from '../../shared/contract/index.ts'
import type { Session } from '../../shared/contract/models.ts'
import { exitCodes, type CliContext } from '../context.ts'
import { sessionText } from '../output/session-text.ts'
import { safeText } from '../terminal/safe-text.ts'
import type { PickerItem } from './filter-items.ts'
import { pick } from './pick.ts'

interface SessionItem extends PickerItem {
  readonly id: string
}

function itemOf({ id, name, state, profiles, startUrl }: Session, now: Date): SessionItem {
  const count = `${profiles.length} profile${profiles.length === 1 ? '' : 's'}`
  return {
    id,
    name: safeText(name),
    also: [startUrl ?? '', ...profiles.map((profile) => profile.name)].join(' '),
    details: [safeText(startUrl ?? ''), count],
    state: safeText(sessionText(state, now).text),
  }
}

/**
 * Lets a person choose what to sign in to when nothing is named and there are several: the active profile's session first.
 * `undefined`: there is nothing to choose, or nobody to choose; a number is the exit code after the person cancelled.
 */
export async function pickSession(context: CliContext, call: Call): Promise<string | number | undefined> {
  const [list, active] = [await call('sessions.list', {}), await call('active.get', {})]
  if (!list.ok || list.value.sessions.length < 2) return undefined
  const profile = active.ok ? active.value.profile : undefined
  const isFirst = ({ profiles }: Session): boolean => profiles.some(({ name }) => name === profile)
  const sessions = [...list.value.sessions].sort((a, b) => Number(isFirst(b)) - Number(isFirst(a)))
  const now = new Date()
  const chosen = await pick(
    context,
    'Sign in to',
    sessions.map((session) => itemOf(session, now)),
  )
  if (chosen === null) return undefined
  return chosen === undefined ? exitCodes.interrupted : chosen.id
}
