import { X } from 'lucide-react'
import { useId, useState } from 'react'
import { IconButton } from '../../ui/icon-button.tsx'
import { AddLine } from './add-line.tsx'
import type { ControlProps } from './option-control-props.ts'
import { isMap, type MapValue } from './option-values.ts'

/** The same map with one entry renamed, in its old place. */
function renamed(map: MapValue, from: string, to: string): MapValue {
  return Object.fromEntries(Object.entries(map).map(([key, value]) => [key === from ? to : key, value]))
}

/** Names and texts as a table: tags, or services and their addresses. */
export function MapControl({ id, label, value, set, describedBy, offers }: ControlProps) {
  const listId = useId()
  const [name, setName] = useState('')
  const map = isMap(value) ? value : {}
  const isEndpoint = offers !== undefined
  const what = isEndpoint ? 'service' : 'tag'
  const add = () => {
    const wanted = name.trim()
    if (wanted === '' || Object.hasOwn(map, wanted)) return
    set({ ...map, [wanted]: '' })
    setName('')
  }
  return (
    <div className="map-table" role="group" aria-label={label} aria-describedby={describedBy}>
      {Object.entries(map).map(([key, text], index) => (
        <div className="map-line" key={key}>
          <input
            defaultValue={key}
            aria-label={`Name of ${what} ${index + 1}`}
            spellCheck={false}
            onBlur={(event) => {
              const next = event.target.value.trim()
              if (next === '' || Object.hasOwn(map, next)) event.target.value = key
              else set(renamed(map, key, next))
            }}
          />
          <input
            value={typeof text === 'object' ? JSON.stringify(text) : String(text)}
            aria-label={`Value of ${key}`}
            placeholder={isEndpoint ? 'https://' : 'Value'}
            spellCheck={false}
            onChange={(event) => set({ ...map, [key]: event.target.value })}
          />
          <IconButton
            label={`Remove ${key}`}
            small
            onClick={() => set(Object.fromEntries(Object.entries(map).filter(([other]) => other !== key)))}
          >
            <X aria-hidden="true" />
          </IconButton>
        </div>
      ))}
      <AddLine
        id={id}
        what={what}
        typed={name}
        onType={setName}
        add={add}
        placeholder={isEndpoint ? 'Service, such as s3' : 'New tag'}
        offers={isEndpoint ? listId : undefined}
      >
        {isEndpoint && (
          <datalist id={listId}>
            {offers.map((service) => (
              <option key={service} value={service} />
            ))}
          </datalist>
        )}
      </AddLine>
    </div>
  )
}
