import { X } from 'lucide-react'
import { useState } from 'react'
import { Account } from '../../app/account.tsx'
import type { ControlProps } from './option-control-props.ts'

const asTexts = (value: unknown): string[] => (Array.isArray(value) ? value.map(String) : [])

/** A list of texts as chips, such as account ids. Enter, comma and blank end an entry; Backspace takes the last back. */
export function ChipsControl({ label, rule, value, set, invalid, describedBy }: ControlProps) {
  const [typed, setTyped] = useState('')
  const texts = asTexts(value)
  const add = (text: string) => {
    const more = text.split(/[\s,]+/).filter((part) => part !== '' && !texts.includes(part))
    setTyped('')
    if (more.length > 0) set([...texts, ...more])
  }
  return (
    <div className={invalid ? 'input bad chips' : 'input chips'} role="group" aria-label={label}>
      {texts.map((text, index) => (
        <span className="chip" key={`${index}\n${text}`}>
          {rule === 'account-id' ? <Account id={text} /> : <span className="mono">{text}</span>}
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
        value={typed}
        aria-label={`Add to ${label.toLowerCase()}`}
        aria-describedby={describedBy}
        aria-invalid={invalid || undefined}
        inputMode={rule === 'account-id' ? 'numeric' : undefined}
        placeholder={texts.length === 0 ? (rule === 'account-id' ? '12 digits' : 'Add') : undefined}
        spellCheck={false}
        autoComplete="off"
        onChange={(event) => {
          const text = event.target.value
          // Account ids are often copied with gaps or hyphens in them.
          const id = rule === 'account-id' ? text.replace(/[-\s]/g, '') : text
          if (rule === 'account-id' && /^\d{12}$/.test(id)) add(id)
          else if (/,$/.test(text) || (rule !== 'account-id' && /\s$/.test(text))) add(text)
          else setTyped(text)
        }}
        onKeyDown={(event) => {
          if (event.key === 'Enter') {
            event.preventDefault()
            add(typed)
          } else if (event.key === 'Backspace' && typed === '' && texts.length > 0) set(texts.slice(0, -1))
        }}
        onBlur={() => typed.trim() !== '' && add(typed)}
      />
    </div>
  )
}
