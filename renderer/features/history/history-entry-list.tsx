import { Undo2 } from 'lucide-react'
import { useEffect, useRef } from 'react'
import type { HistoryEntry } from '../../../shared/contract/models.ts'
import { clockTime } from '../../app/format-time.ts'
import { Chip } from '../../ui/marks.tsx'
import { DayList } from './day-list.tsx'

const keyOf = ({ id }: HistoryEntry): string => id

/** `+2 −1` for all files of an entry together. */
function Counts({ entry }: { readonly entry: HistoryEntry }) {
  const added = entry.files.reduce((sum, file) => sum + file.added, 0)
  const removed = entry.files.reduce((sum, file) => sum + file.removed, 0)
  return (
    <span className="history-counts mono" role="img" aria-label={`${added} lines added, ${removed} removed`}>
      <span className="tone-green">+{added}</span> <span className="tone-red">−{removed}</span>
    </span>
  )
}

function Row({
  entry,
  current,
  onChoose,
}: {
  readonly entry: HistoryEntry
  readonly current: boolean
  readonly onChoose: (id: string) => void
}) {
  const button = useRef<HTMLButtonElement>(null)
  useEffect(() => {
    if (current) button.current?.scrollIntoView({ block: 'nearest' })
  }, [current])
  return (
    <button
      type="button"
      ref={button}
      className="history-row"
      role="option"
      aria-selected={current}
      tabIndex={current ? 0 : -1}
      data-entry={entry.id}
      onClick={() => onChoose(entry.id)}
    >
      <span className="history-time">{clockTime(Date.parse(entry.at))}</span>
      <span className="history-summary truncate">{entry.summary}</span>
      {entry.undone && (
        <Chip>
          <Undo2 aria-hidden="true" /> Undone
        </Chip>
      )}
      <span className="history-files mono truncate">{entry.files.map((file) => file.label).join(', ')}</span>
      <Counts entry={entry} />
    </button>
  )
}

/** The changes, each with its files and the number of changed lines. */
export function EntryList({
  entries,
  current,
  now,
  onChoose,
}: {
  readonly entries: readonly HistoryEntry[]
  readonly current: string
  readonly now: number
  readonly onChoose: (id: string) => void
}) {
  return (
    <DayList label="Changes" entries={entries} keyOf={keyOf} current={current} now={now} onChoose={onChoose}>
      {(entry) => <Row entry={entry} current={entry.id === current} onChoose={onChoose} />}
    </DayList>
  )
}
