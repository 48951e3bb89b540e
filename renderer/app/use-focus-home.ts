import { useEffect } from 'react'
import { layerIsOpen } from './open-layers.ts'

/** What gets the focus when nothing else has it, best first: the list of the screen or its body, a button in it, its entry. */
const homes = ['.main [data-pane-focus]', '.main-screen button', 'nav [aria-current]']

function home(): HTMLElement | undefined {
  for (const selector of homes) {
    const found = document.querySelector<HTMLElement>(selector)
    if (found !== null) return found
  }
  return undefined
}

/** Brings the focus home when it fell to the body: its element is gone, or the user clicked an empty area. */
function bringHome(): void {
  if (document.activeElement !== document.body || !document.hasFocus() || layerIsOpen()) return
  // Focusing without scrolling keeps a text selection.
  home()?.focus({ preventScroll: true })
}

/** Keeps the focus of the page off the body, so that keys always do something. */
export function useFocusHome(): void {
  useEffect(() => {
    let waiting = false
    const look = () => {
      if (waiting || document.activeElement !== document.body) return
      waiting = true
      // Deferred, because layers return the focus themselves.
      setTimeout(() => {
        waiting = false
        bringHome()
      }, 60)
    }
    const removed = new MutationObserver(look)
    removed.observe(document.body, { childList: true, subtree: true })
    // The new focus is known only after this event.
    const onOut = () => setTimeout(look, 0)
    document.addEventListener('focusout', onOut)
    window.addEventListener('focus', look)
    return () => {
      removed.disconnect()
      document.removeEventListener('focusout', onOut)
      window.removeEventListener('focus', look)
    }
  }, [])
}
