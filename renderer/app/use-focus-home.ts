import { useEffect } from 'react'
import { layerIsOpen } from './open-layers.ts'

/** What has the focus when nothing else has, best first: the list of the screen or its body, a button in it, its entry. */
const homes = ['.main [data-pane-focus]', '.main-screen button', 'nav [aria-current]']

function home(): HTMLElement | undefined {
  for (const selector of homes) {
    const found = document.querySelector<HTMLElement>(selector)
    if (found !== null) return found
  }
  return undefined
}

/** Brings the focus home when it fell to the body: what had it is gone, or a press went beside everything. */
function bringHome(): void {
  if (document.activeElement !== document.body || !document.hasFocus() || layerIsOpen()) return
  // Text that is being selected keeps its selection: focus without scrolling does not touch it.
  home()?.focus({ preventScroll: true })
}

/** Keeps the focus of the page off the body, so that keys always do something. */
export function useFocusHome(): void {
  useEffect(() => {
    let waiting = false
    const look = () => {
      if (waiting || document.activeElement !== document.body) return
      waiting = true
      // After what is going on: layers give the focus back themselves.
      setTimeout(() => {
        waiting = false
        bringHome()
      }, 60)
    }
    const removed = new MutationObserver(look)
    removed.observe(document.body, { childList: true, subtree: true })
    // Where the focus goes is known after this event.
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
