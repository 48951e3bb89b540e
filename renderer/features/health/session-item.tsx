import type { Session } from '../../../shared/contract/models.ts'
import { lookOfSession, timeOrDay } from '../../app/access-state.ts'
import { Button } from '../../ui/button.tsx'
import { plural } from '../../ui/plural.ts'
import { Status } from '../../ui/status.tsx'

function why({ state, profiles }: Session, now: number): string {
  const count = profiles.length
  if (state.kind === 'needsCode')
    return count < 2 ? 'Needs a code.' : `Needs a code. One code serves all ${count}.`
  const ended = state.kind === 'signIn' ? state.endedAt : state.kind === 'works' ? state.until : undefined
  return ended === undefined ? 'Signed out.' : `Signed out since ${timeOrDay(Date.parse(ended), now)}.`
}

/** An ended session: one row and one button, however many profiles wait for it. */
export function SessionItem({
  session,
  covers,
  now,
  run,
}: {
  readonly session: Session
  /** How many profiles wait for it and have no row of their own. */
  readonly covers: number
  readonly now: number
  readonly run: () => void
}) {
  const words = session.kind === 'mfa' ? 'Enter code' : 'Sign in'
  return (
    <div className="check-session" role="presentation">
      <div role="gridcell" className="check-name">
        <p className="medium truncate">{session.name}</p>
        <p className="meta text-3">{plural(covers, 'profile')}</p>
      </div>
      <div role="gridcell">{why(session, now)}</div>
      <div role="gridcell">
        <Status look={lookOfSession(session, undefined, now).look} />
      </div>
      <div role="gridcell">
        <Button
          size="small"
          tabIndex={-1}
          className="check-step"
          aria-label={`${words}: ${session.name}`}
          onClick={run}
        >
          {words}
        </Button>
      </div>
    </div>
  )
}
