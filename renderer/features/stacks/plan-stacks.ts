import type { StackId, StackOperationInput } from '../../../shared/contract/models.ts'
import type { Input, Output } from '../../../shared/contract/index.ts'
import type { Reply } from '../../../shared/contract/index.ts'
import { nativeLeftBehind } from '../../../shared/domain/edit/asked-about.ts'
import { openOverlay } from '../../app/overlays.ts'
import { review, type ReviewOffer } from '../../app/open-review.ts'
import { notifyError } from '../../app/notify.ts'
import { ask } from '../../app/transport.ts'

export const wrongAccountOverlay = 'stacks-wrong-account'

export interface StackChange {
  readonly stacks: readonly StackId[]
  readonly operations: readonly StackOperationInput[]
  readonly target?: 'stack' | 'project'
  /** Change the `aws-native:` keys too. */
  readonly native?: boolean
  /** What the toast says afterwards; by default the summary of the plan. */
  readonly done?: string
  readonly onSaved?: () => void
}

type Plan = Reply<Output<'stacks.plan'>>

/** Opens the review with a plan that was just made; planning again calls core. */
function reviewFirst(
  first: Plan,
  again: () => Promise<Plan>,
  { done, onSaved }: Pick<StackChange, 'done' | 'onSaved'>,
  offer?: ReviewOffer,
) {
  let waiting: Plan | undefined = first
  review({
    plan: () => {
      const now = waiting === undefined ? again() : Promise.resolve(waiting)
      waiting = undefined
      return now
    },
    ...(done === undefined ? {} : { done }),
    ...(onSaved === undefined ? {} : { onSaved }),
    ...(offer === undefined ? {} : { offer }),
  })
}

/** What the user agreed to. */
type Agreed = Pick<Input<'stacks.plan'>, 'confirmed' | 'leaveProject'>

const questions: ReadonlyMap<string, keyof Agreed> = new Map([
  ['WrongAccount', 'confirmed'],
  ['FileOutside', 'leaveProject'],
])

const idOf = ({ project, stack }: StackId): StackId => ({ project, stack })

/**
 * Plans the same change for stacks and shows its review. Asks first, in red, if it would lead to an account that a stack
 * does not allow, or out of the project.
 */
export async function changeStacks(change: StackChange, agreed: Agreed = {}): Promise<void> {
  const input: Input<'stacks.plan'> = {
    stacks: change.stacks.map(idOf),
    operations: [...change.operations],
    ...(change.target === undefined ? {} : { target: change.target }),
    ...(change.native === true ? { native: true } : {}),
    ...agreed,
  }
  const plan = () => ask('stacks.plan', input)
  const first = await plan()
  const asked = first.ok ? undefined : questions.get(first.error.code)
  if (!first.ok && asked !== undefined && agreed[asked] !== true) {
    openOverlay(wrongAccountOverlay, {
      error: first.error,
      stacks: change.stacks,
      confirm: () => void changeStacks(change, { ...agreed, [asked]: true }),
    })
    return
  }
  reviewFirst(first, plan, change, {
    warning: nativeLeftBehind,
    label: 'Change aws-native too',
    accept: () => void changeStacks({ ...change, native: true }, agreed),
  })
}

/** Sets `aws:profile` of stacks. */
export function setStackProfile(stacks: readonly StackId[], profile: string): Promise<void> {
  const [only] = stacks
  const where = stacks.length === 1 && only !== undefined ? only.stack : `${stacks.length} stacks`
  return changeStacks({
    stacks,
    operations: [{ type: 'setProfile', profile }],
    done: `Set ${profile} for ${where}`,
  })
}

/** Plans a separate profile for each stack and shows the review; asks first when `changeStacks` would. */
export async function changeProfiles(
  sets: Input<'stacks.planProfiles'>['sets'],
  done: string,
  agreed: Agreed = {},
): Promise<void> {
  const plan = () => ask('stacks.planProfiles', { sets, ...agreed })
  const first = await plan()
  const asked = first.ok ? undefined : questions.get(first.error.code)
  if (!first.ok && asked !== undefined && agreed[asked] !== true) {
    openOverlay(wrongAccountOverlay, {
      error: first.error,
      stacks: sets,
      confirm: () => void changeProfiles(sets, done, { ...agreed, [asked]: true }),
    })
    return
  }
  reviewFirst(first, plan, { done })
}

/** Plans to allow only the verified account of each stack, and shows the review. */
export async function pinAccounts(stacks: readonly StackId[], leaveProject = false): Promise<void> {
  const plan = () =>
    ask('stacks.pinAccount', { stacks: stacks.map(idOf), ...(leaveProject ? { leaveProject } : {}) })
  const first = await plan()
  if (!first.ok && first.error.code === 'FileOutside' && !leaveProject) {
    openOverlay(wrongAccountOverlay, {
      error: first.error,
      stacks,
      confirm: () => void pinAccounts(stacks, true),
    })
    return
  }
  if (!first.ok) return notifyError(first.error)
  reviewFirst(first, plan, {})
}
