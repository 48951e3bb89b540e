import { useEffect } from 'react'
import { isKey, isTyping } from '../ui/shortcuts.ts'
import { allFeatures, hasOverlay, preloadOverlay } from './feature-registry.ts'
import { layerIsOpen } from './open-layers.ts'
import { reachesPage } from './key-bindings.ts'
import { navigate } from './navigation.ts'
import { openOverlay, overlayIsOpen } from './overlays.ts'
import { undoChange } from './undo-change.ts'

const paneSelector = '[data-pane]'

/** F6: moves the focus to the next part of the window that accepts it. */
function nextPane(backwards: boolean): void {
  const panes = [...document.querySelectorAll<HTMLElement>(paneSelector)].filter(
    (pane) => pane.offsetParent !== null,
  )
  if (panes.length === 0) return
  const at = panes.findIndex((pane) => pane.contains(document.activeElement))
  const pane = panes[(at + (backwards ? -1 : 1) + panes.length) % panes.length]
  // Prefer the list to the buttons above it, and a field to the icons next to its label.
  const inside = ['[data-pane-focus]', 'input, textarea', 'button, [tabindex="0"]']
    .map((selector) => pane?.querySelector<HTMLElement>(selector))
    .find((element) => element !== null && element !== undefined)
  ;(inside ?? pane)?.focus()
}

/** The keys that work on every screen, unless a dialog is open. */
export function useGlobalKeys(): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.defaultPrevented) return
      // Text typed right after Ctrl K belongs to the palette, so its code starts loading with the Ctrl key.
      if (event.key === 'Control' || event.key === 'Meta') preloadOverlay('palette')
      const run = actionFor(event)
      if (run === undefined) return
      event.preventDefault()
      run()
    }
    window.addEventListener('keydown', onKey)
    return () => window.removeEventListener('keydown', onKey)
  }, [])
}

const isGoTo = (event: KeyboardEvent, order: number): boolean =>
  reachesPage(`Mod+${order}`) && isKey(event, `Mod+${order}`)

function actionFor(event: KeyboardEvent): (() => void) | undefined {
  const features = allFeatures()
  // The palette would close another overlay, with anything typed or pasted into it.
  if (isKey(event, 'Mod+K') && hasOverlay('palette') && !overlayIsOpen()) return () => openOverlay('palette')
  if (layerIsOpen()) return undefined
  if (event.key === '?' && !isTyping(event) && hasOverlay('keys')) return () => openOverlay('keys')
  if (isKey(event, 'F6')) return () => nextPane(false)
  if (isKey(event, 'Shift+F6')) return () => nextPane(true)
  if (isKey(event, 'Mod+Z') && !isTyping(event)) return () => void undoChange()
  for (const feature of features) {
    if (feature.nav !== undefined && isGoTo(event, feature.nav.order)) return () => navigate(feature.id)
    const shortcut = feature.shortcuts?.find(
      (candidate) => reachesPage(candidate.keys) && isKey(event, candidate.keys),
    )
    if (shortcut !== undefined) return shortcut.run
  }
  return undefined
}
