import { Building2, Ellipsis } from 'lucide-react'
import type { Session, SignIn } from '../../../shared/contract/models.ts'
import { lookOfSession } from '../../app/access-state.ts'
import { useHalfMinute } from '../../app/clock.ts'
import { signIn } from '../../app/sign-in.ts'
import { Button } from '../../ui/button.tsx'
import { Chip } from '../../ui/marks.tsx'
import { MenuButton, MenuItem } from '../../ui/menu.tsx'
import { Notice } from '../../ui/notice.tsx'
import { Pair, Section } from '../../ui/panel-section.tsx'
import { Status } from '../../ui/status.tsx'
import { connectSession, connectUrl } from './connect/connect-place.ts'
import { kindWords, nextStep, stepWords, whoAndWhat } from './session-words.ts'
import { SignInPanel } from './sign-in-panel.tsx'
import { useNextStep, type SessionNow } from './use-next-step.ts'
import './session-panel.css'

const methodWords: Readonly<Record<SignIn['method'], string>> = {
  browser: 'The browser on this computer',
  device: 'A code, in any browser',
  remote: 'A text, pasted from any browser',
}

function MoreMenu({ session }: { readonly session: Session }) {
  const other = session.kind === 'login' ? 'remote' : 'device'
  return (
    <MenuButton
      trigger={
        <button type="button" className="icon-button" aria-label={`More for ${session.name}`}>
          <Ellipsis aria-hidden="true" />
        </button>
      }
    >
      <MenuItem onSelect={() => void signIn({ session: session.id, method: 'browser' })}>
        Sign in with the browser
      </MenuItem>
      <MenuItem onSelect={() => void signIn({ session: session.id, method: other })}>
        {other === 'device' ? 'Sign in with a code' : 'Sign in with a pasted text'}
      </MenuItem>
    </MenuButton>
  )
}

/** How the last sign-in failed, until another one starts. */
function Failure({ last }: { readonly last: SignIn | undefined }) {
  if (last?.state.kind !== 'failed') return null
  const { message, reason, remedy } = last.state.error
  return (
    <div className="panel-notice">
      <Notice tone="red" strong={message}>
        {[reason, remedy].filter((part) => part !== undefined).join(' ')}
      </Notice>
    </div>
  )
}

/** The notice that production groups share a sign-in with others. */
function Mixes({ mixes }: { readonly mixes: Session['mixes'] }) {
  if (mixes === undefined) return null
  return (
    <Section title="Production shares this sign-in">
      <p className="paragraph">
        Whoever is signed in here has {mixes.production.join(', ')} and {mixes.others.join(', ')} at once. A
        session of its own for production keeps them apart.
      </p>
    </Section>
  )
}

/** The link to the accounts and roles of a session. */
function Accounts({ session }: { readonly session: Session }) {
  const { kind, unwritten, startUrl } = session
  if (kind !== 'identity-center' && kind !== 'legacy') return null
  const words =
    unwritten === true
      ? 'Its accounts and roles become profiles when you have seen the lines.'
      : kind === 'legacy'
        ? 'Its profiles have the start URL in themselves. A session of its own gives all roles a profile, and renews by itself.'
        : 'A profile for each account and role that you may use, kept in step with AWS.'
  return (
    <Section title="Accounts and roles">
      <p className="paragraph">{words}</p>
      <Button
        size="small"
        className="session-accounts"
        icon={<Building2 aria-hidden="true" />}
        onClick={() => (kind === 'legacy' ? connectUrl(startUrl ?? '') : connectSession(session))}
      >
        {unwritten === true
          ? 'Go on connecting'
          : kind === 'legacy'
            ? 'Connect the organisation'
            : 'Keep in step'}
      </Button>
    </Section>
  )
}

/** A session in detail; a sign-in that waits takes its place. */
export function SessionPanel({ of, last }: { readonly of: SessionNow; readonly last: SignIn | undefined }) {
  const now = useHalfMinute()
  const run = useNextStep()
  const { session, waiting, prompt } = of
  if (waiting?.state.kind === 'waiting')
    return <SignInPanel key={waiting.signInId} of={waiting} state={waiting.state} />
  const { look, second } = lookOfSession(session, waiting, now)
  const step = nextStep(session, waiting, prompt, now)
  const wanted = step === 'signIn' || step === 'signInAgain' || step === 'askCode'
  return (
    <div className="panel-body" tabIndex={-1}>
      <div className="panel-head">
        <div className="panel-title">
          <h2 className="title wrap-anywhere">{session.name}</h2>
          <span className="grow" />
          {session.kind !== 'mfa' && <MoreMenu session={session} />}
        </div>
        <p className="panel-marks">
          <Chip>{kindWords[session.kind]}</Chip>
          <Status look={look} />
        </p>
        {second !== '' && <p className="meta text-3">{second}</p>}
        {step !== 'useCode' && (
          <Button
            look={wanted ? 'primary' : 'plain'}
            className="panel-primary"
            onClick={() => run(of)}
            {...(step === 'signIn' || step === 'signInAgain' ? { keys: ['Mod', 'Shift', 'L'] } : {})}
          >
            {last?.state.kind === 'failed' && step === 'signIn' ? 'Try again' : stepWords[step]}
          </Button>
        )}
      </div>
      <Failure last={last} />
      <Section title="Where">
        <dl>
          <Pair name="For">{whoAndWhat(session)}</Pair>
          {session.startUrl !== undefined && (
            <Pair name="Start URL">
              <span className="wrap-anywhere">{session.startUrl}</span>
            </Pair>
          )}
          {session.region !== undefined && <Pair name="Region">{session.region}</Pair>}
          {session.method !== undefined && session.kind !== 'mfa' && (
            <Pair name="Signs in with">{methodWords[session.method]}</Pair>
          )}
        </dl>
      </Section>
      <Mixes mixes={session.mixes} />
      <Accounts session={session} />
    </div>
  )
}
