import type { Reply } from '../../shared/contract/index.ts'
import type { Applied, Operation, PlanView } from '../../shared/contract/models.ts'
import { createStore, useStore } from '../ui/store.ts'
import { ask } from './transport.ts'

/** A change that waits for the user's word. */
export interface ReviewRequest {
  /** Plans the change, again after a file changed on disk. */
  plan(): Promise<Reply<PlanView>>
  /** Says in the toast what was done, such as "Saved ci-deploy"; by default the summary of the plan. */
  readonly done?: string
  /** The label of the button that saves. */
  readonly saveLabel?: string
  /** A wider change, offered beside a warning of the plan. */
  readonly offer?: ReviewOffer
  onSaved?(applied: Applied): void
  onCancelled?(): void
}

export interface ReviewOffer {
  /** The code of the warning that it answers. */
  readonly warning: string
  readonly label: string
  /** Opens the review of the wider change in this one's place. */
  accept(): void
}

export const openReview = createStore<ReviewRequest | undefined>(undefined)

/** Shows the Review change sheet for anything that can be planned. */
export function review(request: ReviewRequest): void {
  openReview.set(request)
}

/** Shows the Review change sheet for operations on the shared files. */
export function reviewOperations(
  operations: readonly Operation[],
  more: Omit<ReviewRequest, 'plan'> & { readonly summary?: string } = {},
): void {
  const { summary, ...rest } = more
  review({
    ...rest,
    plan: () =>
      ask('edits.plan', { operations: [...operations], ...(summary === undefined ? {} : { summary }) }),
  })
}

export function useOpenReview(): ReviewRequest | undefined {
  return useStore(openReview)
}
