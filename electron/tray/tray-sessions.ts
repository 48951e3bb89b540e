import type { Output } from '../../shared/contract/index.ts'
import type { Session } from '../../shared/contract/models.ts'
import { shortMenuText, type TrayItem } from './tray-item.ts'

/** What the tray needs to know about sign-ins. */
export type TraySessions = Pick<Output<'sessions.list'>, 'sessions' | 'signIns'>

const sessionsShown = 5

/** One entry for each session that waits for a person, however many profiles use it; none for working sessions. */
export function sessionItems({ sessions, signIns }: TraySessions): readonly TrayItem[] {
  const waiting = new Set(
    signIns.flatMap(({ session, state }) => (state.kind === 'waiting' ? [session] : [])),
  )
  const items = sessions.flatMap((session) => itemOf(session, waiting.has(session.id)))
  const more = items.length - sessionsShown
  return [
    ...items.slice(0, sessionsShown),
    ...(more > 0
      ? [
          {
            kind: 'item',
            label: `${String(more)} more to sign in to, in Stackpass`,
            action: { type: 'show', view: 'sessions' },
          } as const,
        ]
      : []),
  ]
}

function itemOf({ id, kind, name, state, profiles }: Session, isWaiting: boolean): readonly TrayItem[] {
  const text = shortMenuText(name)
  const first = profiles[0]?.name
  if (isWaiting)
    return [{ kind: 'item', label: `Waiting for you: ${text}`, action: { type: 'show', view: 'sessions' } }]
  if (kind === 'mfa')
    return state.kind !== 'needsCode' || first === undefined
      ? []
      : [{ kind: 'item', label: `Enter a code: ${text}`, action: { type: 'code', profile: first } }]
  if (state.kind !== 'signIn') return []
  return [{ kind: 'item', label: `Sign in: ${text}`, action: { type: 'signIn', session: id } }]
}
