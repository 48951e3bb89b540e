import { Select } from '@base-ui/react/select'
import { Check, ChevronsUpDown } from 'lucide-react'
import { classNames } from './class-names.ts'
import { Field, type FieldState } from './field.tsx'
import './menu.css'

export interface SelectOption<T extends string> {
  readonly value: T
  readonly label: string
  readonly about?: string
}

/** A field with a fixed set of values. */
export function SelectField<T extends string>({
  label,
  value,
  onChange,
  options,
  ...state
}: FieldState & {
  readonly label: string
  readonly value: T
  readonly onChange: (value: T) => void
  readonly options: readonly SelectOption<T>[]
}) {
  return (
    <Field label={label} {...state}>
      {({ id, describedBy, invalid }) => (
        <Select.Root
          value={value}
          onValueChange={(next) => next !== null && onChange(next)}
          items={options.map((option) => ({ value: option.value, label: option.label }))}
        >
          <Select.Trigger
            id={id}
            className={classNames('input choice', invalid && 'bad')}
            aria-describedby={describedBy}
            aria-label={label}
          >
            <Select.Value />
            <ChevronsUpDown aria-hidden="true" />
          </Select.Trigger>
          <Select.Portal>
            <Select.Positioner className="positioner" sideOffset={4} alignItemWithTrigger={false}>
              <Select.Popup className="menu overlay-ground">
                <Select.List>
                  {options.map((option) => (
                    <Select.Item key={option.value} value={option.value} className="menu-item">
                      <span className="menu-mark">
                        <Select.ItemIndicator>
                          <Check size={14} aria-hidden="true" />
                        </Select.ItemIndicator>
                      </span>
                      <Select.ItemText>{option.label}</Select.ItemText>
                      {option.about !== undefined && <span className="end">{option.about}</span>}
                    </Select.Item>
                  ))}
                </Select.List>
              </Select.Popup>
            </Select.Positioner>
          </Select.Portal>
        </Select.Root>
      )}
    </Field>
  )
}
