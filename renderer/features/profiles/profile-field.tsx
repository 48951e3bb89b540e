import { Trash2 } from 'lucide-react'
import type { KeyboardEvent } from 'react'
import { isKey } from '../../ui/shortcuts.ts'
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

const removeKeys = ['Mod', 'Delete']

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
      // Tab moves from field to field; the shortcut works in the field itself.
      <IconButton
        small
        label={`Remove ${label}`}
        keys={removeKeys}
        aria-keyshortcuts="Control+Delete"
        tabIndex={-1}
        onClick={onRemove}
      >
        <Trash2 aria-hidden="true" />
      </IconButton>
    )
  const common = { label, value, onChange, placeholder: placeholder ?? field.placeholder, ...state }
  const onKeyDown = (event: KeyboardEvent) => {
    if (onRemove === undefined || !isKey(event.nativeEvent, 'Mod+Delete')) return
    event.preventDefault()
    onRemove()
  }
  if (control === 'secret' || control === 'text') {
    return (
      <div onKeyDown={onKeyDown}>
        {control === 'secret' ? (
          <SecretField {...common} long={long} end={end} />
        ) : (
          <TextField {...common} mono={mono} long={long} end={end} />
        )}
      </div>
    )
  }
  const suggestions =
    control === 'profile' ? profiles : control === 'session' ? sessions : (field.suggestions ?? [])
  return <SuggestField {...common} mono={mono} suggestions={suggestions} />
}
