import { History } from 'lucide-react'
import { useState } from 'react'
import { useHalfMinute } from '../../app/clock.ts'
import { plural } from '../../ui/plural.ts'
import { useMethod } from '../../app/method-query.ts'
import { codedError } from '../../app/transport.ts'
import { Notice } from '../../ui/notice.tsx'
import { PageState } from '../../ui/page-state.tsx'
import { EntryDetail } from './history-entry-detail.tsx'
import { EntryList } from './history-entry-list.tsx'
import { ForgetDialog } from './forget-history-dialog.tsx'
import { ForgetMenu } from './forget-history-menu.tsx'
import { HistoryTabs } from './history-tabs.tsx'
import { LogScreen } from './log-screen.tsx'
import { usePlace } from '../../app/navigation.ts'
import './history.css'

/** The notice that part of the history is damaged: it is not empty, and nothing was deleted. */
function Unreadable({ count }: { readonly count: number }) {
  if (count === 0) return null
  return (
    <Notice tone="amber" strong={`${plural(count, 'entry', 'entries')} cannot be read.`}>
      None of them is deleted before its 30 days are over. Forget everything to remove them now.
    </Notice>
  )
}

/** What Stackpass wrote, and who used which credentials. */
export function HistoryScreen() {
  const { item } = usePlace()
  return item?.startsWith('log') === true ? <LogScreen key={item} start={item} /> : <FileChanges />
}

/** What Stackpass wrote, newest first, with Undo. */
function FileChanges() {
  const { data, error } = useMethod('history.list', { limit: 500 })
  const now = useHalfMinute()
  const [chosen, choose] = useState<string>()
  if (data === undefined) {
    if (error === null) return null
    const { message, reason, remedy } = codedError(error)
    return (
      <PageState icon={<History aria-hidden="true" />} title={message}>
        <p>{[reason, remedy].filter(Boolean).join(' ')}</p>
      </PageState>
    )
  }
  const { entries, unreadable } = data
  const first = entries[0]
  if (first === undefined) {
    return (
      <>
        <header className="pane-head history-tabs-alone">
          <HistoryTabs value="changes" />
        </header>
        <PageState
          icon={<History aria-hidden="true" />}
          title={unreadable === 0 ? 'The history is empty' : 'The history cannot be read'}
        >
          <Unreadable count={unreadable} />
          {unreadable > 0 && <ForgetMenu entries={entries} />}
          <p>
            Every change that Stackpass makes to a file is listed here with its diff, and can be undone.
            Backups are kept for 30 days.
          </p>
        </PageState>
        <ForgetDialog />
      </>
    )
  }
  const current = entries.find((entry) => entry.id === chosen) ?? first
  return (
    <>
      <section className="main-pane" data-pane aria-label="History">
        <header className="pane-head">
          <h1 className="title">History</h1>
          <span className="text-2 grow">{entries.length}</span>
          <ForgetMenu entries={entries} />
        </header>
        <HistoryTabs value="changes" />
        <Unreadable count={unreadable} />
        <EntryList entries={entries} current={current.id} now={now} onChoose={choose} />
      </section>
      <aside className="side-pane history-side" data-pane aria-label="Change">
        <EntryDetail key={current.id} entry={current} entries={entries} onChoose={choose} />
      </aside>
      <ForgetDialog />
    </>
  )
}
