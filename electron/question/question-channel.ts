import type { HandOutInWords } from '../../shared/domain/handouts/describe-question.ts'

/** The channel from a question's window to the main process; no page has it. */
export const questionChannel = 'stackpass:question'
/** The number of other waiting questions changed. */
export const othersChannel = 'stackpass:question-others'

/** Whether an answer counts now. */
export const armedChannel = 'stackpass:question-armed'

export type QuestionAnswer = HandOutInWords['answers'][number] | 'no'

/** What the window shows. */
export interface QuestionView extends HandOutInWords {
  readonly production: boolean
  readonly endsInMs: number
  readonly others: number
  readonly dark: boolean
  readonly mac: boolean
}

/** What the window sends: that it is ready, the height that it needs, or the answer. */
export type QuestionMessage =
  | { readonly type: 'open' }
  | { readonly type: 'shown'; readonly height: number }
  | { readonly type: 'answer'; readonly answer: QuestionAnswer }

export const answerLabels: Readonly<Record<HandOutInWords['answers'][number], string>> = {
  once: 'Once',
  tree: 'Allow this run',
  hour: 'Allow for 1 hour',
  always: 'Always',
}

/**
 * For this long after the window was shown or got the focus, an answer does not count: keys and clicks meant for another
 * program must not answer here. Milliseconds.
 */
export const armedAfterMs = 1_000
