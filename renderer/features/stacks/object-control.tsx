import { Plus, X } from 'lucide-react'
import { useId, useState, type ComponentType } from 'react'
import { IconButton } from '../../ui/icon-button.tsx'
import { plural } from '../../ui/plural.ts'
import type { ControlProps } from './option-control-props.ts'
import { optionTitle } from './option-names.ts'
import { isMap, type MapValue, type Value } from './option-values.ts'

/** An object contains options; their control is passed in, so that the two modules do not import each other. */
type ObjectProps = ControlProps & { readonly control: ComponentType<ControlProps> }

const rolesFirst = 'roleArn'
/** With more properties than this, unset ones are folded. */
const fewProperties = 3

/** The properties of one object, each with its own control. Old names show only if they are set. */
function Properties({
  control: OptionControl,
  nested,
  value,
  set,
  secretCommand,
}: {
  readonly control: ObjectProps['control']
  readonly nested: NonNullable<ControlProps['nested']>
  readonly value: MapValue
  readonly set: (value: Value) => void
  readonly secretCommand: ControlProps['secretCommand']
}) {
  const id = useId()
  const [open, setOpen] = useState(false)
  // Properties that were set when the form opened keep their place during editing.
  const [shown] = useState<ReadonlySet<string>>(new Set(Object.keys(value)))
  const [only] = nested
  const parts =
    open || nested.length <= fewProperties
      ? nested
      : nested.filter(({ name }) => name === rolesFirst || shown.has(name) || Object.hasOwn(value, name))
  const folded = nested.length - parts.length
  return (
    <div className="properties">
      {parts.map((part) => {
        const partId = `${id}-${part.name}`
        const label = optionTitle(part.name)
        if (part.secret) {
          return (
            <p className="field-note" key={part.name}>
              {label}: a secret.{' '}
              {secretCommand === undefined ? (
                'Give the file instead.'
              ) : (
                <>
                  In the folder of the project, set it with{' '}
                  <code className="mono">{secretCommand(part.name)}</code>, or give the file instead.
                </>
              )}
            </p>
          )
        }
        return (
          <div className="property" key={part.name}>
            {nested.length > 1 && (
              <label htmlFor={partId} className="property-label" title={part.help}>
                {label}
                {part.name === rolesFirst && <span className="text-3"> needed</span>}
              </label>
            )}
            <OptionControl
              id={partId}
              label={nested.length > 1 ? label : optionTitle(only?.name ?? '')}
              type={part.type}
              rule={part.rule}
              values={part.values}
              value={value[part.name]}
              set={(next) => {
                const rest = Object.fromEntries(Object.entries(value).filter(([key]) => key !== part.name))
                // Keep the order of existing entries.
                if (next === null || next === '') set(rest)
                else
                  set(
                    Object.hasOwn(value, part.name)
                      ? { ...value, [part.name]: next }
                      : { ...rest, [part.name]: next },
                  )
              }}
              invalid={false}
              describedBy={`${partId}-help`}
            />
            <p className="visually-hidden" id={`${partId}-help`}>
              {part.help}
            </p>
          </div>
        )
      })}
      {folded > 0 && (
        <button type="button" className="link fold-link" aria-expanded="false" onClick={() => setOpen(true)}>
          {plural(folded, 'more property', 'more properties')}
        </button>
      )}
    </div>
  )
}

export function ObjectControl({
  control,
  label,
  nested = [],
  value,
  set,
  describedBy,
  secretCommand,
}: ObjectProps) {
  return (
    <div
      role="group"
      aria-label={label}
      aria-describedby={describedBy}
      className={nested.length > 1 ? 'object-box' : undefined}
    >
      <Properties
        control={control}
        nested={nested}
        value={isMap(value) ? value : {}}
        set={set}
        secretCommand={secretCommand}
      />
    </div>
  )
}

/** A list of objects, such as roles that are assumed in sequence. */
export function ObjectListControl({
  control,
  label,
  nested = [],
  value,
  set,
  describedBy,
  secretCommand,
}: ObjectProps) {
  const items = Array.isArray(value) ? value : []
  const replace = (index: number, item: Value) => set(items.map((old, at) => (at === index ? item : old)))
  const isRoles = nested.some(({ name }) => name === rolesFirst)
  const what = isRoles ? 'role' : 'entry'
  return (
    <div role="group" aria-label={label} aria-describedby={describedBy} className="object-list">
      {items.map((item, index) => (
        <div className="object-item" key={index}>
          <span className="object-number" aria-hidden="true">
            {index + 1}
          </span>
          <div className="grow" role="group" aria-label={`${what} ${index + 1}`}>
            <Properties
              control={control}
              nested={nested}
              value={isMap(item) ? item : {}}
              set={(next) => replace(index, next)}
              secretCommand={secretCommand && ((name) => secretCommand(name, index))}
            />
          </div>
          <IconButton
            label={`Remove ${what} ${index + 1}`}
            small
            onClick={() => set(items.filter((_, at) => at !== index))}
          >
            <X aria-hidden="true" />
          </IconButton>
        </div>
      ))}
      <button type="button" className="link add-link" onClick={() => set([...items, {}])}>
        <Plus size={14} aria-hidden="true" />
        Add {what}
      </button>
    </div>
  )
}
