import { Undo2 } from 'lucide-react'
import { useEffect, useRef } from 'react'
import type { HistoryEntry } from '../../../shared/contract/models.ts'
import { clockTime } from '../../app/format-time.ts'
import { Chip } from '../../ui/marks.tsx'
import { groupByDay } from './group-by-day.ts'
import { useEntryKeys } from './use-entry-keys.ts'

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

/** The entries under a heading for each day. Up, Down, Home and End move. */
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
  const { list, onKeyDown } = useEntryKeys(
    entries.map(({ id }) => id),
    current,
    onChoose,
  )
  return (
    <div ref={list} className="scroll history-list" role="listbox" aria-label="Changes" onKeyDown={onKeyDown}>
      {groupByDay(entries, now).map((day) => (
        <div key={day.label} role="group" aria-label={day.label}>
          <div className="history-day meta" role="presentation">
            {day.label}
          </div>
          {day.entries.map((entry) => (
            <Row key={entry.id} entry={entry} current={entry.id === current} onChoose={onChoose} />
          ))}
        </div>
      ))}
    </div>
  )
}
