import { Copy } from 'lucide-react'
import type { LedgerEntryView } from '../../../shared/contract/models.ts'
import { handOutWords } from '../../../shared/domain/handouts/ledger-words.ts'
import { copyText } from '../../app/copy-text.ts'
import { dayAndTime } from '../../app/format-time.ts'
import { Button } from '../../ui/button.tsx'
import { AccountId } from '../../ui/marks.tsx'
import { Pair, Section } from '../../ui/panel-section.tsx'
import type { LogFilter } from './log-filter.ts'
import { programName } from './log-list.tsx'

const whys: Readonly<Record<string, string>> = {
  open: 'Nobody has to be asked about this profile.',
  'asked-once': 'You were asked, and said once.',
  'asked-tree': 'You allowed it for this run.',
  'asked-hour': 'You allowed it for an hour.',
  standing: 'A rule of the profile allows it always.',
  lease: 'Its lease holds this profile.',
  you: 'You did it yourself, in a terminal or here.',
  denied: 'The answer was no.',
  never: 'A rule of the profile says never.',
  'no-answer': 'Nobody answered in time, and no answer means no.',
  'no-surface': 'Nobody could be asked, and that means no.',
  busy: 'Too many questions were open.',
  'lease-ended': 'Its lease had ended.',
  'not-leased': 'Its lease does not hold this profile.',
}

const ways: Readonly<Record<string, string>> = {
  credentials: 'credential process',
  pointer: 'the active profile',
  twin: 'a twin',
  exec: 'stackpass exec',
  env: 'stackpass env',
  lease: 'a lease',
  endpoint: 'the local endpoint',
  mcp: 'the MCP server',
  copy: 'copied in Stackpass',
  console: 'the console',
  terminal: 'a terminal opened here',
  session: 'a session profile',
}

/** One entry: why, who, and what for. */
export function LogDetail({
  entry,
  onFilter,
}: {
  readonly entry: LedgerEntryView
  readonly onFilter: (filter: LogFilter) => void
}) {
  const { profile, account, folder, way, tree, pid, command, lease } = entry
  return (
    <div className="log-detail scroll">
      <header className="log-detail-head">
        <h2 className="title wrap-anywhere">
          {programName(entry)}, {handOutWords(entry).toLowerCase()}
        </h2>
        <p className="text-2">{dayAndTime(Date.parse(entry.at))}</p>
      </header>
      <Section title="Why">
        <p>{whys[entry.by] ?? entry.by}</p>
      </Section>
      <Section title="Program" end="as told by the system, not proof">
        <ol className="log-tree mono">
          {tree.map((name, depth) => (
            <li key={`${depth}-${name}`} data-depth={Math.min(depth, 8)}>
              {name}
              {depth === tree.length - 1 && pid !== undefined && <span className="text-3"> pid {pid}</span>}
            </li>
          ))}
        </ol>
        {command !== undefined && <p className="log-command mono wrap-anywhere">{command}</p>}
      </Section>
      <Section title="Asked for">
        <dl>
          <Pair name="Profile">{profile}</Pair>
          {account !== undefined && (
            <Pair name="Account">
              <AccountId id={account} />
            </Pair>
          )}
          {folder !== undefined && <Pair name="Folder">{folder}</Pair>}
          <Pair name="Way in">{ways[way] ?? way}</Pair>
          {lease !== undefined && <Pair name="Lease">{lease}</Pair>}
        </dl>
      </Section>
      <Section title="From here">
        {lease !== undefined && (
          <p>
            <button type="button" className="link" onClick={() => onFilter({ lease })}>
              All of this lease
            </button>
          </p>
        )}
        <p>
          <button type="button" className="link" onClick={() => onFilter({ profile })}>
            All that {profile} was asked for
          </button>
        </p>
      </Section>
      <footer className="log-detail-foot">
        <Button
          size="small"
          icon={<Copy aria-hidden="true" />}
          onClick={() => void copyText(JSON.stringify(entry, undefined, 1), 'Entry')}
        >
          Copy as JSON
        </Button>
        <span className="text-3">entry {entry.number.toLocaleString('en-US')}</span>
      </footer>
    </div>
  )
}
