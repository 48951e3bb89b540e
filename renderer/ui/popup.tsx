import { cloneElement, useRef, type ReactElement, type ReactNode } from 'react'
import { late } from './late-part.tsx'
import { LayerBoundary } from './layer-boundary.tsx'

const PopupSurface = late(
  () => import('./popup-surface.tsx'),
  (module) => module.PopupSurface,
)

/** A popover under its trigger, such as the switcher under the pass. Base UI loads when it first opens. */
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
  readonly label: string
  readonly align?: 'start' | 'center' | 'end'
}) {
  const anchor = useRef<HTMLElement>(null)
  return (
    <>
      {cloneElement(trigger, {
        ref: anchor,
        'aria-haspopup': 'dialog',
        'aria-expanded': open,
        'data-popup-open': open ? '' : undefined,
        onPointerEnter: () => PopupSurface.preload(),
        onFocus: () => PopupSurface.preload(),
        onClick: () => onOpenChange(!open),
      })}
      {open && (
        <LayerBoundary onFailure={() => onOpenChange(false)}>
          <PopupSurface anchor={anchor} align={align} label={label} onClose={() => onOpenChange(false)}>
            {content}
          </PopupSurface>
        </LayerBoundary>
      )}
    </>
  )
}
