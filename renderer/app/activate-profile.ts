import type { ActiveState } from '../../shared/contract/models.ts'
import { createStore } from '../ui/store.ts'
import { notify, notifyError } from './notify.ts'
import { ask } from './transport.ts'

/** A production profile that waits for the user's word before it is made active. */
export const confirmUse = createStore<string | undefined>(undefined)

/**
 * Makes a profile active in every open shell, `undefined` none. Core asks for a confirmation where the profile is
 * production; the page then opens the dialog and calls again with `confirmed`.
 */
export async function activateProfile(
  profile: string | undefined,
  confirmed = false,
): Promise<ActiveState | undefined> {
  const before = await ask('active.get', {})
  const reply = await ask('active.use', {
    ...(profile === undefined ? {} : { profile }),
    ...(confirmed ? { confirmed } : {}),
  })
  if (!reply.ok) {
    if (reply.error.code === 'ConfirmationNeeded' && profile !== undefined) confirmUse.set(profile)
    else notifyError(reply.error)
    return undefined
  }
  const previous = before.ok ? before.value.profile : undefined
  const undo =
    previous === profile
      ? undefined
      : { label: 'Undo', run: () => void activateProfile(previous, previous !== undefined) }
  notify(
    profile === undefined
      ? 'No profile is active. Open terminals follow at their next prompt.'
      : `Now using ${profile}. Open terminals follow at their next prompt.`,
    undo,
  )
  return reply.value
}
