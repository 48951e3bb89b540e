import { Popover } from '@base-ui/react/popover'
import type { ReactElement, ReactNode } from 'react'
import './overlay.css'

/** A popover under its trigger, such as the switcher under the pass. */
export function Popup({
  open,
  onOpenChange,
  trigger,
  content,
  label,
  align = 'end',
}: {
  readonly open: boolean
  readonly onOpenChange: (open: boolean) => void
  readonly trigger: ReactElement<Record<string, unknown>>
  readonly content: ReactNode
  readonly label?: string
  readonly align?: 'start' | 'center' | 'end'
}) {
  return (
    <Popover.Root open={open} onOpenChange={onOpenChange}>
      <Popover.Trigger render={trigger} />
      <Popover.Portal>
        <Popover.Positioner align={align} sideOffset={6} className="positioner">
          <Popover.Popup className="menu overlay-ground popup" aria-label={label}>
            {content}
          </Popover.Popup>
        </Popover.Positioner>
      </Popover.Portal>
    </Popover.Root>
  )
}
