import type { ComponentProps, ReactNode } from 'react'
import './button.css'
import { classNames } from './class-names.ts'
import { Keys } from './key-caps.tsx'
import { Spinner } from './spinner.tsx'

export interface ButtonProps extends Omit<ComponentProps<'button'>, 'type'> {
  /** One primary per view; danger only inside a confirm dialog. */
  readonly look?: 'plain' | 'primary' | 'quiet' | 'danger' | 'quiet-danger'
  readonly size?: 'normal' | 'small' | 'tiny'
  readonly icon?: ReactNode
  /** The keys that do the same, printed in the button. */
  readonly keys?: readonly string[] | undefined
  /** Shows a spinner, keeps the focus and ignores presses. */
  readonly busy?: boolean
  /** Off, but can still have the focus, so that a reader can find out why. */
  readonly off?: boolean
}

/** The button of Stackpass. Takes all properties of a native button but `type`. */
export function Button({
  look = 'plain',
  size = 'normal',
  icon,
  keys,
  busy = false,
  off = false,
  className,
  children,
  onClick,
  ...rest
}: ButtonProps) {
  const inert = busy || off
  return (
    <button
      {...rest}
      type="button"
      className={classNames('button', look !== 'plain' && look, size !== 'normal' && size, className)}
      aria-disabled={inert || undefined}
      aria-busy={busy || undefined}
      data-busy={busy ? '' : undefined}
      onClick={inert ? undefined : onClick}
    >
      {busy ? <Spinner /> : icon}
      {children}
      {keys !== undefined && <Keys keys={keys} />}
    </button>
  )
}
