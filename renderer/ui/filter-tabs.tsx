import type { ComponentProps, ReactNode } from 'react'
import { classNames } from './class-names.ts'
import './tabs.css'

export interface FilterTab<T extends string> {
  readonly value: T
  readonly label: string
  readonly icon?: ReactNode
  readonly count?: number
  readonly bad?: boolean
}

/** Buttons of which one is pressed, each with a count: the part of a list to show. */
export function FilterTabs<T extends string>({
  label,
  tabs,
  value,
  onChange,
}: {
  readonly label: string
  readonly tabs: readonly FilterTab<T>[]
  readonly value: T
  readonly onChange: (value: T) => void
}) {
  return (
    <div className="tabs" role="group" aria-label={label}>
      {tabs.map((tab) => (
        <button
          type="button"
          key={tab.value}
          className="tab"
          aria-pressed={tab.value === value}
          onClick={() => onChange(tab.value)}
        >
          {tab.icon}
          {tab.label}
          {tab.count !== undefined && (
            <span className={classNames('count', tab.bad === true && 'bad')}>{tab.count}</span>
          )}
        </button>
      ))}
    </div>
  )
}

/** A tab-like button, such as the trigger of a filter menu; `set` marks a filter that is on. */
export function FilterButton({
  set = false,
  children,
  ...rest
}: Omit<ComponentProps<'button'>, 'type' | 'className'> & {
  readonly set?: boolean
  readonly children: ReactNode
}) {
  return (
    <button {...rest} type="button" className={classNames('tab', set && 'set')}>
      {children}
    </button>
  )
}
