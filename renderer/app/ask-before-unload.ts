import { allFeatures } from './feature-registry.ts'

/**
 * Makes the browser ask before the tab closes or reloads while there is unsaved input: input exists only in the page's
 * memory, because it may be a secret. The desktop app has no tab; there an unanswered question would keep the window from
 * closing. Returns a function that stops this.
 */
export function askBeforeUnload(page: Window = window): () => void {
  if (page.stackpass !== undefined) return () => undefined
  const onUnload = (event: Event) => {
    if (allFeatures().some((feature) => feature.hasUnsaved?.() === true)) event.preventDefault()
  }
  page.addEventListener('beforeunload', onUnload)
  return () => page.removeEventListener('beforeunload', onUnload)
}
