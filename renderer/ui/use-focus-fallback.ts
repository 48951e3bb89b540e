import { useEffect } from 'react'

/**
 * If the element that had the focus before a layer opened is gone when it closes, such as the form of a saved profile, the
 * focus goes to the main part of the screen (`data-pane-focus`).
 */
export function useFocusFallback(): void {
  useEffect(
    () => () => {
      const page = document
      // After the layer has returned the focus.
      setTimeout(() => {
        if (page.activeElement !== null && page.activeElement !== page.body) return
        page.querySelector<HTMLElement>('[data-pane-focus]')?.focus({ preventScroll: true })
      }, 50)
    },
    [],
  )
}
