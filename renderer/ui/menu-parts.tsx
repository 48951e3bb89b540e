import { Menu } from '@base-ui/react/menu'
import { Check } from 'lucide-react'
import type { ReactNode, RefObject } from 'react'
import { classNames } from './class-names.ts'
import { Keys } from './key-caps.tsx'
import type { MenuPoint } from './menu-point.ts'
import './menu.css'

const rectangleAt = ({ x, y }: MenuPoint) => ({ getBoundingClientRect: () => new DOMRect(x, y, 0, 0) })

/** The open menu under its trigger; the focus returns to the trigger. */
export function MenuSurface({
  anchor,
  align,
  onClose,
  children,
}: {
  /** The button, or the point of a right click. */
  readonly anchor: RefObject<HTMLElement | null> | MenuPoint
  readonly align: 'start' | 'center' | 'end'
  readonly onClose: () => void
  readonly children: ReactNode
}) {
  return (
    <Menu.Root
      open
      onOpenChange={(open, details) => {
        // The trigger itself handles a press on it: it closes the menu.
        const onTrigger =
          'current' in anchor &&
          details.event.target instanceof Node &&
          anchor.current?.contains(details.event.target)
        if (!open && onTrigger !== true) onClose()
      }}
    >
      <Menu.Portal>
        <Menu.Positioner
          anchor={'current' in anchor ? anchor : rectangleAt(anchor)}
          align={align}
          sideOffset={4}
          className="positioner"
        >
          <Menu.Popup
            className="menu overlay-ground"
            // It scrolls in a low window, and handles the keys until an item is chosen.
            tabIndex={0}
            {...('current' in anchor && { finalFocus: anchor })}
          >
            {children}
          </Menu.Popup>
        </Menu.Positioner>
      </Menu.Portal>
    </Menu.Root>
  )
}

/** An action in a menu. */
export function MenuItem({
  icon,
  keys,
  end,
  bad = false,
  off = false,
  onSelect,
  children,
}: {
  readonly icon?: ReactNode
  readonly keys?: readonly string[] | undefined
  readonly end?: ReactNode
  readonly bad?: boolean
  readonly off?: boolean
  readonly onSelect: () => void
  readonly children: ReactNode
}) {
  return (
    <Menu.Item className={classNames('menu-item', bad && 'bad')} disabled={off} onClick={onSelect}>
      {icon}
      {children}
      {(end !== undefined || keys !== undefined) && (
        <span className="end">
          {end}
          {keys !== undefined && <Keys keys={keys} />}
        </span>
      )}
    </Menu.Item>
  )
}

/** A menu line that is on or off; the menu stays open. */
export function MenuCheck({
  checked,
  onChange,
  end,
  children,
}: {
  readonly checked: boolean
  readonly onChange: (checked: boolean) => void
  readonly end?: ReactNode
  readonly children: ReactNode
}) {
  return (
    <Menu.CheckboxItem
      className="menu-item"
      checked={checked}
      onCheckedChange={onChange}
      closeOnClick={false}
    >
      <span className="menu-mark">
        <Menu.CheckboxItemIndicator>
          <Check size={14} aria-hidden="true" />
        </Menu.CheckboxItemIndicator>
      </span>
      {children}
      {end !== undefined && <span className="end">{end}</span>}
    </Menu.CheckboxItem>
  )
}

/** A heading over lines of a menu, with those lines as its children. */
export function MenuGroup({ label, children }: { readonly label: string; readonly children: ReactNode }) {
  return (
    <Menu.Group>
      <Menu.GroupLabel className="menu-label">{label}</Menu.GroupLabel>
      {children}
    </Menu.Group>
  )
}

export function MenuLine() {
  return <Menu.Separator className="menu-line" />
}
