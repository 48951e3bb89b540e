import { Ban, SquareTerminal } from 'lucide-react'
import { useState } from 'react'
import type { HandOutRuleView, LedgerEntryView, Settings } from '../../../shared/contract/models.ts'
import { handOutWords } from '../../../shared/domain/handouts/ledger-words.ts'
import type { CodedError } from '../../../shared/result.ts'
import { useHalfMinute } from '../../app/clock.ts'
import { useSettings } from '../../app/core-queries.ts'
import { clockTime, dayAndTime } from '../../app/format-time.ts'
import { useMethod } from '../../app/method-query.ts'
import { navigate } from '../../app/navigation.ts'
import { ask } from '../../app/transport.ts'
import { Button } from '../../ui/button.tsx'
import { Notice } from '../../ui/notice.tsx'
import { plural } from '../../ui/plural.ts'
import { Section } from '../../ui/panel-section.tsx'
import './use-sections.css'

const hour = 3_600_000
const bars = 24
const mostPrograms = 5

interface Use {
  readonly key: string
  readonly entry: LedgerEntryView
  readonly times: number
}

/** The programs with the outcome of their requests, newest first. */
export function usesOf(entries: readonly LedgerEntryView[]): readonly Use[] {
  const uses = new Map<string, Use>()
  for (const entry of entries) {
    const key = `${entry.program}\n${entry.folder ?? ''}\n${entry.verdict === 'given'}`
    const before = uses.get(key)
    uses.set(key, { key, entry: before?.entry ?? entry, times: (before?.times ?? 0) + 1 })
  }
  return [...uses.values()]
}

/** How often in each hour, ending with the current one, and whether anything was refused. */
export function hoursOf(
  entries: readonly LedgerEntryView[],
  now: number,
): readonly { readonly count: number; readonly refused: boolean }[] {
  const found = Array.from({ length: bars }, () => ({ count: 0, refused: false }))
  for (const { at, verdict } of entries) {
    // The page's clock advances in steps: anything since the last step counts as now.
    const place = bars - 1 - Math.floor(Math.max(0, now - Date.parse(at)) / hour)
    const bar = found[place]
    if (bar === undefined) continue
    bar.count += 1
    if (verdict !== 'given') bar.refused = true
  }
  return found
}

function Bars({ entries, now }: { readonly entries: readonly LedgerEntryView[]; readonly now: number }) {
  const hours = hoursOf(entries, now)
  const most = Math.max(1, ...hours.map(({ count }) => count))
  return (
    <>
      <svg className="use-bars" viewBox="0 0 240 32" preserveAspectRatio="none" aria-hidden="true">
        {hours.map(({ count, refused }, index) => {
          const height = count === 0 ? 1 : Math.max(4, (count / most) * 32)
          return (
            <rect
              key={index}
              className={count === 0 ? 'none' : refused ? 'refused' : undefined}
              x={index * 10 + 1}
              y={32 - height}
              width={8}
              height={height}
            />
          )
        })}
      </svg>
      <p className="use-scale meta">
        <span>{clockTime(now - bars * hour)} yesterday</span>
        <span>now</span>
      </p>
    </>
  )
}

function UsedBy({ name }: { readonly name: string }) {
  const now = useHalfMinute()
  // Rounded to the hour, so that the query stays the same for a while.
  const since = new Date(Math.floor(now / hour) * hour - (bars - 1) * hour).toISOString()
  const { data } = useMethod('handouts.list', { profile: name, since, limit: 1_000 })
  if (data === undefined || data.entries.length === 0) return null
  const uses = usesOf(data.entries)
  return (
    <Section
      title="Used by programs"
      end={
        <>
          last 24 h,{' '}
          <button type="button" className="link" onClick={() => navigate('history', `log:profile:${name}`)}>
            log
          </button>
        </>
      }
    >
      <Bars entries={data.entries} now={now} />
      <ul>
        {uses.slice(0, mostPrograms).map(({ key, entry, times }) => {
          const isGiven = entry.verdict === 'given'
          const place = [
            entry.lease === undefined ? entry.folder : `lease ${entry.lease}`,
            handOutWords(entry),
          ]
          return (
            <li key={key} className="use-line">
              {isGiven ? (
                <SquareTerminal aria-hidden="true" />
              ) : (
                <Ban className="tone-red" aria-hidden="true" />
              )}
              <span className="grow truncate">
                <span className="medium">{entry.program === '' ? 'Not known' : entry.program}</span>
                <span className="meta text-3 truncate">{place.filter(Boolean).join(', ')}</span>
              </span>
              <span className="use-count meta">
                <span>{isGiven ? plural(times, 'time') : `${times} refused`}</span>
                <span className="text-3">{clockTime(Date.parse(entry.at))}</span>
              </span>
            </li>
          )
        })}
      </ul>
      {uses.length > mostPrograms && <p className="meta text-3">and {uses.length - mostPrograms} more</p>}
    </Section>
  )
}

function untilWhen({ kind, at, endsAt, where }: HandOutRuleView): string {
  const since = dayAndTime(Date.parse(at))
  if (kind === 'hour') return `Until ${endsAt === undefined ? 'it ends' : clockTime(Date.parse(endsAt))}`
  if (kind === 'tree') return `This run, since ${clockTime(Date.parse(at))}`
  const by = where === 'desktop' ? '' : ', allowed in a terminal'
  return kind === 'never' ? `Never, since ${since}` : `Always, since ${since}${by}`
}

function AddRule({ name, onDone }: { readonly name: string; readonly onDone: () => void }) {
  const [program, setProgram] = useState('')
  const [busy, setBusy] = useState(false)
  const [failed, setFailed] = useState<CodedError>()
  const add = async (method: 'handouts.allow' | 'handouts.refuse'): Promise<void> => {
    setBusy(true)
    const reply = await ask(method, { profile: name, program: program.trim() })
    setBusy(false)
    if (reply.ok) onDone()
    else setFailed(reply.error)
  }
  return (
    <form
      className="use-add"
      onSubmit={(event) => {
        event.preventDefault()
        if (!busy && program.trim() !== '') void add('handouts.allow')
      }}
    >
      <label className="grow">
        <span className="meta">Program, such as pulumi or a path</span>
        <input
          className="input"
          value={program}
          spellCheck={false}
          autoComplete="off"
          onChange={(event) => setProgram(event.target.value)}
        />
      </label>
      <Button size="small" busy={busy} off={program.trim() === ''} onClick={() => void add('handouts.allow')}>
        {busy ? 'Asking' : 'Always'}
      </Button>
      <Button
        size="small"
        look="quiet"
        off={busy || program.trim() === ''}
        onClick={() => void add('handouts.refuse')}
      >
        Never
      </Button>
      <p className="meta text-3">
        Before Always you are asked outside this page: in a dialog, or in the terminal in which Stackpass
        runs. Never refuses at once.
      </p>
      {failed !== undefined && (
        <Notice tone="red" strong={failed.message} assertive>
          {[failed.reason, failed.remedy].filter(Boolean).join(' ')}
        </Notice>
      )}
    </form>
  )
}

const asksWords: Readonly<Record<Settings['askBeforeHandOut'], string>> = {
  guarded: 'Programs are asked about where a profile is production or its key is in the vault.',
  all: 'Each program is asked about.',
  none: 'Nobody is asked: that is what the settings say.',
}

function WhoMayUse({ name }: { readonly name: string }) {
  const { data } = useMethod('handouts.rules', { profile: name })
  const settings = useSettings()
  const [adding, setAdding] = useState(false)
  if (data === undefined) return null
  return (
    <Section
      title="Who may use it"
      end={
        <button type="button" className="link" aria-expanded={adding} onClick={() => setAdding(!adding)}>
          Add a rule
        </button>
      }
    >
      {adding && <AddRule name={name} onDone={() => setAdding(false)} />}
      {data.rules.length === 0 && !adding && (
        <p className="meta text-3">
          No rule. {settings !== undefined && asksWords[settings.askBeforeHandOut]}
        </p>
      )}
      <ul>
        {data.rules.map((rule) => (
          <li key={rule.id} className="use-line">
            {rule.kind === 'never' ? <Ban aria-hidden="true" /> : <SquareTerminal aria-hidden="true" />}
            <span className="grow truncate" title={rule.script ?? rule.file}>
              <span className="medium">
                {rule.program}
                {rule.folder !== undefined && ` in ${rule.folder}`}
              </span>
              <span className="meta text-3">{untilWhen(rule)}</span>
            </span>
            <button
              type="button"
              className="link"
              aria-label={`End the rule for ${rule.program}`}
              onClick={() => void ask('handouts.revoke', { id: rule.id })}
            >
              {rule.kind === 'never' ? 'Ask again' : 'End'}
            </button>
          </li>
        ))}
      </ul>
    </Section>
  )
}

/** Who used a profile in the last day, and who may. */
export function UseSections({ name }: { readonly name: string }) {
  return (
    <>
      <WhoMayUse name={name} />
      <UsedBy name={name} />
    </>
  )
}
