import { openOverlay } from '../../app/overlays.ts'
import { looksLikeCredentials } from './looks-like-credentials.ts'

function isField(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.closest('input, textarea, [contenteditable]') !== null || target.isContentEditable)
  )
}

/** Opens the import dialog when the user pastes AWS keys outside any field. Called once. */
export function offerPastes(): void {
  window.addEventListener('paste', (event) => {
    const text = event.clipboardData?.getData('text/plain') ?? ''
    if (isField(event.target) || !looksLikeCredentials(text)) return
    event.preventDefault()
    openOverlay('import', { text })
  })
}
