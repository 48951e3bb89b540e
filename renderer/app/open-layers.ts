import { overlayIsOpen } from './overlays.ts'
import { openReview } from './open-review.ts'
import { confirmUse } from './activate-profile.ts'

/** Whether a dialog has the keys; toasts are dialogs by role too, but leave them alone. */
export function dialogIsOpen(): boolean {
  return document.querySelector('[role="dialog"]:not(.toast), [role="alertdialog"]:not(.toast)') !== null
}

/**
 * Whether something lies over the page or is about to: its code may still be on its way, and what is typed meanwhile is
 * not meant for the list below.
 */
export function layerIsOpen(): boolean {
  return overlayIsOpen() || openReview.get() !== undefined || confirmUse.get() !== undefined || dialogIsOpen()
}
