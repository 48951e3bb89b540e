import { ChipsControl } from './chips-field.tsx'
import type { ControlProps } from './option-control-props.ts'
import { MapControl } from './map-control.tsx'
import { ObjectControl, ObjectListControl } from './object-control.tsx'
import { isMap } from './option-values.ts'

/** Not set, true or false: the first choice shows the value that applies when it is not set. */
function TriState({ id, value, set, fallback, describedBy, invalid }: ControlProps) {
  const now =
    value === true || value === 'true' ? 'true' : value === false || value === 'false' ? 'false' : ''
  return (
    <select
      id={id}
      className="input native-choice"
      value={now}
      aria-describedby={describedBy}
      aria-invalid={invalid || undefined}
      onChange={(event) => set(event.target.value === '' ? null : event.target.value === 'true')}
    >
      <option value="">{fallback === undefined ? 'Not set' : `Not set: ${fallback}`}</option>
      <option value="true">true</option>
      <option value="false">false</option>
    </select>
  )
}

function Choice({ id, value, set, values = [], fallback, describedBy, invalid }: ControlProps) {
  const now = value === undefined || value === null ? '' : String(value)
  return (
    <select
      id={id}
      className="input native-choice"
      value={now}
      aria-describedby={describedBy}
      aria-invalid={invalid || undefined}
      onChange={(event) => set(event.target.value === '' ? null : event.target.value)}
    >
      <option value="">{fallback === undefined ? 'Not set' : `Not set: ${fallback}`}</option>
      {now !== '' && !values.includes(now) && <option value={now}>{now}</option>}
      {values.map((text) => (
        <option key={text} value={text}>
          {text}
        </option>
      ))}
    </select>
  )
}

function Text({ id, type, value, set, fallback, describedBy, invalid }: ControlProps) {
  const text = value === undefined || value === null ? '' : String(value)
  const common = {
    id,
    value: text,
    'aria-describedby': describedBy,
    'aria-invalid': invalid || undefined,
    spellCheck: false,
    autoComplete: 'off',
    className: type === 'text' ? undefined : 'mono',
    placeholder: fallback === undefined ? undefined : `Not set: ${fallback}`,
  }
  const change = (next: string) => {
    if (next === '') set(null)
    else set(type === 'integer' && /^\d{1,9}$/.test(next) ? Number(next) : next)
  }
  return (
    <div className={invalid ? 'input bad' : 'input'}>
      {type === 'json' ? (
        <textarea {...common} rows={3} onChange={(event) => change(event.target.value)} />
      ) : (
        <input
          {...common}
          inputMode={type === 'integer' ? 'numeric' : type === 'url' ? 'url' : undefined}
          onChange={(event) => change(event.target.value)}
        />
      )}
    </div>
  )
}

/** The control for the type of an option, or of a part of one. */
export function OptionControl(props: ControlProps) {
  const { type, values, value, set, offers } = props
  switch (type) {
    case 'boolean':
      return <TriState {...props} />
    case 'text-list':
      return <ChipsControl {...props} />
    case 'text-map':
      return <MapControl {...props} />
    case 'object':
      return <ObjectControl {...props} control={OptionControl} />
    case 'object-list': {
      if (offers === undefined) return <ObjectListControl {...props} control={OptionControl} />
      // Usually there is one entry with many services; others stay unchanged.
      const [first, ...rest] = Array.isArray(value) ? value : []
      return <MapControl {...props} value={isMap(first) ? first : {}} set={(next) => set([next, ...rest])} />
    }
    default:
      return values === undefined || values.length === 0 ? <Text {...props} /> : <Choice {...props} />
  }
}
