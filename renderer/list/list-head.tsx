import type { ReactNode } from 'react'

/** What the list is, how much of it is shown, and what goes for all of it. */
export function ListHead({
  title,
  count,
  beside,
  children,
}: {
  readonly title: string
  readonly count: ReactNode
  /** Behind the count. */
  readonly beside?: ReactNode
  /** The buttons at the end. */
  readonly children: ReactNode
}) {
  return (
    <div className="pane-head">
      <h1 className="title">{title}</h1>
      <span className="text-3" aria-live="polite">
        {count}
      </span>
      {beside}
      <span className="grow" />
      {children}
    </div>
  )
}
