import type { Input } from '../../shared/contract/index.ts'
import { createStore } from '../ui/store.ts'
import { navigate } from './navigation.ts'
import { notify } from './notify.ts'
import { ask } from './transport.ts'

/** The part of the history to forget. */
export type ForgetChoice = Input<'history.planPurge'>['what']

/** What the History screen asks about; `profile`: the user still has to choose one. */
export const forgetting = createStore<ForgetChoice | 'profile' | undefined>(undefined)

const dayFormat = new Intl.DateTimeFormat(undefined, { day: 'numeric', month: 'long' })

/** After profiles were deleted: says until when their keys stay in backups, and offers to forget them. */
export async function offerToForget(names: readonly string[]): Promise<void> {
  for (const profile of names) {
    const plan = await ask('history.planPurge', { what: { profile } })
    // The History screen reports it if planning fails.
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
