import type { Input } from '../../shared/contract/index.ts'
import type { StackId } from '../../shared/contract/models.ts'
import { clockTime } from './format-time.ts'
import { notify, notifyError } from './notify.ts'
import { openOverlay } from './overlays.ts'
import { ask } from './transport.ts'

export const confirmConsoleOverlay = 'confirm-console'

/** Whose console to open: a profile's, or that of the profile that a stack runs with. */
export type ConsoleOf = { readonly profile: string } | { readonly stack: StackId }

function inputOf(of: ConsoleOf): Pick<Input<'console.open'>, 'profile' | 'stack'> {
  return 'profile' in of
    ? { profile: of.profile }
    : { stack: { project: of.stack.project, stack: of.stack.stack } }
}

/**
 * Makes core open the console in the user's browser, or copy its link; the link never reaches the page. Core requires
 * confirmation for production, and for a session for a user's keys; the page then opens the dialog and calls again.
 */
export async function openConsole(of: ConsoleOf, action: 'open' | 'copy', confirmed = false): Promise<void> {
  const reply = await ask('console.open', { ...inputOf(of), action, ...(confirmed && { confirmed }) })
  if (!reply.ok) {
    if (reply.error.code !== 'ConfirmationNeeded') return notifyError(reply.error)
    openOverlay(confirmConsoleOverlay, {
      error: reply.error,
      confirm: () => void openConsole(of, action, true),
    })
    return
  }
  const { profile, clearsInSeconds, where, expiresAt } = reply.value
  if (action === 'copy') {
    const clears = clearsInSeconds === undefined ? '' : ` The clipboard is cleared in ${clearsInSeconds} s.`
    return notify(`Copied a link into the console of ${profile}.${clears}`)
  }
  const until = expiresAt === undefined ? '' : ` It ends at ${clockTime(Date.parse(expiresAt))}.`
  notify(`Opened the console of ${profile} in ${where ?? 'your browser'}.${until}`)
}
