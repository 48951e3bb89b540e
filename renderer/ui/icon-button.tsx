import type { ComponentProps, ReactNode } from 'react'
import './button.css'
import { classNames } from './class-names.ts'
import { Tip } from './tip.tsx'

export interface IconButtonProps extends Omit<ComponentProps<'button'>, 'type' | 'children'> {
  /** Says what it does; also the tooltip. */
  readonly label: string
  readonly keys?: readonly string[]
  readonly small?: boolean
  readonly children: ReactNode
}

/** A button that is only an icon, with its name in a tooltip. */
export function IconButton({ label, keys, small = false, className, children, ...rest }: IconButtonProps) {
  return (
    <Tip text={label} {...(keys === undefined ? {} : { keys })}>
      <button
        {...rest}
        type="button"
        aria-label={label}
        className={classNames('icon-button', small && 'small', className)}
      >
        {children}
      </button>
    </Tip>
  )
}
