import { Fragment, type ReactNode } from 'react'
import { groupByDay } from './group-by-day.ts'
import { useEntryKeys } from './use-entry-keys.ts'

/** Entries, newest first, under a heading for each day. Up, Down, Home and End move. */
export function DayList<Entry extends { readonly at: string }, Key extends string | number>({
  label,
  entries,
  keyOf,
  current,
  now,
  onChoose,
  children,
}: {
  readonly label: string
  readonly entries: readonly Entry[]
  readonly keyOf: (entry: Entry) => Key
  readonly current: Key | undefined
  readonly now: number
  readonly onChoose: (key: Key) => void
  readonly children: (entry: Entry) => ReactNode
}) {
  const { list, onKeyDown } = useEntryKeys(entries.map(keyOf), current, onChoose)
  return (
    <div ref={list} className="scroll history-list" role="listbox" aria-label={label} onKeyDown={onKeyDown}>
      {groupByDay(entries, now).map((day) => (
        <div key={day.label} role="group" aria-label={day.label}>
          <div className="history-day meta" role="presentation">
            {day.label}
          </div>
          {day.entries.map((entry) => (
            <Fragment key={keyOf(entry)}>{children(entry)}</Fragment>
          ))}
        </div>
      ))}
    </div>
  )
}
