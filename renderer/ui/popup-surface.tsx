import { Popover } from '@base-ui/react/popover'
import type { ReactNode, RefObject } from 'react'
import './menu.css'

/** The open popover under its trigger; the focus returns to the trigger. */
export function PopupSurface({
  anchor,
  align,
  label,
  onClose,
  children,
}: {
  readonly anchor: RefObject<HTMLElement | null>
  readonly align: 'start' | 'center' | 'end'
  readonly label: string
  readonly onClose: () => void
  readonly children: ReactNode
}) {
  return (
    <Popover.Root
      open
      onOpenChange={(open, details) => {
        const onTrigger =
          details.event.target instanceof Node && anchor.current?.contains(details.event.target)
        if (!open && onTrigger !== true) onClose()
      }}
    >
      <Popover.Portal>
        <Popover.Positioner anchor={anchor} align={align} sideOffset={6} className="positioner">
          <Popover.Popup className="menu overlay-ground popup" aria-label={label} finalFocus={anchor}>
            {children}
          </Popover.Popup>
        </Popover.Positioner>
      </Popover.Portal>
    </Popover.Root>
  )
}
