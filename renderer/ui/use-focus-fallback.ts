import { useEffect } from 'react'

/**
 * When what had the focus before a layer opened is gone with it, such as the form of a saved profile, the focus goes to
 * the main part of the screen (`data-pane-focus`) instead of nowhere.
 */
export function useFocusFallback(): void {
  useEffect(
    () => () => {
      const page = document
      // After the layer has given the focus back.
      setTimeout(() => {
        if (page.activeElement !== null && page.activeElement !== page.body) return
        page.querySelector<HTMLElement>('[data-pane-focus]')?.focus({ preventScroll: true })
      }, 50)
    },
    [],
  )
}
