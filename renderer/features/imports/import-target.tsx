import { Check, TriangleAlert } from 'lucide-react'
import type { ImportCandidate, ProfileList } from '../../../shared/contract/models.ts'
import { useHalfMinute } from '../../app/clock.ts'
import { SelectField } from '../../ui/select-field.tsx'
import { SuggestField } from '../../ui/suggest-field.tsx'
import { changesAny, type Choice } from './import-choice.ts'
import { useChanged } from './use-changed.ts'
import { CompareTable } from './compare-table.tsx'

const lengths = ['1', '2', '4', '8', '12'] as const

/** Where one candidate goes, and what that changes. */
export function Target({
  candidate,
  choice,
  error,
  list,
  onChange,
}: {
  readonly candidate: ImportCandidate
  readonly choice: Choice
  readonly error: string | undefined
  readonly list: ProfileList
  readonly onChange: (choice: Choice) => void
}) {
  const now = useHalfMinute()
  const name = choice.profile.trim()
  const existing = list.profiles.find((profile) => profile.name === name)
  const changed = useChanged(list, candidate, choice)
  const changes = changed !== undefined && changesAny(changed)
  const hours =
    choice.expiresAt === undefined
      ? 1
      : Math.max(1, Math.round((Date.parse(choice.expiresAt) - now) / 3_600_000))
  return (
    <div className="import-target">
      <SuggestField
        label="Save to"
        value={choice.profile}
        onChange={(profile) => onChange({ ...choice, profile })}
        suggestions={list.profiles.map((profile) => ({
          value: profile.name,
          about: profile.accessKeyId === candidate.accessKeyId ? 'same key' : profile.kind,
        }))}
        error={error}
      />
      {existing !== undefined && !changes && (
        <p className="line import-exists">
          <Check aria-hidden="true" className="tone-green" />
          <span>
            <b className="medium">No change.</b> {existing.name} has all of this already.
          </span>
        </p>
      )}
      {existing !== undefined && changes && (
        <p className="line import-exists">
          <TriangleAlert aria-hidden="true" className="tone-amber" />
          <span>
            <b className="medium">{existing.name} already exists.</b>{' '}
            {changed?.key === true ? 'Its keys are replaced; region' : 'Its access key stays; region'} and
            other settings stay.
          </span>
        </p>
      )}
      {changed !== undefined && (
        <CompareTable
          candidate={candidate}
          existing={existing}
          expiresAt={choice.expiresAt}
          changed={changed}
          now={now}
        />
      )}
      {candidate.hasToken && candidate.expiryAssumed && changes && (
        <div className="import-expiry">
          <p className="field-note">The paste does not say when these keys end. This is assumed.</p>
          <SelectField
            label="Keys last"
            value={String(hours)}
            options={[...new Set([...lengths, String(hours)])].map((value) => ({
              value,
              label: value === '1' ? 'About 1 hour' : `About ${value} hours`,
            }))}
            onChange={(value) =>
              onChange({ ...choice, expiresAt: new Date(now + Number(value) * 3_600_000).toISOString() })
            }
          />
        </div>
      )}
    </div>
  )
}
