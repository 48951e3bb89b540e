import { Checkbox } from '@base-ui/react/checkbox'
import { Radio } from '@base-ui/react/radio'
import { RadioGroup } from '@base-ui/react/radio-group'
import { Switch } from '@base-ui/react/switch'
import { Check } from 'lucide-react'
import type { ReactNode } from 'react'
import './field.css'

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

/** A checkbox with its words. */
export function CheckLine({ checked, onChange, off = false, about, children }: LineProps) {
  return (
    <label className="check-line">
      <Checkbox.Root className="checkbox" checked={checked} disabled={off} onCheckedChange={onChange}>
        <Checkbox.Indicator>
          <Check aria-hidden="true" />
        </Checkbox.Indicator>
      </Checkbox.Root>
      <Words about={about}>{children}</Words>
    </label>
  )
}

/** A switch with its words: takes effect at once. */
export function SwitchLine({ checked, onChange, off = false, about, children }: LineProps) {
  return (
    <label className="check-line">
      <Switch.Root className="switch" checked={checked} disabled={off} onCheckedChange={onChange}>
        <Switch.Thumb className="switch-thumb" />
      </Switch.Root>
      <Words about={about}>{children}</Words>
    </label>
  )
}

/** One of several, all of them in view. `label` names the group for screen readers. */
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
  return (
    <RadioGroup aria-label={label} value={value} onValueChange={(next) => onChange(next)}>
      {options.map((option) => (
        <label className="radio-line" key={option.value}>
          <Radio.Root className="radio" value={option.value} />
          <Words about={option.about}>{option.label}</Words>
        </label>
      ))}
    </RadioGroup>
  )
}
