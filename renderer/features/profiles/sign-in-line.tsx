import { atTimeOrOnDay, endsSoon, wantsSignIn } from '../../app/access-state.ts'
import type { ProfileAccess } from '../../app/session-queries.ts'
import { signIn } from '../../app/sign-in.ts'
import { Button } from '../../ui/button.tsx'
import { Notice } from '../../ui/notice.tsx'
import { plural } from '../../ui/plural.ts'

/** Above the actions of a profile whose session has ended or ends soon: why, and the button to sign in. */
export function SignInLine({
  profile,
  access: { state, session },
  now,
}: {
  readonly profile: string
  readonly access: ProfileAccess
  readonly now: number
}) {
  if (session.kind === 'mfa') return null
  const soon = endsSoon(state, now)
  if (!soon && !wantsSignIn(state, now)) return null
  const ended = state.kind === 'signIn' ? state.endedAt : state.kind === 'works' ? state.until : undefined
  const why = soon
    ? `Your sign-in for ${session.name} cannot renew by itself.`
    : ended === undefined
      ? `You are not signed in to ${session.name}.`
      : `Your sign-in for ${session.name} ended ${atTimeOrOnDay(Date.parse(ended), now)}.`
  return (
    <div className="sign-in-line">
      <Notice
        tone={soon ? 'amber' : 'plain'}
        strong={why}
        actions={
          <Button
            size="tiny"
            keys={['Mod', 'Shift', 'L']}
            aria-keyshortcuts="Control+Shift+L"
            onClick={() => void signIn({ profile })}
          >
            {soon ? 'Sign in again' : 'Sign in'}
          </Button>
        }
      >
        {soon
          ? ''
          : `Sign in${ended === undefined ? '' : ' again'} to use ${plural(session.profiles.length, 'profile')}.`}
      </Notice>
    </div>
  )
}
