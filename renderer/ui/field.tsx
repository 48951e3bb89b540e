import { CircleAlert } from 'lucide-react'
import { useId, type ComponentProps, type ReactNode, type Ref } from 'react'
import { classNames } from './class-names.ts'
import { HiddenNote } from './hidden-note.tsx'
import './field.css'

export interface FieldState {
  /** The value before the user changed it; shows the bar, "Was" and Undo. */
  readonly was?: ReactNode
  readonly changed?: boolean
  readonly onUndo?: () => void
  readonly error?: string | undefined
  readonly note?: ReactNode
  readonly noteTone?: 'plain' | 'amber'
}

export interface FieldProps extends FieldState {
  readonly label: string
  /** Right of the label, before Undo. */
  readonly end?: ReactNode
  /** The raw text in the control: names invisible characters in it below. */
  readonly raw?: string
  readonly children: (ids: { id: string; describedBy: string; invalid: boolean }) => ReactNode
}

/** Label, control and the lines under it. The control gets its ids from `children`. */
export function Field({
  label,
  end,
  was,
  changed = false,
  onUndo,
  error,
  note,
  noteTone,
  raw = '',
  children,
}: FieldProps) {
  const id = useId()
  return (
    <div className={classNames('field', changed && 'changed')}>
      <div className="field-label">
        <label htmlFor={id}>{label}</label>
        <span className="end">
          {end}
          {changed && onUndo !== undefined && (
            <button
              type="button"
              className="link"
              onClick={onUndo}
              aria-label={`Undo the change of ${label}`}
            >
              Undo
            </button>
          )}
        </span>
      </div>
      {children({ id, describedBy: `${id}-about`, invalid: error !== undefined })}
      <div id={`${id}-about`}>
        {error !== undefined && (
          <p className="field-note bad">
            <CircleAlert aria-hidden="true" />
            {error}
          </p>
        )}
        <HiddenNote text={raw} />
        {note !== undefined && <p className={classNames('field-note', noteTone)}>{note}</p>}
        {changed && was !== undefined && <p className="field-note">Was {was}</p>}
      </div>
    </div>
  )
}

export interface TextFieldProps extends FieldState {
  readonly label: string
  readonly value: string
  readonly onChange: (value: string) => void
  readonly mono?: boolean
  /** Several lines. */
  readonly long?: boolean
  /** Shows dots instead of the text. */
  readonly veiled?: boolean
  readonly off?: boolean
  readonly placeholder?: string | undefined
  readonly after?: ReactNode
  readonly end?: ReactNode
  readonly inputRef?: Ref<HTMLInputElement>
  readonly input?: Omit<ComponentProps<'input'>, 'value' | 'onChange' | 'id' | 'ref'>
}

/** A field with one text input. */
export function TextField({
  label,
  value,
  onChange,
  mono = false,
  long = false,
  veiled = false,
  off = false,
  placeholder,
  after,
  end,
  inputRef,
  input,
  ...state
}: TextFieldProps) {
  return (
    <Field label={label} end={end} raw={value} {...state}>
      {({ id, describedBy, invalid }) => {
        const common = {
          id,
          value,
          placeholder,
          disabled: off,
          'aria-describedby': describedBy,
          'aria-invalid': invalid || undefined,
          className: classNames(mono && 'mono', veiled && 'veiled') || undefined,
          spellCheck: false,
          autoComplete: 'off',
          autoCapitalize: 'off',
        }
        return (
          <div className={classNames('input', invalid && 'bad', off && 'off')}>
            {long ? (
              <textarea {...common} rows={3} onChange={(event) => onChange(event.target.value)} />
            ) : (
              <input
                {...input}
                {...common}
                ref={inputRef}
                onChange={(event) => onChange(event.target.value)}
              />
            )}
            {after}
          </div>
        )
      }}
    </Field>
  )
}
