import type { ActiveState } from '../../shared/contract/models.ts'
import { terminalsInWords } from '../../shared/domain/shells/hook-ran.ts'
import { createStore } from '../ui/store.ts'
import { navigate } from './navigation.ts'
import { notify, notifyError } from './notify.ts'
import { ask } from './transport.ts'

/** A profile that needs the user's confirmation before it becomes active. */
export interface Doubt {
  readonly name: string
  /** The reason against it, if there is one besides production. */
  readonly why?: string
}

export const confirmUse = createStore<Doubt | undefined>(undefined)

/**
 * Makes a profile active in every open shell; `undefined` makes none active. Core requires confirmation if the profile is
 * production or its last check found it broken; the page then opens the dialog and calls again with `confirmed`.
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
    if (reply.error.code === 'ConfirmationNeeded' && profile !== undefined) {
      const isBroken = reply.error.details?.['failure'] !== undefined
      confirmUse.set({ name: profile, ...(isBroken && { why: reply.error.message }) })
    } else notifyError(reply.error)
    return undefined
  }
  const previous = before.ok ? before.value.profile : undefined
  const undo =
    previous === profile
      ? undefined
      : { label: 'Undo', run: () => void activateProfile(previous, previous !== undefined) }
  const follow = reply.value.shellsFollow
  const setUp = follow === true ? undefined : { label: 'Set up', run: () => navigate('settings') }
  const done = profile === undefined ? 'No profile is active.' : `Now using ${profile}.`
  notify(`${done} ${terminalsInWords(follow)}`, undo ?? setUp)
  return reply.value
}
