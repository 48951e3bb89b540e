import { Dialog } from '@base-ui/react/dialog'
import type { ComponentProps, ReactNode } from 'react'
import './overlay.css'
import './sheet.css'
import { useFocusFallback } from './use-focus-fallback.ts'
import { useTopLayer } from './use-top-layer.ts'

/** A panel from the bottom edge or, with `side`, from the right. `Dialog.Title` inside names it: use SheetTitle. */
export function Sheet({
  open,
  onClose,
  side = 'bottom',
  initialFocus,
  children,
}: {
  readonly open: boolean
  readonly onClose: () => void
  readonly side?: 'bottom' | 'right'
  readonly initialFocus?: ComponentProps<typeof Dialog.Popup>['initialFocus']
  readonly children: ReactNode
}) {
  useFocusFallback()
  const shown = useTopLayer(open)
  return (
    <Dialog.Root open={shown} onOpenChange={(next) => !next && onClose()}>
      <Dialog.Portal keepMounted={open}>
        <Dialog.Backdrop className={side === 'bottom' ? 'sheet-veil' : 'scrim'} />
        <Dialog.Popup
          className={side === 'bottom' ? 'sheet overlay-ground' : 'side-sheet'}
          {...(initialFocus === undefined ? {} : { initialFocus })}
        >
          {children}
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  )
}

/** The heading of a sheet, which also names it for screen readers. */
export function SheetTitle({
  children,
  hidden = false,
}: {
  readonly children: ReactNode
  readonly hidden?: boolean
}) {
  return <Dialog.Title className={hidden ? 'visually-hidden' : 'title'}>{children}</Dialog.Title>
}
