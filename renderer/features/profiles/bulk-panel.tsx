import { useEffect, useState } from 'react'
import { useProfileList } from '../../app/core-queries.ts'
import { reviewOperations } from '../../app/open-review.ts'
import { regionSuggestions } from '../../app/region-suggestions.ts'
import { CheckLine } from '../../ui/choice-lines.tsx'
import { TextField } from '../../ui/field.tsx'
import { plural } from '../../ui/plural.ts'
import { SuggestField } from '../../ui/suggest-field.tsx'
import { useStore } from '../../ui/store.ts'
import { bulkForm, type BulkForm } from './bulk-form.ts'
import { BulkFrame } from './bulk-frame.tsx'
import { GroupForm } from './group-form.tsx'
import { selected } from './profile-list-state.ts'
import { inFreeOrder, renameByPattern } from './rename-pattern.ts'

interface FormProps {
  readonly names: readonly string[]
}

const done = () => {
  selected.set(new Set())
  bulkForm.set(undefined)
}

function Region({ names }: FormProps) {
  const [region, setRegion] = useState('')
  const wanted = region.trim()
  return (
    <BulkFrame
      names={names}
      title={`Set the region of ${plural(names.length, 'profile')}`}
      label="Review change"
      ready={wanted !== ''}
      save={() => {
        reviewOperations(
          names.map((name) => ({ type: 'set', profile: name, key: 'region', value: wanted })),
          { done: `Set ${wanted} for ${plural(names.length, 'profile')}`, onSaved: done },
        )
      }}
    >
      <SuggestField label="Region" value={region} onChange={setRegion} suggestions={regionSuggestions} />
    </BulkFrame>
  )
}

const shownNames = 50

function Rename({ names }: FormProps) {
  const all = (useProfileList()?.profiles ?? []).map(({ name }) => name)
  const [find, setFind] = useState('')
  const [replace, setReplace] = useState('')
  const [follow, setFollow] = useState(true)
  const renamed = renameByPattern(names, find, replace, all)
  const wrong = renamed.filter(({ error }) => error !== undefined).length
  return (
    <BulkFrame
      names={names}
      title={`Rename ${plural(names.length, 'profile')}`}
      label={`Review ${plural(renamed.length, 'rename')}`}
      ready={renamed.length > 0 && wrong === 0}
      save={() => {
        reviewOperations(
          inFreeOrder(renamed).map(({ from, to }) => ({
            type: 'renameProfile',
            from,
            to,
            updateReferences: follow,
          })),
          { done: `Renamed ${plural(renamed.length, 'profile')}`, onSaved: done },
        )
      }}
    >
      <TextField label="Replace" value={find} onChange={setFind} />
      <TextField label="With" value={replace} onChange={setReplace} />
      <CheckLine checked={follow} onChange={setFollow}>
        Change what refers to them too
      </CheckLine>
      <ul className="reference-list" aria-label="New names">
        {renamed.slice(0, shownNames).map(({ from, to, error }) => (
          <li key={from} className="wrap-anywhere">
            {from} → <b className="medium">{to}</b>
            {error !== undefined && <span className="tone-red"> {error}</span>}
          </li>
        ))}
      </ul>
      {find !== '' && renamed.length === 0 && <p className="text-2">None of them has this in its name.</p>}
      {renamed.length > shownNames && <p className="text-3">and {renamed.length - shownNames} more</p>}
    </BulkFrame>
  )
}

/** A change of many profiles at once: one form, one review. */
export function BulkPanel({ form: { type, names: own } }: { readonly form: BulkForm }) {
  const chosen = useStore(selected)
  const names = own ?? [...chosen]
  const isEmpty = names.length === 0
  useEffect(() => {
    if (isEmpty) bulkForm.set(undefined)
  }, [isEmpty])
  if (isEmpty) return null
  if (type === 'group') return <GroupForm names={names} />
  return type === 'region' ? <Region names={names} /> : <Rename names={names} />
}
