import type { ReactNode } from 'react'
import './page-state.css'
import { classNames } from './class-names.ts'

/** A screen that has nothing to list: what it is, why, and what to do, in the middle. */
export function PageState({
  icon,
  tone = 'plain',
  picture,
  title,
  children,
  actions,
  foot,
}: {
  readonly icon?: ReactNode
  readonly tone?: 'plain' | 'red'
  /** Shown instead of the icon. */
  readonly picture?: ReactNode
  readonly title: string
  /** Paragraphs, boxes and what still works. */
  readonly children?: ReactNode
  readonly actions?: ReactNode
  /** Under the actions, such as what still works. */
  readonly foot?: ReactNode
}) {
  return (
    <div className="page-middle">
      <div className="page-state">
        {icon !== undefined && (
          <div className={classNames('state-icon', tone === 'red' && 'red')}>{icon}</div>
        )}
        {picture}
        <h1 className="hero">{title}</h1>
        {children}
        {actions !== undefined && <div className="state-actions">{actions}</div>}
        {foot}
      </div>
    </div>
  )
}
