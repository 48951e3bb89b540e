import { cloneElement, lazy, Suspense, useRef, useState, type ReactElement, type ReactNode } from 'react'

// Base UI's menu comes with the first menu that is opened, not with the first screen.
const load = () => import('./menu-parts.tsx')
const MenuSurface = lazy(() => load().then((parts) => ({ default: parts.MenuSurface })))
/** One action of a menu. */
export const MenuItem = lazy(() => load().then((parts) => ({ default: parts.MenuItem })))
/** A line of a menu that is on or off; the menu stays open. */
export const MenuCheck = lazy(() => load().then((parts) => ({ default: parts.MenuCheck })))
/** A heading over lines of a menu, with those lines as its children. */
export const MenuGroup = lazy(() => load().then((parts) => ({ default: parts.MenuGroup })))
export const MenuLine = lazy(() => load().then((parts) => ({ default: parts.MenuLine })))

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
        onPointerEnter: () => void load(),
        onFocus: () => void load(),
        onClick: () => setOpen(!open),
      })}
      {open && (
        <Suspense fallback={null}>
          <MenuSurface anchor={anchor} align={align} onClose={() => setOpen(false)}>
            {children}
          </MenuSurface>
        </Suspense>
      )}
    </>
  )
}
