import type { ComponentProps, ReactNode } from 'react'
import './button.css'
import { classNames } from './class-names.ts'

export interface IconButtonProps extends Omit<ComponentProps<'button'>, 'type' | 'children'> {
  /** What it does; also the tooltip. */
  readonly label: string
  readonly keys?: readonly string[] | undefined
  readonly small?: boolean
  readonly children: ReactNode
}

/** A button that is only an icon, with its name in a tooltip (see `TipLayer`). */
export function IconButton({ label, keys, small = false, className, children, ...rest }: IconButtonProps) {
  return (
    <button
      {...rest}
      type="button"
      aria-label={label}
      data-tip={label}
      data-tip-keys={keys?.join(' ')}
      className={classNames('icon-button', small && 'small', className)}
    >
      {children}
    </button>
  )
}
