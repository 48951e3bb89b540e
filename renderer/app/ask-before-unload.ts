import { allFeatures } from './feature-registry.ts'

/**
 * Has the browser ask before the tab is closed or loaded again while something typed is not saved: it lives in the memory
 * of the page only, since it may be a secret. The desktop app has no tab; there an unanswered question would keep the
 * window from closing. Returns the function that stops it.
 */
export function askBeforeUnload(page: Window = window): () => void {
  if (page.stackpass !== undefined) return () => undefined
  const onUnload = (event: Event) => {
    if (allFeatures().some((feature) => feature.hasUnsaved?.() === true)) event.preventDefault()
  }
  page.addEventListener('beforeunload', onUnload)
  return () => page.removeEventListener('beforeunload', onUnload)
}
