import { dialog, type BrowserWindow, type MessageBoxOptions } from 'electron'
import type { ConsentQuestion, CorePorts } from '../../core/host/ports.ts'

const refusal = 0
const permission = 1
/** A dialog grows with its text; above this its buttons could be off the screen. */
const mostCharacters = 2_000

function boxOf(
  { title, rows, limitMs, asks = 'Run it, now and in future?' }: ConsentQuestion,
  signal: AbortSignal,
): MessageBoxOptions {
  const lines = rows.map(({ label, text }) => `${label}: ${text}`)
  const limit = `No answer within ${Math.round(limitMs / 60_000)} minutes means no.`
  return {
    type: 'warning',
    title: 'Stackpass',
    message: title,
    detail: [...lines, asks, limit].join('\n\n'),
    buttons: ['Don’t allow', 'Allow'],
    // Enter, Escape and closing the dialog refuse.
    defaultId: refusal,
    cancelId: refusal,
    noLink: true,
    signal,
  }
}

/**
 * Asks for consent in a system dialog, which the page can neither see nor answer. If a window is open, the dialog belongs to
 * it: on macOS a dialog without a window cannot be withdrawn.
 */
export function createConsentDialog(
  shownWindow: () => BrowserWindow | undefined,
): NonNullable<CorePorts['askConsent']> {
  return async (question, signal) => {
    const box = boxOf(question, signal)
    if (box.message.length + (box.detail?.length ?? 0) > mostCharacters)
      return { kind: 'nobody', reason: 'The command is too long to be shown in full in a dialog.' }
    const window = shownWindow()
    const { response } = await (window?.isVisible() === true
      ? dialog.showMessageBox(window, box)
      : dialog.showMessageBox(box))
    return response === permission ? { kind: 'yes', where: 'desktop' } : { kind: 'no' }
  }
}
