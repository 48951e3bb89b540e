import { Plus } from 'lucide-react'
import { useState } from 'react'
import { Button } from '../../ui/button.tsx'
import { SuggestField } from '../../ui/suggest-field.tsx'
import { otherKeys } from './profile-fields.ts'

const keyPattern = /^[A-Za-z0-9_-]+(\.[A-Za-z0-9_-]+)?$/

/** Adds a field for any key of the shared files, known or not. */
export function AddSetting({
  taken,
  add,
}: {
  readonly taken: ReadonlySet<string>
  readonly add: (key: string) => void
}) {
  const [open, setOpen] = useState(false)
  const [key, setKey] = useState('')
  if (!open) {
    return (
      <Button look="quiet" size="small" icon={<Plus aria-hidden="true" />} onClick={() => setOpen(true)}>
        Add a setting
      </Button>
    )
  }
  const name = key.trim().toLowerCase()
  const wrong = name !== '' && !keyPattern.test(name)
  const double = taken.has(name)
  return (
    <div className="add-setting">
      <SuggestField
        label="Setting"
        mono
        value={key}
        onChange={setKey}
        placeholder="endpoint_url"
        suggestions={otherKeys.filter(({ value }) => !taken.has(value))}
        error={
          wrong
            ? 'Write a key such as region or s3.addressing_style.'
            : double
              ? 'It is in the form already.'
              : undefined
        }
      />
      <Button
        off={name === '' || wrong || double}
        onClick={() => {
          add(name)
          setKey('')
          setOpen(false)
        }}
      >
        Add
      </Button>
    </div>
  )
}
