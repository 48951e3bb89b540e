import { CircleCheck } from 'lucide-react'
import type { ReactNode } from 'react'
import { Button } from '../../ui/button.tsx'
import { Chip } from '../../ui/marks.tsx'

/** One way to reach programs beyond the shells: what it does in one sentence, whether it is on, and how it does it. */
export function BridgeItem({
  title,
  about,
  on,
  state,
  off,
  detail,
  busy = false,
  onToggle,
}: {
  readonly title: string
  readonly about: ReactNode
  readonly on: boolean
  /** Shown next to "On", such as which profile is copied. */
  readonly state?: string | undefined
  /** Why it cannot be turned on here. */
  readonly off?: string | undefined
  /** The exact command or commands, as text to read and to copy. */
  readonly detail?: { readonly summary: string; readonly text: string } | undefined
  readonly busy?: boolean
  readonly onToggle: () => void
}) {
  const verb = on ? 'Switch off' : 'Switch on'
  return (
    <li className="shell-item">
      <div className="line">
        <span className="medium">{title}</span>
        {on && (
          <span className="status">
            <CircleCheck className="tone-green" aria-hidden="true" /> On
            {state !== undefined && `, ${state}`}
          </span>
        )}
        {off !== undefined && <Chip>{off}</Chip>}
        <span className="grow" />
        <Button
          size="small"
          aria-label={`${verb}: ${title}`}
          off={off !== undefined}
          busy={busy}
          onClick={onToggle}
        >
          {verb}
        </Button>
      </div>
      <p className="meta text-2">{about}</p>
      {detail !== undefined && (
        <details>
          <summary className="meta text-2">{detail.summary}</summary>
          <pre className="shell-lines mono">{detail.text}</pre>
        </details>
      )}
    </li>
  )
}
