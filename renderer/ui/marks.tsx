import { CircleDot } from 'lucide-react'
import { Fragment, type ReactNode } from 'react'
import './marks.css'
import { classNames } from './class-names.ts'

/** The square of a group. Decoration: the group's name must be near it. */
export function Swatch({ colour }: { readonly colour: string | undefined }) {
  return <i className="swatch" data-group-colour={colour ?? 'none'} aria-hidden="true" />
}

/** Square and name of a group; only production is filled. */
export function GroupTag({
  name,
  colour,
  production,
}: {
  readonly name: string
  readonly colour: string | undefined
  readonly production: boolean
}) {
  return (
    <span className={classNames('tag', production && 'production')} data-group-colour={colour ?? 'none'}>
      <i className="swatch" aria-hidden="true" />
      {name}
    </span>
  )
}

/** A neutral chip, such as the kind of a profile. */
export function Chip({ children }: { readonly children: ReactNode }) {
  return <span className="chip">{children}</span>
}

/** Twelve digits in groups of four; copying gives them without gaps. */
export function AccountId({ id }: { readonly id: string }) {
  if (!/^\d{12}$/.test(id)) return <span className="account">{id}</span>
  return (
    <span className="account">
      <span>{id.slice(0, 4)}</span>
      <span>{id.slice(4, 8)}</span>
      <span>{id.slice(8)}</span>
    </span>
  )
}

/** The ring that marks the profile in use. */
export function InUse() {
  return (
    <span className="in-use" title="In use">
      <CircleDot aria-hidden="true" />
      <span className="visually-hidden">In use</span>
    </span>
  )
}

/** A file and line, such as `~/.aws/config:31`. */
export function FilePlace({ label, line }: { readonly label: string; readonly line?: number | undefined }) {
  return (
    <span className="file-place">
      {label}
      {line !== undefined && `:${line}`}
    </span>
  )
}

/** A grey bar in place of loading text; shows only after 200 ms. */
export function Skeleton({ width }: { readonly width: number | string }) {
  return <span className="skeleton" style={{ width }} aria-hidden="true" />
}

/** Text with the matched ranges in bold. Ranges are sorted pairs of start and end. */
export function Marked({
  text,
  ranges,
}: {
  readonly text: string
  readonly ranges: readonly (readonly [number, number])[]
}) {
  if (ranges.length === 0) return text
  let at = 0
  const parts: ReactNode[] = []
  for (const [start, end] of ranges) {
    if (start > at) parts.push(<Fragment key={`t${at}`}>{text.slice(at, start)}</Fragment>)
    parts.push(
      <b className="match" key={`m${start}`}>
        {text.slice(start, end)}
      </b>,
    )
    at = end
  }
  parts.push(<Fragment key="rest">{text.slice(at)}</Fragment>)
  return <>{parts}</>
}
