import { Search } from 'lucide-react'
import type { RefObject } from 'react'
import './field.css'

/** A field whose words filter what is below it. */
export function SearchField({
  label,
  placeholder = label,
  value,
  onChange,
  inputRef,
}: {
  readonly label: string
  readonly placeholder?: string
  readonly value: string
  readonly onChange: (value: string) => void
  readonly inputRef: RefObject<HTMLInputElement | null>
}) {
  return (
    <div className="input">
      <Search aria-hidden="true" />
      <input
        ref={inputRef}
        aria-label={label}
        placeholder={placeholder}
        value={value}
        spellCheck={false}
        autoComplete="off"
        onChange={(event) => onChange(event.target.value)}
      />
    </div>
  )
}
