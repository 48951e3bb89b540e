import type { Input } from '../../shared/contract/index.ts'
import { createStore } from '../ui/store.ts'
import { navigate } from './navigation.ts'
import { notify } from './notify.ts'
import { ask } from './transport.ts'

/** What of the history is to be forgotten. */
export type ForgetChoice = Input<'history.planPurge'>['what']

/** What the History screen asks about; `profile`: which one is still to be said. */
export const forgetting = createStore<ForgetChoice | 'profile' | undefined>(undefined)

const dayFormat = new Intl.DateTimeFormat(undefined, { day: 'numeric', month: 'long' })

/** After profiles were deleted: says until when their keys stay in backups, and offers to forget them. */
export async function offerToForget(names: readonly string[]): Promise<void> {
  for (const profile of names) {
    const plan = await ask('history.planPurge', { what: { profile } })
    // What cannot be planned here is told on the History screen.
    if (!plan.ok || plan.value.entries.length === 0 || plan.value.until === undefined) continue
    const until = dayFormat.format(Date.parse(plan.value.until))
    notify(
      `The keys of ${profile} stay in backups until ${until}`,
      {
        label: 'Forget them',
        run: () => {
          forgetting.set({ profile })
          navigate('history')
        },
      },
      'plain',
    )
  }
}
