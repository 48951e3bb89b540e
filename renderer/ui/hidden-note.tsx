import { EyeOff } from 'lucide-react'
import { hiddenCharactersOf } from '../../shared/domain/text/visible-text.ts'

const mostNamed = 3

function inWords(text: string): string | undefined {
  // Multi-line fields and pasted tables may contain these; they are visible.
  const hidden = hiddenCharactersOf(text).filter(({ code }) => code !== 'U+000A' && code !== 'U+000D')
  if (hidden.length === 0) return undefined
  const named = hidden.slice(0, mostNamed).map(({ code, at }) => `${code} at character ${at}`)
  const rest = hidden.length - named.length
  return `Holds ${hidden.length === 1 ? 'a character' : 'characters'} that cannot be seen: ${named.join(', ')}${rest > 0 ? ` and ${rest} more` : ''}.`
}

/** Names the invisible characters in a field and their positions, because the field itself shows its raw text. */
export function HiddenNote({ text }: { readonly text: string }) {
  const words = inWords(text)
  return words === undefined ? null : (
    <p className="field-note amber">
      <EyeOff aria-hidden="true" />
      {words}
    </p>
  )
}
