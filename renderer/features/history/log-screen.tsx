import { Copy, KeyRound, Link2, Unlink2, X } from 'lucide-react'
import { useState } from 'react'
import { ledgerCsv } from '../../../shared/domain/handouts/ledger-csv.ts'
import { ledgerStateWords } from '../../../shared/domain/handouts/ledger-words.ts'
import { useHalfMinute } from '../../app/clock.ts'
import { copyText } from '../../app/copy-text.ts'
import { dayAndTime } from '../../app/format-time.ts'
import { useMethod } from '../../app/method-query.ts'
import { codedError } from '../../app/transport.ts'
import { Button } from '../../ui/button.tsx'
import { FilterButton } from '../../ui/filter-tabs.tsx'
import { IconButton } from '../../ui/icon-button.tsx'
import { PageState } from '../../ui/page-state.tsx'
import { plural } from '../../ui/plural.ts'
import { HistoryTabs } from './history-tabs.tsx'
import { LogDetail } from './log-detail.tsx'
import { filterOf, inputOf, lastNight, matching, tokensOf, type LogFilter } from './log-filter.ts'
import { LogList } from './log-list.tsx'
import './log.css'

function Presets({
  filter,
  now,
  onChange,
}: {
  readonly filter: LogFilter
  readonly now: number
  readonly onChange: (filter: LogFilter) => void
}) {
  const isNight = filter.production === true && filter.until !== undefined
  return (
    <div className="tabs log-presets" role="group" aria-label="Presets">
      <FilterButton set={isNight} onClick={() => onChange({ production: true, ...lastNight(now) })}>
        Prod last night
      </FilterButton>
      <FilterButton set={filter.agents === true} onClick={() => onChange({ ...filter, agents: true })}>
        Agents
      </FilterButton>
      <FilterButton set={filter.refused === true} onClick={() => onChange({ ...filter, refused: true })}>
        Refused
      </FilterButton>
    </div>
  )
}

function FilterBar({
  filter,
  text,
  onChange,
  onText,
}: {
  readonly filter: LogFilter
  readonly text: string
  readonly onChange: (filter: LogFilter) => void
  readonly onText: (text: string) => void
}) {
  const tokens = tokensOf(filter)
  return (
    <div className="log-filter">
      {tokens.map(({ key, label, without }) => (
        <span key={key} className="log-token">
          {label}
          <IconButton label={`Without ${label}`} small onClick={() => onChange(without)}>
            <X aria-hidden="true" />
          </IconButton>
        </span>
      ))}
      <input
        value={text}
        placeholder="Type a program, profile, account or folder"
        aria-label="Filter the log"
        spellCheck={false}
        autoComplete="off"
        onChange={(event) => onText(event.target.value)}
        onKeyDown={(event) => {
          const last = tokens.at(-1)
          if (event.key === 'Backspace' && text === '' && last !== undefined) onChange(last.without)
        }}
      />
      {(tokens.length > 0 || text !== '') && (
        <button
          type="button"
          className="link"
          onClick={() => {
            onChange({})
            onText('')
          }}
        >
          Clear
        </button>
      )}
    </div>
  )
}

/** Who got which credentials, newest first, and whether the log is intact. */
export function LogScreen({ start }: { readonly start: string }) {
  const now = useHalfMinute()
  const [filter, setFilter] = useState(() => filterOf(start, now))
  const [text, setText] = useState('')
  const [chosen, choose] = useState<number>()
  const { data, error } = useMethod('handouts.list', inputOf(filter), { refetchOnMount: 'always' })
  if (data === undefined && error !== null) {
    const { message, reason, remedy } = codedError(error)
    return (
      <PageState icon={<KeyRound aria-hidden="true" />} title={message}>
        <p>{[reason, remedy].filter(Boolean).join(' ')}</p>
      </PageState>
    )
  }
  const shown = data === undefined ? [] : matching(data.entries, filter, text)
  const current = shown.find(({ number }) => number === chosen) ?? shown[0]
  const given = shown.filter(({ verdict }) => verdict === 'given').length
  return (
    <>
      <section className="main-pane" data-pane aria-label="Log">
        <header className="pane-head">
          <h1 className="title grow">History</h1>
          <Button
            size="small"
            icon={<Copy aria-hidden="true" />}
            off={shown.length === 0}
            onClick={() =>
              void copyText(
                ledgerCsv(shown.toReversed()),
                `${plural(shown.length, 'entry', 'entries')} as CSV`,
              )
            }
          >
            Copy as CSV
          </Button>
        </header>
        <HistoryTabs value="log" end={<Presets filter={filter} now={now} onChange={setFilter} />} />
        <FilterBar filter={filter} text={text} onChange={setFilter} onText={setText} />
        {data === undefined ? (
          <div className="grow" aria-busy="true" />
        ) : shown.length === 0 ? (
          <PageState
            icon={<KeyRound aria-hidden="true" />}
            title={data.total === 0 ? 'Nothing was handed out yet' : 'No entry matches'}
          >
            <p>
              {data.total === 0
                ? 'Each time a program gets credentials from Stackpass, or is refused, it is written down here.'
                : 'Take a part of the filter away to see more.'}
            </p>
          </PageState>
        ) : (
          <LogList entries={shown} current={current?.number} now={now} onChoose={choose} />
        )}
        {data !== undefined && (
          <Foot
            words={ledgerStateWords(
              data.state,
              data.total,
              data.since === undefined ? undefined : dayAndTime(Date.parse(data.since)),
            )}
            isWhole={data.state.kind === 'whole' || data.state.kind === 'empty'}
            given={given}
            refused={shown.length - given}
          />
        )}
      </section>
      <aside className="side-pane history-side log-side" data-pane aria-label="Entry">
        {current !== undefined && <LogDetail key={current.number} entry={current} onFilter={setFilter} />}
      </aside>
    </>
  )
}

function Foot({
  words,
  isWhole,
  given,
  refused,
}: {
  readonly words: string
  readonly isWhole: boolean
  readonly given: number
  readonly refused: number
}) {
  return (
    <footer className="pane-foot log-foot" role={isWhole ? undefined : 'alert'}>
      {isWhole ? (
        <Link2 className="tone-green" aria-hidden="true" />
      ) : (
        <Unlink2 className="tone-red" aria-hidden="true" />
      )}
      <span className={isWhole ? 'grow' : 'grow tone-red medium'}>{words}</span>
      <span>
        {given} given, {refused} refused
      </span>
    </footer>
  )
}
