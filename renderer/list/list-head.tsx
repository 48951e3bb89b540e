import type { ReactNode } from 'react'

/** The list's heading, the number of shown rows, and actions for all of it. */
export function ListHead({
  title,
  count,
  beside,
  children,
}: {
  readonly title: string
  readonly count: ReactNode
  /** After the count. */
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
