import { Bot, Settings2 } from 'lucide-react'
import { useHalfMinute } from '../../../app/clock.ts'
import { agoInBrief, dayAndTime } from '../../../app/format-time.ts'
import { useMethod } from '../../../app/method-query.ts'
import { codedError } from '../../../app/transport.ts'
import { useWide } from '../../../app/use-wide-window.ts'
import { endedInWords, rightsInWords } from '../../../../shared/domain/leases/lease-words.ts'
import { Button } from '../../../ui/button.tsx'
import { late } from '../../../ui/late-part.tsx'
import { Swatch } from '../../../ui/marks.tsx'
import { PageState } from '../../../ui/page-state.tsx'
import { useStore } from '../../../ui/store.ts'
import { SessionTabs } from '../session-tabs.tsx'
import '../session-panel.css'
import { AgentSettings } from './agent-settings.tsx'
import { agentPanel, agentPanelOpen } from './agents-state.ts'
import './agents.css'
import { endLeases, type LeaseView } from './end-leases.ts'
import { LeaseCard, LeaseUse, useProfileColour } from './lease-card.tsx'
import { endWords, isRunning } from './lease-words.ts'
import { StartLease } from './start-lease.tsx'

const AgentSheet = late(
  () => import('./agent-sheet.tsx'),
  (module) => module.AgentSheet,
)

/** A killed Stackpass sends no event, so the screen reloads the leases at this interval while it is open. */
const askAgainMs = 30_000

const titles = { start: 'Start a lease', settings: 'Agent settings' } as const

const show = (panel: keyof typeof titles) => () => {
  agentPanel.set(panel)
  agentPanelOpen.set(true)
}

function Ended({ lease, now }: { readonly lease: LeaseView; readonly now: number }) {
  const colourOf = useProfileColour()
  const at = Date.parse(lease.ended?.at ?? lease.endsAt)
  const why = endWords[lease.ended?.why ?? 'time']
  const rights = [...new Set(lease.profiles.map((one) => rightsInWords(one.rights)))].join(', ')
  const isFull = lease.profiles.some((one) => one.rights.kind === 'full')
  return (
    <li className="lease-ended">
      <span className="lease-ended-who truncate" title={lease.folder}>
        <Bot aria-hidden="true" /> <span>{lease.program}</span>
        <span className="mono text-3 truncate">{lease.folder}</span>
      </span>
      <span className="truncate">
        {lease.profiles.map(({ name }) => (
          <span key={name} className="lease-ended-profile">
            <Swatch colour={colourOf(name)} /> {name}
          </span>
        ))}
      </span>
      <span className={isFull ? 'truncate tone-red' : 'truncate'}>{rights}</span>
      <span>
        <LeaseUse lease={lease} />
      </span>
      <span className="text-3 lease-ended-at" title={`${dayAndTime(at)}: ${why}`}>
        {agoInBrief(at, now)}
        <span className="visually-hidden">, {why}</span>
      </span>
    </li>
  )
}

function Leases({ leases, now }: { readonly leases: readonly LeaseView[]; readonly now: number }) {
  const running = leases.filter((lease) => isRunning(lease, now))
  const ended = leases.filter((lease) => !isRunning(lease, now))
  return (
    <div className="lease-list scroll" tabIndex={-1} data-pane-focus>
      <div className="lease-part">
        <h2 className="grow">Running</h2>
        {running.length > 1 && (
          <button type="button" className="link" onClick={() => void endLeases(running)}>
            End all {running.length}
          </button>
        )}
      </div>
      {running.length === 0 && <p className="text-2">No program has a lease now.</p>}
      {running.map((lease) => (
        <LeaseCard key={lease.id} lease={lease} now={now} />
      ))}
      {ended.length > 0 && (
        <>
          <div className="lease-part">
            <h2>Ended</h2>
          </div>
          <ul>
            {ended.map((lease) => (
              <Ended key={lease.id} lease={lease} now={now} />
            ))}
          </ul>
        </>
      )}
    </div>
  )
}

function Panel({ content }: { readonly content: keyof typeof titles }) {
  return content === 'start' ? <StartLease /> : <AgentSettings />
}

/** What agents were given and what they did with it, and controls to end and start leases. */
export function AgentsScreen() {
  const wide = useWide()
  const now = useHalfMinute()
  const content = useStore(agentPanel)
  const open = useStore(agentPanelOpen)
  const { data, error } = useMethod(
    'leases.list',
    {},
    { refetchOnMount: 'always', refetchInterval: askAgainMs },
  )
  if (data === undefined && error !== null) {
    const { message, reason, remedy } = codedError(error)
    return (
      <PageState icon={<Bot aria-hidden="true" />} title={message}>
        <p>{[reason, remedy].filter(Boolean).join(' ')}</p>
      </PageState>
    )
  }
  return (
    <>
      <section className="main-pane session-pane" data-pane aria-label="Agents">
        <header className="pane-head">
          <h1 className="title grow">Sessions</h1>
          {(content === 'settings' || !wide) && (
            <Button size="small" icon={<Bot aria-hidden="true" />} onClick={show('start')}>
              Start a lease
            </Button>
          )}
          {(content === 'start' || !wide) && (
            <Button size="small" icon={<Settings2 aria-hidden="true" />} onClick={show('settings')}>
              Agent settings
            </Button>
          )}
        </header>
        <SessionTabs value="agents" />
        {data === undefined ? (
          <div className="grow" aria-busy="true" />
        ) : (
          <Leases leases={data.leases} now={now} />
        )}
        <footer className="pane-foot">
          <span className="grow truncate" title={endedInWords}>
            {endedInWords}
          </span>
        </footer>
      </section>
      {wide ? (
        <aside className="side-pane agent-panel" data-pane aria-label={titles[content]}>
          <Panel content={content} />
        </aside>
      ) : (
        open && (
          <AgentSheet name={titles[content]}>
            <Panel content={content} />
          </AgentSheet>
        )
      )}
    </>
  )
}
