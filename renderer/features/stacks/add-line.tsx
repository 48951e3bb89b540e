import { Plus } from 'lucide-react'
import type { ReactNode } from 'react'

interface AddLineProps {
  /** What is added, as in "Add tag". */
  readonly what: string
  readonly typed: string
  readonly onType: (text: string) => void
  readonly add: () => void
  readonly placeholder: string
  readonly id?: string
  /** The id of the datalist with suggestions, which is in `children`. */
  readonly offers?: string | undefined
  readonly children?: ReactNode
}

/** The last line of a table of names: a field for one more, taken with Enter or the button. */
export function AddLine({ what, typed, onType, add, placeholder, id, offers, children }: AddLineProps) {
  return (
    <div className="map-line add">
      <input
        id={id}
        value={typed}
        list={offers}
        aria-label={`Name of the new ${what}`}
        placeholder={placeholder}
        spellCheck={false}
        autoComplete="off"
        onChange={(event) => onType(event.target.value)}
        onKeyDown={(event) => {
          if (event.key !== 'Enter') return
          event.preventDefault()
          add()
        }}
      />
      <button type="button" className="link add-link" onClick={add}>
        <Plus size={14} aria-hidden="true" />
        Add {what}
      </button>
      {children}
    </div>
  )
}
