import { ChevronRight } from 'lucide-react'
import { useEffect } from 'react'
import type { SignIn } from '../../../../shared/contract/models.ts'
import { useProfileList } from '../../../app/core-queries.ts'
import { navigate, usePlace } from '../../../app/navigation.ts'
import { useSessionList } from '../../../app/session-queries.ts'
import { Button } from '../../../ui/button.tsx'
import { Notice } from '../../../ui/notice.tsx'
import { Status } from '../../../ui/status.tsx'
import { useStore } from '../../../ui/store.ts'
import { SignInPanel } from '../sign-in-panel.tsx'
import { ChooseAccounts } from './choose-accounts.tsx'
import {
  backToStart,
  leave,
  listAgain,
  noteWritten,
  signedIn,
  signInFailed,
  startSignIn,
} from './connect-flow.ts'
import { connectSession, sessionOfPlace } from './connect-place.ts'
import { connecting, startUrl, type Connecting } from './connect-state.ts'
import { ConnectSteps } from './connect-steps.tsx'
import './connect.css'
import { StartForm } from './start-form.tsx'

/** A sign-in, or its replacement: the user may have switched from the browser to a code. */
function latest(signIns: readonly SignIn[], id: string): SignIn | undefined {
  const at = signIns.findIndex(({ signInId }) => signInId === id)
  if (at < 0) return undefined
  const same = signIns.slice(at).filter(({ session }) => session === signIns[at]?.session)
  return same.find(({ state }) => state.kind === 'waiting') ?? same.at(-1)
}

/** The sign-in that was started for the organisation. Its result moves the organisation to the next step. */
function useOwnSignIn(now: Connecting | undefined) {
  const list = useSessionList()
  const last =
    list === undefined || now?.signInId === undefined ? undefined : latest(list.signIns, now.signInId)
  useEffect(() => {
    if (last === undefined) return
    const { state } = last
    if (state.kind === 'done') signedIn()
    else if (state.kind === 'failed') signInFailed(state.error)
  }, [last])
  return last
}

/** Shown before there is anything to choose: what the page waits for, or why it does not. */
function NotYet({ now }: { readonly now: Connecting }) {
  if (now.run !== undefined || now.starting === true)
    return (
      <div className="connect-middle">
        <Status look={{ glyph: 'checking', words: 'AWS is asked', tone: 'plain' }} />
      </div>
    )
  const { at, error } = now.error ?? {}
  return (
    <div className="connect-middle" data-pane>
      {error === undefined ? (
        <Notice tone="plain" strong={`Nobody is signed in to ${now.name}.`}>
          The sign-in was cancelled. Nothing was written.
        </Notice>
      ) : (
        <Notice tone="red" strong={error.message}>
          {[error.reason, error.remedy].filter((part) => part !== undefined).join(' ')}
        </Notice>
      )}
      <div className="connect-buttons">
        <Button
          look="primary"
          onClick={() =>
            at === 'accounts' && error?.code !== 'SignedOut' ? listAgain() : void startSignIn()
          }
        >
          {error === undefined ? 'Sign in' : 'Try again'}
        </Button>
        <Button onClick={backToStart}>Change the start URL</Button>
      </div>
    </div>
  )
}

function Content({ now }: { readonly now: Connecting | undefined }) {
  const last = useOwnSignIn(now)
  const start = useStore(startUrl)
  if (now === undefined) return <StartForm startUrl={start} cancel={cancel} />
  if (last?.state.kind === 'waiting')
    return (
      <section className="connect-sign-in scroll" data-pane aria-label={`Sign in to ${now.name}`}>
        <SignInPanel key={last.signInId} of={last} state={last.state} />
      </section>
    )
  if (now.listed !== undefined || now.arrived.size > 0 || (now.run?.accounts ?? 0) > 0)
    return <ChooseAccounts now={now} />
  return <NotYet now={now} />
}

function cancel(): void {
  leave()
  navigate('sessions')
}

/** "Connect an organisation": from a start URL to the profiles of its accounts and roles. */
export function ConnectScreen() {
  const now = useStore(connecting)
  const written = useProfileList()?.ssoSessions
  useEffect(() => {
    if (written !== undefined) noteWritten(written)
  }, [written, now?.name])
  const wanted = sessionOfPlace(usePlace().item)
  const session = useSessionList()?.sessions.find(({ id }) => id === wanted)
  useEffect(() => {
    if (session !== undefined) connectSession(session)
  }, [session])
  return (
    <div className="main-pane connect">
      <header className="pane-head connect-title">
        <button type="button" className="link quiet" onClick={() => navigate('sessions')}>
          Sessions
        </button>
        <ChevronRight aria-hidden="true" />
        <h1 className="title">Connect an organisation</h1>
      </header>
      <ConnectSteps now={now} />
      <div className="connect-content">
        <Content now={now} />
      </div>
    </div>
  )
}
