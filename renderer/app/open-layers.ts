import { overlayIsOpen } from './overlays.ts'
import { openReview } from './open-review.ts'
import { confirmUse } from './activate-profile.ts'

/** Whether a dialog takes the keys; toasts have the dialog role too, but do not take keys. */
export function dialogIsOpen(): boolean {
  return document.querySelector('[role="dialog"]:not(.toast), [role="alertdialog"]:not(.toast)') !== null
}

/**
 * Whether a layer covers the page or is about to: its code may still be loading, and typing in the meantime is not meant
 * for the list below.
 */
export function layerIsOpen(): boolean {
  return overlayIsOpen() || openReview.get() !== undefined || confirmUse.get() !== undefined || dialogIsOpen()
}
