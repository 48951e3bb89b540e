import { useCallback } from 'react'
import { createStore, useStore } from '../ui/store.ts'
import { useSnapshot } from './core-queries.ts'
import { notify, notifyError } from './notify.ts'
import { ask } from './transport.ts'
import { useVerify } from './use-verify.ts'

/** The profile whose program the user is asked about outside this page; one at a time. */
const asking = createStore<string | undefined>(undefined)

/** Whether the user is being asked, and where: this page can neither show nor answer the question. */
export function useConsent(): {
  readonly asking: string | undefined
  readonly where: string
  /** Starts the question; checks the profile once its program is allowed. */
  request(profile: string): Promise<void>
  cancel(): void
} {
  const verify = useVerify()
  const host = useSnapshot()?.host
  const request = useCallback(
    async (profile: string) => {
      asking.set(profile)
      const reply = await ask('consent.request', { profile })
      asking.set(undefined)
      if (!reply.ok) notifyError(reply.error)
      else if (reply.value.decision === 'allowed') await verify([profile], [])
      else if (reply.value.decision === 'denied') notify('You did not allow it', undefined, 'plain')
      else if (reply.value.decision === 'unanswered')
        notify('Nobody answered, so it does not run', undefined, 'plain')
    },
    [verify],
  )
  return {
    asking: useStore(asking),
    where: host === 'desktop' ? 'in a dialog of its own' : 'in the terminal in which it runs',
    request,
    cancel: () => void ask('consent.cancel', {}),
  }
}
