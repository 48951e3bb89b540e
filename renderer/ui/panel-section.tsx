import { useId, type ReactNode } from 'react'
import './panel.css'
import { classNames } from './class-names.ts'

/** A part of a panel with a small heading; `end` is on its right. */
export function Section({
  title,
  end,
  children,
}: {
  readonly title: string
  readonly end?: ReactNode
  readonly children: ReactNode
}) {
  const id = useId()
  return (
    <section className="section" aria-labelledby={id}>
      <div className="section-head">
        <h2 id={id}>{title}</h2>
        {end !== undefined && <span className="end meta">{end}</span>}
      </div>
      {children}
    </section>
  )
}

/** A name and its value in a `<dl>`. */
export function Pair({
  name,
  mono = false,
  small = false,
  children,
}: {
  readonly name: string
  readonly mono?: boolean
  readonly small?: boolean
  readonly children: ReactNode
}) {
  return (
    <div className={classNames('pair', small && 'small')}>
      <dt className={mono ? 'mono' : undefined}>{name}</dt>
      <dd>{children}</dd>
    </div>
  )
}
