import { Ban, Bot, Check, Clock, ExternalLink, SquareTerminal } from 'lucide-react'
import type { LedgerEntryView } from '../../../shared/contract/models.ts'
import { handOutWords } from '../../../shared/domain/handouts/ledger-words.ts'
import { useProfileList } from '../../app/core-queries.ts'
import { useGroupColours } from '../../app/profile-groups.ts'
import { clockTime } from '../../app/format-time.ts'
import { AccountId, Swatch } from '../../ui/marks.tsx'
import { DayList } from './day-list.tsx'

const keyOf = ({ number }: LedgerEntryView): number => number

const scheduler = /^(?:cron|crond|CRON|anacron|atd|systemd)$/

/** The kind of program, as far as the process tree shows. */
export function ProgramIcon({ entry }: { readonly entry: LedgerEntryView }) {
  if (entry.lease !== undefined) return <Bot aria-hidden="true" />
  if (entry.way === 'console') return <ExternalLink aria-hidden="true" />
  return isScheduled(entry) ? <Clock aria-hidden="true" /> : <SquareTerminal aria-hidden="true" />
}

const isScheduled = ({ tree }: LedgerEntryView): boolean =>
  tree.some((name) => scheduler.test(name) && name.toLowerCase().includes('cron'))

/** Where it ran, in a word or two. */
function placeOf(entry: LedgerEntryView): string {
  if (entry.lease !== undefined) return `lease ${entry.lease}`
  if (entry.way === 'console') return 'console, opened here'
  if (isScheduled(entry)) return 'cron'
  return entry.folder === undefined ? '' : `in ${entry.folder}`
}

export const programName = ({ program }: LedgerEntryView): string => (program === '' ? 'Not known' : program)

function Row({
  entry,
  current,
  colour,
  onChoose,
}: {
  readonly entry: LedgerEntryView
  readonly current: boolean
  readonly colour: string | undefined
  readonly onChoose: (number: number) => void
}) {
  const isGiven = entry.verdict === 'given'
  return (
    <button
      type="button"
      className="log-row"
      role="option"
      aria-selected={current}
      tabIndex={current ? 0 : -1}
      data-entry={entry.number}
      onClick={() => onChoose(entry.number)}
    >
      <span className="text-2">{clockTime(Date.parse(entry.at))}</span>
      <span className="log-program truncate">
        <ProgramIcon entry={entry} />
        <span className="medium">{programName(entry)}</span>
        <span className="text-3 truncate">{placeOf(entry)}</span>
      </span>
      <span className="log-profile truncate">
        <Swatch colour={colour} />
        <span className="truncate">{entry.profile}</span>
        {entry.production && <span className="visually-hidden"> (production)</span>}
      </span>
      <span className="text-2 log-account">
        {entry.account !== undefined && <AccountId id={entry.account} />}
      </span>
      <span className={isGiven ? 'log-answer' : 'log-answer tone-red'}>
        {isGiven ? <Check aria-hidden="true" /> : <Ban aria-hidden="true" />}
        <span className="truncate">{handOutWords(entry)}</span>
      </span>
    </button>
  )
}

/** What was handed out and refused, below the column headings. */
export function LogList({
  entries,
  current,
  now,
  onChoose,
}: {
  readonly entries: readonly LedgerEntryView[]
  readonly current: number | undefined
  readonly now: number
  readonly onChoose: (number: number) => void
}) {
  const groups = useGroupColours()
  const profiles = useProfileList()?.profiles ?? []
  const colours = new Map(profiles.map(({ name, group }) => [name, groups.get(group ?? '')]))
  return (
    <>
      <div className="log-columns" aria-hidden="true">
        <span>Time</span>
        <span>Program</span>
        <span>Profile</span>
        <span>Account</span>
        <span>Answer</span>
      </div>
      <DayList label="Log" entries={entries} keyOf={keyOf} current={current} now={now} onChoose={onChoose}>
        {(entry) => (
          <Row
            entry={entry}
            current={entry.number === current}
            colour={colours.get(entry.profile) ?? (entry.production ? 'red' : undefined)}
            onChoose={onChoose}
          />
        )}
      </DayList>
    </>
  )
}
