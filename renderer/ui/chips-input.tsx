import { X } from 'lucide-react'
import { useState, type ReactNode } from 'react'
import './chips-input.css'

/** A list of texts as chips. Enter and leaving the field end an entry; Backspace removes the last one. */
export function ChipsInput({
  label,
  texts,
  set,
  show,
  ended,
  read = (text) => text,
  id,
  invalid = false,
  describedBy,
  placeholder,
  digits = false,
  parts = /[\s,]/,
}: {
  readonly label: string
  readonly texts: readonly string[]
  readonly set: (texts: string[]) => void
  /** How to show an entry. */
  readonly show: (text: string) => ReactNode
  /** The entry to add as soon as it is typed; undefined: typing continues. */
  readonly ended: (typed: string) => string | undefined
  /** The meaning of an entry. */
  readonly read?: (text: string) => string
  readonly id?: string
  readonly invalid?: boolean
  readonly describedBy?: string | undefined
  readonly placeholder?: string | undefined
  readonly digits?: boolean
  /** The separator between entries. */
  readonly parts?: RegExp
}) {
  const [typed, setTyped] = useState('')
  const add = (text: string) => {
    const entries = text
      .split(parts)
      .map((part) => part.trim())
      .filter((part) => part !== '')
    const more = [...new Set(entries.map(read))].filter((part) => !texts.includes(part))
    setTyped('')
    if (more.length > 0) set([...texts, ...more])
  }
  return (
    <div className={invalid ? 'input bad chips' : 'input chips'} role="group" aria-label={label}>
      {texts.map((text, index) => (
        <span className="chip" key={`${index}\n${text}`}>
          {show(text)}
          <button
            type="button"
            className="chip-remove"
            aria-label={`Remove ${text}`}
            onClick={() => set(texts.filter((_, at) => at !== index))}
          >
            <X aria-hidden="true" />
          </button>
        </span>
      ))}
      <input
        id={id}
        value={typed}
        aria-label={`Add to ${label.toLowerCase()}`}
        aria-describedby={describedBy}
        aria-invalid={invalid || undefined}
        inputMode={digits ? 'numeric' : undefined}
        placeholder={texts.length === 0 ? placeholder : undefined}
        spellCheck={false}
        autoComplete="off"
        onChange={(event) => {
          const text = event.target.value
          const whole = ended(text)
          if (whole === undefined) setTyped(text)
          else add(whole)
        }}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && typed.trim() !== '') {
            event.preventDefault()
            event.stopPropagation()
            add(typed)
          } else if (event.key === 'Backspace' && typed === '' && texts.length > 0) set(texts.slice(0, -1))
        }}
        onBlur={() => typed.trim() !== '' && add(typed)}
      />
    </div>
  )
}
