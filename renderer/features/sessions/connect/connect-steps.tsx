import { ago } from '../../../app/format-time.ts'
import { timeOrDay } from '../../../app/access-state.ts'
import { useHalfMinute } from '../../../app/clock.ts'
import { useSessionList } from '../../../app/session-queries.ts'
import { Button } from '../../../ui/button.tsx'
import { plural } from '../../../ui/plural.ts'
import { Status, type StatusLook } from '../../../ui/status.tsx'
import { listAgain, startSignIn, stopListing } from './connect-flow.ts'
import type { Connecting } from './connect-state.ts'

const idle = (words: string): StatusLook => ({ glyph: 'unknown', words, tone: 'dim' })
const done = (words: string): StatusLook => ({ glyph: 'valid', words, tone: 'plain' })
const busy = (words: string): StatusLook => ({ glyph: 'checking', words, tone: 'plain' })
const bad = (words: string): StatusLook => ({ glyph: 'rejected', words, tone: 'red' })

/** `acme.awsapps.com/start` */
const shortUrl = (url: string): string => url.replace(/^https:\/\//, '').replace(/\/(?:#\/?)?$/, '')

function SignInStep({ now }: { readonly now: Connecting }) {
  const at = useHalfMinute()
  const session = useSessionList()?.sessions.find(({ id }) => id === `sso:${now.name}`)
  const state = session?.state
  const works = state?.kind === 'works' && (now.listed !== undefined || now.run !== undefined)
  const until = works && state.until !== undefined ? Date.parse(state.until) : undefined
  if (now.error?.at === 'signIn')
    return (
      <>
        <StepText look={bad('Not signed in')} small={now.error.error.message} />
        <Button size="small" onClick={() => void startSignIn()}>
          Try again
        </Button>
      </>
    )
  if (now.signInId !== undefined || now.starting === true)
    return <StepText look={busy('Waiting for you')} small="in the browser" />
  if (!works) return <StepText look={idle('Sign in')} small="once, in the browser" />
  const words = until !== undefined && until > at ? `Signed in until ${timeOrDay(until, at)}` : 'Signed in'
  return (
    <StepText
      look={done(session?.user ?? words)}
      small={session?.user === undefined ? `to ${now.name}` : words}
    />
  )
}

function AccountsStep({ now }: { readonly now: Connecting }) {
  const at = useHalfMinute()
  const { run, listed, error } = now
  if (run !== undefined) {
    const share = run.accounts === 0 ? 0 : run.done / run.accounts
    return (
      <>
        <div className="connect-progress">
          <StepText
            look={busy(
              run.accounts === 0
                ? 'Asking for accounts'
                : `${run.done} of ${plural(run.accounts, 'account')}, ${plural(run.roles, 'role')}`,
            )}
          />
          <progress className="connect-bar" aria-label="Accounts listed" value={share} max={1} />
        </div>
        <Button size="small" busy={run.stopping} onClick={() => void stopListing()}>
          Stop
        </Button>
      </>
    )
  }
  if (error?.at === 'accounts')
    return (
      <>
        <StepText
          look={bad(error.error.message)}
          small={[error.error.reason, error.error.remedy].filter((part) => part !== undefined).join(' ')}
        />
        <Button
          size="small"
          onClick={() => (error.error.code === 'SignedOut' ? void startSignIn() : listAgain())}
        >
          {error.error.code === 'SignedOut' ? 'Sign in' : 'Try again'}
        </Button>
      </>
    )
  if (listed === undefined)
    return <StepText look={idle('Accounts and roles')} small="choose which become profiles" />
  const counted = `${plural(listed.accounts.length, 'account')}, ${plural(listed.roles.length, 'role')}`
  if (listed.complete)
    return (
      <>
        <StepText look={done(counted)} small={`Listed ${ago(Date.parse(listed.at), at)}`} />
        <Button size="small" onClick={listAgain}>
          List again
        </Button>
      </>
    )
  const known = new Set(listed.roles.map(({ accountId }) => accountId)).size
  const [first] = listed.errors
  return (
    <>
      <StepText
        look={{ glyph: 'problem', words: first === undefined ? 'Stopped' : 'Not complete', tone: 'amber' }}
        small={
          first === undefined
            ? `${known} of ${plural(listed.accounts.length, 'account')} are kept.`
            : `${plural(listed.errors.length, 'account')} could not be listed: ${first.message}`
        }
      />
      <Button size="small" onClick={listAgain}>
        {first === undefined ? 'Go on' : 'Try again'}
      </Button>
    </>
  )
}

function StepText({ look, small }: { readonly look: StatusLook; readonly small?: string }) {
  return (
    <div className="connect-step-text">
      <Status look={look} className="medium" />
      {small !== undefined && small !== '' && (
        <small className="truncate" title={small}>
          {small}
        </small>
      )}
    </div>
  )
}

/** The three steps, each with its result, and Stop or Try again if applicable. */
export function ConnectSteps({ now }: { readonly now: Connecting | undefined }) {
  const at = now === undefined ? 0 : now.listed !== undefined || now.run !== undefined ? 2 : 1
  const current = (step: number) => (step === at ? { 'aria-current': 'step' as const } : {})
  return (
    <ol className="connect-steps" aria-label="Steps">
      <li {...current(0)}>
        {now === undefined ? (
          <StepText
            look={{ glyph: 'unknown', words: 'Start URL', tone: 'accent' }}
            small="from your access portal"
          />
        ) : (
          <StepText
            look={done(shortUrl(now.startUrl))}
            small={now.regionFound ? `${now.region}, found from the URL` : now.region}
          />
        )}
      </li>
      <li {...current(1)}>
        {now === undefined ? (
          <StepText look={idle('Sign in')} small="once, in the browser" />
        ) : (
          <SignInStep now={now} />
        )}
      </li>
      <li {...current(2)}>
        {now === undefined ? (
          <StepText look={idle('Accounts and roles')} small="choose which become profiles" />
        ) : (
          <AccountsStep now={now} />
        )}
      </li>
    </ol>
  )
}
