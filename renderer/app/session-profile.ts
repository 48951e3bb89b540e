import { review } from './open-review.ts'
import { ask } from './transport.ts'

/** Shows the change that puts a new session into a profile that Stackpass made for one. Asks for a code if needed. */
export function reviewSession(profile: string): void {
  review({
    plan: async () => {
      const planned = await ask('sessionProfiles.plan', { of: profile })
      return planned.ok ? { ok: true, value: planned.value.plan } : planned
    },
    saveLabel: 'Renew session',
    done: `Renewed the session in ${profile}`,
  })
}

/** Shows the change that removes such a profile. */
export function reviewSessionRemoval(profile: string): void {
  review({
    plan: () => ask('sessionProfiles.planRemove', { profiles: [profile] }),
    saveLabel: 'Remove session',
    done: `Removed the session in ${profile}`,
  })
}
