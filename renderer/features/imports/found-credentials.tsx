import { Check } from 'lucide-react'
import type { ImportCandidate } from '../../../shared/contract/models.ts'
import { Button } from '../../ui/button.tsx'
import { CheckLine } from '../../ui/choice-lines.tsx'
import { Notice } from '../../ui/notice.tsx'
import { Pair } from '../../ui/panel-section.tsx'
import type { Choice } from './import-choice.ts'

/** What was found: one set in full, several as a list with a checkbox each. */
export function FoundList({
  candidates,
  choices,
  viewed,
  onView,
  onToggle,
  onAnyway,
  notes,
}: {
  readonly candidates: readonly ImportCandidate[]
  readonly choices: ReadonlyMap<number, Choice>
  readonly viewed: number
  readonly onView: (index: number) => void
  readonly onToggle: (index: number) => void
  readonly onAnyway: (index: number) => void
  readonly notes: readonly string[]
}) {
  const current = candidates.find((candidate) => candidate.index === viewed)
  return (
    <section className="import-found" aria-label="Found in your paste">
      <h3 className="line strong">
        {current?.problem === undefined && <Check aria-hidden="true" className="tone-green" />}
        {candidates.length === 1 ? 'Found in your paste' : `${candidates.length} sets found in your paste`}
      </h3>
      {candidates.length > 1 && (
        <ul className="import-candidates">
          {candidates.map((candidate) => (
            <li key={candidate.index} data-current={candidate.index === viewed || undefined}>
              <CheckLine
                checked={choices.get(candidate.index)?.on === true}
                off={candidate.problem !== undefined && choices.get(candidate.index)?.anyway !== true}
                onChange={() => onToggle(candidate.index)}
              >
                {candidate.suggestedName}
              </CheckLine>
              <button type="button" className="link" onClick={() => onView(candidate.index)}>
                {candidate.index === viewed ? 'Shown' : 'Show'}
              </button>
            </li>
          ))}
        </ul>
      )}
      {current !== undefined && (
        <dl>
          <Pair name="From" small>
            {current.source}
          </Pair>
          <Pair name="Name" small>
            <span className="wrap-anywhere">{current.suggestedName}</span>
          </Pair>
          {current.accessKeyId !== undefined && (
            <Pair name="Key ID" small>
              <span className="mono">{current.accessKeyId}</span>
            </Pair>
          )}
          {current.region !== undefined && (
            <Pair name="Region" small>
              {current.region}
            </Pair>
          )}
        </dl>
      )}
      {current?.problem !== undefined && (
        <Notice
          tone={current.problem.suspected === true ? 'amber' : 'red'}
          strong={
            current.problem.suspected !== true
              ? 'This set cannot be imported.'
              : choices.get(current.index)?.anyway === true
                ? 'Imported as it is.'
                : 'This set is not imported.'
          }
          assertive
          actions={
            current.problem.suspected === true &&
            choices.get(current.index)?.anyway !== true && (
              <Button size="small" onClick={() => onAnyway(current.index)}>
                Import anyway
              </Button>
            )
          }
        >
          {current.problem.message}
        </Notice>
      )}
      {notes.map((note) => (
        <p key={note} className="field-note">
          {note}
        </p>
      ))}
    </section>
  )
}
