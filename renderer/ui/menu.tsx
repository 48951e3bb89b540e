import { Menu } from '@base-ui/react/menu'
import { Check } from 'lucide-react'
import type { ReactElement, ReactNode } from 'react'
import { classNames } from './class-names.ts'
import { Keys } from './keys.tsx'
import './overlay.css'

/** A button that opens a menu. `trigger` is the button element; `children` are MenuItem, MenuCheck, MenuLabel, MenuLine. */
export function MenuButton({
  trigger,
  children,
  align = 'end',
  onOpenChange,
}: {
  readonly trigger: ReactElement<Record<string, unknown>>
  readonly children: ReactNode
  readonly align?: 'start' | 'center' | 'end'
  readonly onOpenChange?: (open: boolean) => void
}) {
  return (
    <Menu.Root {...(onOpenChange === undefined ? {} : { onOpenChange })}>
      <Menu.Trigger render={trigger} />
      <Menu.Portal>
        <Menu.Positioner align={align} sideOffset={4} className="positioner">
          <Menu.Popup className="menu overlay-ground">{children}</Menu.Popup>
        </Menu.Positioner>
      </Menu.Portal>
    </Menu.Root>
  )
}

/** One action of a menu. */
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
  readonly keys?: readonly string[]
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

/** A line of a menu that is on or off; the menu stays open. */
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
