import { OctagonAlert, TriangleAlert } from 'lucide-react'
import type { ReactNode } from 'react'
import './notice.css'

/** An inline notice: amber to act soon, red for something wrong. `strong` comes first, in bold. */
export function Notice({
  tone,
  strong,
  children,
  actions,
  assertive = false,
}: {
  readonly tone: 'amber' | 'red' | 'plain'
  readonly strong?: string
  readonly children?: ReactNode
  readonly actions?: ReactNode
  /** Announced at once, for a wrong account and the like. */
  readonly assertive?: boolean
}) {
  return (
    <div className={`notice ${tone}`} role={assertive ? 'alert' : 'status'}>
      {tone === 'red' && <OctagonAlert aria-hidden="true" />}
      {tone === 'amber' && <TriangleAlert aria-hidden="true" />}
      <div className="notice-text">
        {strong !== undefined && <b>{strong} </b>}
        {children}
      </div>
      {actions}
    </div>
  )
}

/** What failed, why, and what to do about it. */
export function ErrorNotice({
  error: { message, reason, remedy },
  assertive = false,
}: {
  readonly error: {
    readonly message: string
    readonly reason?: string | undefined
    readonly remedy?: string | undefined
  }
  readonly assertive?: boolean
}) {
  return (
    <Notice tone="red" strong={message} assertive={assertive}>
      {[reason, remedy].filter(Boolean).join(' ')}
    </Notice>
  )
}
