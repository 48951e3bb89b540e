import { Building2, LogIn } from 'lucide-react'
import { useEffect } from 'react'
import { sessionOfPrompt } from '../../app/code-prompts.ts'
import { usePrompts, useSnapshot } from '../../app/core-queries.ts'
import { useMethod } from '../../app/method-query.ts'
import { usePlace, type Place } from '../../app/navigation.ts'
import { signInOf, type SessionList as List } from '../../app/session-queries.ts'
import { codedError } from '../../app/transport.ts'
import { useWide } from '../../app/use-wide-window.ts'
import { Button } from '../../ui/button.tsx'
import { late } from '../../ui/late-part.tsx'
import { PageState } from '../../ui/page-state.tsx'
import { useStore } from '../../ui/store.ts'
import { isConnect, showConnect } from './connect/connect-place.ts'
import { SessionList } from './session-list.tsx'
import { panelOpen, sessionCursor } from './session-list-state.ts'
import { SessionPanel } from './session-panel.tsx'
import { agentsPlace, SessionTabs } from './session-tabs.tsx'
import { sessionIdOf } from './session-rows.ts'
import './sessions.css'

const ConnectScreen = late(
  () => import('./connect/connect-screen.tsx'),
  (module) => module.ConnectScreen,
)
const AgentsScreen = late(
  () => import('./agents/agents-screen.tsx'),
  (module) => module.AgentsScreen,
)
const PanelSheet = late(
  () => import('./session-sheet.tsx'),
  (module) => module.SessionSheet,
)

function ConnectButton() {
  return (
    <Button
      size="small"
      icon={<Building2 aria-hidden="true" />}
      onPointerEnter={() => ConnectScreen.preload()}
      onClick={showConnect}
    >
      Connect an organisation
    </Button>
  )
}

/** The session under the cursor, or the first one; below 960 px a sheet over the list. */
function Panel({ list }: { readonly list: List }) {
  const cursor = useStore(sessionCursor)
  const open = useStore(panelOpen)
  const prompts = usePrompts()
  const wide = useWide()
  const id = cursor === undefined ? undefined : sessionIdOf(cursor)
  const session = list.sessions.find((each) => each.id === id) ?? (wide ? list.sessions[0] : undefined)
  if (session === undefined) return null
  const last = signInOf(list, session.id)
  const content = (
    <SessionPanel
      key={session.id}
      of={{
        session,
        waiting: last?.state.kind === 'waiting' ? last : undefined,
        prompt: prompts.find((prompt) => sessionOfPrompt(prompt) === session.id),
      }}
      last={last}
    />
  )
  if (!wide) return open ? <PanelSheet name={session.name}>{content}</PanelSheet> : null
  return (
    <aside className="side-pane session-panel" data-pane aria-label={`Session ${session.name}`}>
      {content}
    </aside>
  )
}

function Sessions({ list }: { readonly list: List }) {
  const prompts = usePrompts()
  useEffect(() => {
    if (sessionCursor.get() !== undefined) return
    const waiting = list.signIns.find(({ state }) => state.kind === 'waiting')?.session
    sessionCursor.set(waiting ?? list.sessions[0]?.id)
  }, [list])
  return (
    <>
      <section className="main-pane session-pane" data-pane aria-label="Sessions">
        <header className="pane-head">
          <h1 className="title">Sessions</h1>
          <span className="text-2 grow">{list.sessions.length}</span>
          <ConnectButton />
        </header>
        <SessionTabs value="sign-ins" />
        <SessionList list={list} prompts={prompts} />
        <footer className="pane-foot session-foot">
          <span className="grow truncate">
            Same cache as the AWS CLI: sign in here, and <span className="mono">aws</span> and{' '}
            <span className="mono">pulumi</span> are signed in too
          </span>
          <span className="mono">{list.cacheFolder}</span>
        </footer>
      </section>
      <Panel list={list} />
    </>
  )
}

/** Every sign-in that the profiles use, how long each works, and buttons to sign in and out; or connecting an organisation. */
export function SessionsScreen() {
  const place = usePlace()
  if (place.view === 'sessions' && isConnect(place.item)) return <ConnectScreen />
  if (place.view === 'sessions' && place.item === agentsPlace) return <AgentsScreen />
  return <SessionsOrNone place={place} />
}

function SessionsOrNone({ place }: { readonly place: Place }) {
  const shown = useSnapshot() !== undefined
  const { data: list, error } = useMethod('sessions.list', {}, { enabled: shown })
  const prompts = usePrompts()
  const item = place.view === 'sessions' ? place.item : undefined
  useEffect(() => {
    if (item === undefined) return
    sessionCursor.set(item)
    panelOpen.set(true)
  }, [item])
  if (list === undefined) {
    if (error === null) return null
    const { message, reason, remedy } = codedError(error)
    return (
      <PageState icon={<LogIn aria-hidden="true" />} title={message}>
        <p>{[reason, remedy].filter(Boolean).join(' ')}</p>
      </PageState>
    )
  }
  if (list.sessions.length === 0 && prompts.length === 0) {
    return (
      <section className="main-pane session-pane" data-pane aria-label="Sessions">
        <header className="pane-head">
          <SessionTabs value="sign-ins" />
        </header>
        <PageState
          icon={<LogIn aria-hidden="true" />}
          title="No profile signs in through a session"
          actions={<ConnectButton />}
        >
          <p>
            Sign-ins through IAM Identity Center, aws login and MFA devices are listed here, each with what it
            works for and until when.
          </p>
        </PageState>
      </section>
    )
  }
  return <Sessions list={list} />
}
