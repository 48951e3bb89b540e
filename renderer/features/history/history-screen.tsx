import { History } from 'lucide-react'
import { useState } from 'react'
import type { HistoryEntry } from '../../../shared/contract/models.ts'
import { useHalfMinute } from '../../app/clock.ts'
import { useMethod } from '../../app/method-query.ts'
import { PageState } from '../../ui/page-state.tsx'
import { EntryDetail } from './entry-detail.tsx'
import { EntryList } from './entry-list.tsx'
import './history.css'

function useHistory(): readonly HistoryEntry[] | undefined {
  return useMethod('history.list', { limit: 500 }).data?.entries
}

/** What Stackpass wrote, newest first, and the way back. */
export function HistoryScreen() {
  const entries = useHistory()
  const now = useHalfMinute()
  const [chosen, choose] = useState<string>()
  if (entries === undefined) return null
  const first = entries[0]
  if (first === undefined) {
    return (
      <PageState icon={<History aria-hidden="true" />} title="Nothing written yet">
        <p>
          Every change that Stackpass makes to a file is listed here with its diff, and can be undone. Backups
          are kept for 30 days.
        </p>
      </PageState>
    )
  }
  const current = entries.find((entry) => entry.id === chosen) ?? first
  return (
    <>
      <section className="main-pane" data-pane aria-label="History">
        <header className="pane-head">
          <h1 className="title">History</h1>
          <span className="text-2">{entries.length}</span>
        </header>
        <EntryList entries={entries} current={current.id} now={now} onChoose={choose} />
      </section>
      <aside className="side-pane history-side" data-pane aria-label="Change">
        <EntryDetail key={current.id} entry={current} entries={entries} onChoose={choose} />
      </aside>
    </>
  )
}
