import { Copy } from 'lucide-react'
import { copyText } from '../../../app/copy-text.ts'
import { IconButton } from '../../../ui/icon-button.tsx'

/** A text to paste elsewhere, with the button that copies it. */
export function CopyBlock({
  text,
  what,
  wraps = false,
}: {
  readonly text: string
  readonly what: string
  /** Wraps long lines, for a command, whose line ends matter. */
  readonly wraps?: boolean
}) {
  return (
    <div className={wraps ? 'copy-block wraps' : 'copy-block'}>
      <pre className="mono scroll" tabIndex={0} role="group" aria-label={what}>
        {text}
      </pre>
      <IconButton label={`Copy ${what}`} small onClick={() => void copyText(text, what)}>
        <Copy aria-hidden="true" />
      </IconButton>
    </div>
  )
}
