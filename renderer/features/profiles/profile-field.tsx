import { Trash2 } from 'lucide-react'
import { IconButton } from '../../ui/icon-button.tsx'
import { TextField } from '../../ui/field.tsx'
import { SecretField } from '../../ui/secret-field.tsx'
import { SuggestField, type Suggestion } from '../../ui/suggest-field.tsx'
import type { FieldState } from '../../ui/field.tsx'
import type { FieldSpec } from './profile-fields.ts'

export interface DraftFieldProps extends FieldState {
  readonly field: FieldSpec
  readonly value: string
  readonly onChange: (value: string) => void
  /** Profiles for `source_profile`. */
  readonly profiles: readonly Suggestion[]
  readonly sessions: readonly Suggestion[]
  readonly placeholder?: string | undefined
  readonly onRemove?: (() => void) | undefined
}

/** One field of a profile form, whatever its control. */
export function DraftField({
  field,
  value,
  onChange,
  profiles,
  sessions,
  placeholder,
  onRemove,
  ...state
}: DraftFieldProps) {
  const { label, control, mono = false, long = false } = field
  const end =
    onRemove === undefined ? undefined : (
      <IconButton small label={`Remove ${label}`} onClick={onRemove}>
        <Trash2 aria-hidden="true" />
      </IconButton>
    )
  const common = { label, value, onChange, placeholder: placeholder ?? field.placeholder, ...state }
  if (control === 'secret') return <SecretField {...common} long={long} end={end} />
  if (control === 'text') return <TextField {...common} mono={mono} long={long} end={end} />
  const suggestions =
    control === 'profile' ? profiles : control === 'session' ? sessions : (field.suggestions ?? [])
  return <SuggestField {...common} mono={mono} suggestions={suggestions} />
}
