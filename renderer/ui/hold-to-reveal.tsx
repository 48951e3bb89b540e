import { Eye } from 'lucide-react'
import { useState } from 'react'
import './hold.css'
import { useReveal } from './use-reveal.ts'

const longestDots = 24

/** A secret as dots that shows while the user holds it down; see `useReveal`. */
export function HoldToReveal({
  label,
  length,
  around,
  load,
}: {
  /** Whose secret this is, for screen readers. */
  readonly label: string
  readonly length?: number | undefined
  /** The value with a mask in place of the secret, if the secret is only part of it. */
  readonly around?: string | undefined
  readonly load: () => Promise<string | undefined>
}) {
  const [value, setValue] = useState<string>()
  const { handlers, word } = useReveal(load, setValue)
  return (
    <button type="button" className="hold" aria-label={`${word}: ${label}`} {...handlers}>
      {value !== undefined ? (
        <span className="clear">{value}</span>
      ) : (
        <>
          <span className="dots">{around ?? '•'.repeat(Math.min(length ?? 20, longestDots))}</span>
          <span className="hint">
            <Eye aria-hidden="true" />
            {word}
          </span>
        </>
      )}
    </button>
  )
}
