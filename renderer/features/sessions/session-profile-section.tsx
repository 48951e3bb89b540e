import { atTimeOrOnDay } from '../../app/access-state.ts'
import { useHalfMinute } from '../../app/clock.ts'
import { duration } from '../../app/format-time.ts'
import { useMethod } from '../../app/method-query.ts'
import { navigate } from '../../app/navigation.ts'
import { reviewSession, reviewSessionRemoval } from '../../app/session-profile.ts'
import { Button } from '../../ui/button.tsx'
import { Section } from '../../ui/panel-section.tsx'
import './session-panel.css'

/** The end of a session in one sentence. */
function endWords(end: string | undefined, now: number): string {
  if (end === undefined) return 'When it ends is not known.'
  const left = Date.parse(end) - now
  const at = atTimeOrOnDay(Date.parse(end), now)
  return left > 0 ? `It ends in ${duration(left)}, ${at}.` : `It ended ${at}.`
}

/** A profile that Stackpass made for another profile's session: when it ends, and how to renew it. */
export function SessionProfileSection({ name }: { readonly name: string }) {
  const now = useHalfMinute()
  const { data } = useMethod('sessionProfiles.list', {})
  const held = data?.profiles.find(({ profile }) => profile === name)
  if (held === undefined) return null
  const { of, expiresAt, renewable } = held
  return (
    <Section title="Session">
      <p className="paragraph">
        Stackpass put a session of{' '}
        {renewable ? (
          <button type="button" className="link wrap-anywhere" onClick={() => navigate('profiles', of)}>
            {of}
          </button>
        ) : (
          <span className="wrap-anywhere">{of}</span>
        )}{' '}
        into this profile, for tools that read files only. {endWords(expiresAt, now)}
        {!renewable && ` ${of} is not in your files any more, so it cannot be renewed.`}
      </p>
      <p className="session-profile-do">
        {renewable && (
          <Button size="small" onClick={() => reviewSession(name)}>
            Renew session
          </Button>
        )}
        <Button size="small" look="quiet" onClick={() => reviewSessionRemoval(name)}>
          Remove session
        </Button>
      </p>
    </Section>
  )
}
