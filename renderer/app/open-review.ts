import type { Reply } from '../../shared/contract/index.ts'
import type { Applied, Operation, PlanView } from '../../shared/contract/models.ts'
import { createStore, useStore } from '../ui/store.ts'
import { ask } from './transport.ts'

/** A change that waits for the user's confirmation. */
export interface ReviewRequest {
  /** Plans the change; called again after a file changed on disk. */
  plan(): Promise<Reply<PlanView>>
  /** Says in the toast what was done, such as "Saved ci-deploy"; by default the summary of the plan. */
  readonly done?: string
  /** The label of the button that saves. */
  readonly saveLabel?: string
  /** A wider change, offered next to a warning of the plan. */
  readonly offer?: ReviewOffer
  onSaved?(applied: Applied): void
  onCancelled?(): void
}

export interface ReviewOffer {
  /** The code of the warning that it resolves. */
  readonly warning: string
  readonly label: string
  /** Opens the review of the wider change instead of this one. */
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
