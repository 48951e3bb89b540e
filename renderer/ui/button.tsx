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
  /** The keys that do the same, shown in the button. */
  readonly keys?: readonly string[] | undefined
  /** Shows a spinner, keeps the focus and ignores presses. */
  readonly busy?: boolean
  /** Disabled but focusable, so that screen readers can find out why. */
  readonly off?: boolean
}

/** The standard button. Takes all properties of a native button except `type`. */
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
