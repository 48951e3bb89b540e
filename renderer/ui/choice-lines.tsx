import { useId, type ReactNode } from 'react'
import './checkbox.css'

interface LineProps {
  readonly checked: boolean
  readonly onChange: (checked: boolean) => void
  readonly off?: boolean
  readonly about?: ReactNode
  readonly children: ReactNode
}

function Words({ about, children }: { readonly about?: ReactNode; readonly children: ReactNode }) {
  return (
    <span>
      {children}
      {about !== undefined && <span className="line-about">{about}</span>}
    </span>
  )
}

/** A checkbox without visible words, such as in a row. `mixed`: some of what it stands for is checked. */
export function Checkbox({
  label,
  checked,
  mixed = false,
  onChange,
  tabIndex,
}: {
  readonly label: string
  readonly checked: boolean
  readonly mixed?: boolean
  readonly onChange: (checked: boolean) => void
  readonly tabIndex?: number
}) {
  return (
    <input
      type="checkbox"
      className="checkbox"
      aria-label={label}
      tabIndex={tabIndex}
      checked={checked}
      ref={(element) => {
        if (element !== null) element.indeterminate = mixed
      }}
      onChange={(event) => onChange(event.target.checked)}
      onClick={(event) => event.stopPropagation()}
    />
  )
}

/** A checkbox with a label. */
export function CheckLine({ checked, onChange, off = false, about, children }: LineProps) {
  return (
    <label className="check-line">
      <input
        type="checkbox"
        className="checkbox"
        checked={checked}
        disabled={off}
        onChange={(event) => onChange(event.target.checked)}
      />
      <Words about={about}>{children}</Words>
    </label>
  )
}

/** A switch with a label: takes effect at once. */
export function SwitchLine({ checked, onChange, off = false, about, children }: LineProps) {
  return (
    <label className="check-line">
      <input
        type="checkbox"
        role="switch"
        className="switch"
        checked={checked}
        disabled={off}
        onChange={(event) => onChange(event.target.checked)}
      />
      <Words about={about}>{children}</Words>
    </label>
  )
}

/** A choice among several visible options. `label` names the group for screen readers. */
export function RadioLines<T extends string>({
  label,
  value,
  onChange,
  options,
}: {
  readonly label: string
  readonly value: T
  readonly onChange: (value: T) => void
  readonly options: readonly { readonly value: T; readonly label: ReactNode; readonly about?: ReactNode }[]
}) {
  const name = useId()
  return (
    <div role="radiogroup" aria-label={label}>
      {options.map((option) => (
        <label className="radio-line" key={option.value}>
          <input
            type="radio"
            className="radio"
            name={name}
            checked={option.value === value}
            onChange={() => onChange(option.value)}
          />
          <Words about={option.about}>{option.label}</Words>
        </label>
      ))}
    </div>
  )
}
