import { review } from './open-review.ts'
import { ask } from './transport.ts'

/** Shows the change that adds a twin of a profile, for tools that cannot use it themselves. */
export function reviewTwin(profile: string): void {
  review({
    plan: () => ask('bridges.planTwin', { profile }),
    done: `Tools can use the twin of ${profile} from now on`,
    saveLabel: 'Add it',
  })
}
