import { cloneElement, useRef, useState, type ReactElement, type ReactNode } from 'react'
import { lateModule } from './late-part.tsx'
import { LayerBoundary } from './layer-boundary.tsx'
import type { MenuPoint } from './menu-point.ts'

// Base UI's menu loads with the first opened menu, not with the first screen.
const menu = lateModule(() => import('./menu-parts.tsx'))
const MenuSurface = menu.part((parts) => parts.MenuSurface)
/** An action in a menu. */
export const MenuItem = menu.part((parts) => parts.MenuItem)
/** A menu line that is on or off; the menu stays open. */
export const MenuCheck = menu.part((parts) => parts.MenuCheck)
/** A heading over lines of a menu, with those lines as its children. */
export const MenuGroup = menu.part((parts) => parts.MenuGroup)
export const MenuLine = menu.part((parts) => parts.MenuLine)

/** The menu of a right click, at its point. The focus returns to where it was. */
export function MenuAt({
  point,
  onClose,
  children,
}: {
  readonly point: MenuPoint
  readonly onClose: () => void
  readonly children: ReactNode
}) {
  return (
    <LayerBoundary onFailure={onClose}>
      <MenuSurface anchor={point} align="start" onClose={onClose}>
        {children}
      </MenuSurface>
    </LayerBoundary>
  )
}

/** A button that opens a menu. `trigger` is the button element; `children` are MenuItem, MenuCheck, MenuGroup, MenuLine. */
export function MenuButton({
  trigger,
  children,
  align = 'end',
}: {
  readonly trigger: ReactElement<Record<string, unknown>>
  readonly children: ReactNode
  readonly align?: 'start' | 'center' | 'end'
}) {
  const [open, setOpen] = useState(false)
  const anchor = useRef<HTMLElement>(null)
  return (
    <>
      {cloneElement(trigger, {
        ref: anchor,
        'aria-haspopup': 'menu',
        'aria-expanded': open,
        'data-popup-open': open ? '' : undefined,
        onPointerEnter: () => menu.preload(),
        onFocus: () => menu.preload(),
        onClick: () => setOpen(!open),
      })}
      {open && (
        <LayerBoundary onFailure={() => setOpen(false)}>
          <MenuSurface anchor={anchor} align={align} onClose={() => setOpen(false)}>
            {children}
          </MenuSurface>
        </LayerBoundary>
      )}
    </>
  )
}
