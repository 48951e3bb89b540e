import { fail } from '../../shared/result.ts'
import { notify, notifyError } from './notify.ts'

/** Uses the browser's own copy command, which needs no permission: the desktop app gives pages none. */
function copyByCommand(text: string): boolean {
  const fill = (event: ClipboardEvent): void => {
    event.clipboardData?.setData('text/plain', text)
    event.preventDefault()
  }
  document.addEventListener('copy', fill, { once: true, capture: true })
  try {
    return document.execCommand('copy')
  } finally {
    document.removeEventListener('copy', fill, { capture: true })
  }
}

/** Copies a text that is already visible; the toast names it as `what`. Secrets go through core. */
export async function copyText(text: string, what: string): Promise<void> {
  const written =
    copyByCommand(text) ||
    (await navigator.clipboard.writeText(text).then(
      () => true,
      () => false,
    ))
  if (written) return notify(`Copied ${what}`)
  const refused = fail('ClipboardUnavailable', `${what} was not copied.`, {
    reason: 'The browser does not let this page use the clipboard.',
    remedy: 'Select the text and copy it with the keyboard.',
  })
  notifyError(refused.error)
}
