import { Autocomplete } from '@base-ui/react/autocomplete'
import { ChevronsUpDown } from 'lucide-react'
import type { ReactNode } from 'react'
import { Field, type FieldState } from './field.tsx'
import { classNames } from './class-names.ts'
import './menu.css'

export interface Suggestion {
  readonly value: string
  readonly about?: ReactNode
}

const mostShown = 60

/** A text field that suggests values but accepts any text. */
export function SuggestField({
  label,
  value,
  onChange,
  suggestions,
  mono = false,
  mark,
  placeholder,
  ...state
}: FieldState & {
  readonly label: string
  readonly value: string
  readonly onChange: (value: string) => void
  readonly suggestions: readonly Suggestion[]
  readonly mono?: boolean
  /** Shown before the text, such as the colour of a group. */
  readonly mark?: ReactNode
  readonly placeholder?: string | undefined
}) {
  const about = suggestions.find((suggestion) => suggestion.value === value)?.about
  return (
    <Field label={label} raw={value} {...state}>
      {({ id, describedBy, invalid }) => (
        <Autocomplete.Root
          items={suggestions}
          value={value}
          onValueChange={(text, { reason }) => {
            // Base UI empties the field on Esc; here Esc only closes what is open and keeps the text.
            if (reason !== 'escape-key') onChange(text)
          }}
          itemToStringValue={(item: Suggestion) => item.value}
          limit={mostShown}
          openOnInputClick
        >
          <Autocomplete.InputGroup className={classNames('input', invalid && 'bad')}>
            {mark}
            <Autocomplete.Input
              id={id}
              className={mono ? 'mono' : undefined}
              placeholder={placeholder}
              aria-describedby={describedBy}
              aria-invalid={invalid || undefined}
              spellCheck={false}
            />
            {about !== undefined && <span className="after">{about}</span>}
            <Autocomplete.Trigger className="icon-button small" aria-label={`Choose ${label.toLowerCase()}`}>
              <ChevronsUpDown aria-hidden="true" />
            </Autocomplete.Trigger>
          </Autocomplete.InputGroup>
          <Autocomplete.Portal>
            <Autocomplete.Positioner className="positioner" sideOffset={4} align="start">
              <Autocomplete.Popup className="menu overlay-ground">
                <Autocomplete.List>
                  {(item: Suggestion) => (
                    <Autocomplete.Item key={item.value} value={item} className="menu-item">
                      <span className={mono ? 'mono' : undefined}>{item.value}</span>
                      {item.about !== undefined && <span className="end">{item.about}</span>}
                    </Autocomplete.Item>
                  )}
                </Autocomplete.List>
              </Autocomplete.Popup>
            </Autocomplete.Positioner>
          </Autocomplete.Portal>
        </Autocomplete.Root>
      )}
    </Field>
  )
}
