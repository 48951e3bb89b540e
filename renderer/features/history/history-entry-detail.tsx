import { Undo2 } from 'lucide-react'
import type { HistoryEntry } from '../../../shared/contract/models.ts'
import { useHalfMinute } from '../../app/clock.ts'
import { ago } from '../../app/format-time.ts'
import { useMethod } from '../../app/method-query.ts'
import { review } from '../../app/open-review.ts'
import { ask } from '../../app/transport.ts'
import { Button } from '../../ui/button.tsx'
import { DiffView } from '../../ui/diff-view.tsx'
import { Notice } from '../../ui/notice.tsx'
import { plural } from '../../ui/plural.ts'

function LinkedEntry({
  label,
  id,
  onChoose,
}: {
  readonly label: string
  readonly id: string
  readonly onChoose: (id: string) => void
}) {
  return (
    <button type="button" className="link" onClick={() => onChoose(id)}>
      {label}
    </button>
  )
}

/** One change with its diff, secrets masked, and what can be done about it. */
export function EntryDetail({
  entry,
  entries,
  onChoose,
}: {
  readonly entry: HistoryEntry
  readonly entries: readonly HistoryEntry[]
  readonly onChoose: (id: string) => void
}) {
  const now = useHalfMinute()
  const shown = useMethod('history.show', { id: entry.id })
  const undoneBy = entries.find((other) => other.undoes === entry.id)
  const undo = (): void =>
    review({
      plan: () => ask('history.plan', { id: entry.id, mode: 'undo' }),
      done: `Undone: ${entry.summary}`,
      saveLabel: 'Undo',
    })
  const restore = (path: string, label: string): void =>
    review({
      plan: () => ask('history.plan', { id: entry.id, mode: 'restore', path }),
      done: `Restored ${label}`,
      saveLabel: 'Restore',
    })
  return (
    <div className="history-detail scroll">
      <h2 className="title wrap-anywhere">{entry.summary}</h2>
      <p className="meta">
        {ago(Date.parse(entry.at), now)}, {plural(entry.files.length, 'file')}
        {entry.undoes !== undefined && (
          <>
            {' · '}
            <LinkedEntry label="Shows what it undid" id={entry.undoes} onChoose={onChoose} />
          </>
        )}
        {undoneBy !== undefined && (
          <>
            {' · '}
            <LinkedEntry label="Shows where it was undone" id={undoneBy.id} onChoose={onChoose} />
          </>
        )}
      </p>
      {!entry.canUndo && (
        <Notice tone="amber" strong="Its backup is gone.">
          Backups are kept for 30 days, 30 for each file. This change can no longer be undone.
        </Notice>
      )}
      {entry.canUndo && (
        <div className="line history-actions">
          <Button look="primary" icon={<Undo2 aria-hidden="true" />} onClick={undo} off={entry.undone}>
            Undo this change
          </Button>
          {entry.files.map((file) => (
            <Button key={file.path} onClick={() => restore(file.path, file.label)}>
              Restore {file.label}
            </Button>
          ))}
        </div>
      )}
      <p className="meta">
        Undo takes back this change alone. Restore brings a whole file back as it was before it.
      </p>
      {shown.error !== null && (
        <Notice tone="red" strong="The diff cannot be read.">
          {shown.error.message}
        </Notice>
      )}
      {shown.data?.diffs.map((diff) => (
        <section key={diff.path} className="history-diff">
          <h3 className="mono strong wrap-anywhere">{diff.label}</h3>
          <DiffView diff={diff} />
        </section>
      ))}
    </div>
  )
}
