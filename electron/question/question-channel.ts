import type { HandOutInWords } from '../../shared/domain/handouts/describe-question.ts'

/** The one channel between the window of a question and the main process; no page has it. */
export const questionChannel = 'stackpass:question'
/** How many others wait changed. */
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

/** What the window says: that it is there, how high it wants to be, or the answer. */
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
 * For so long an answer is none after the window was shown, or got the focus: what was typed or clicked for another program
 * must not land here. Milliseconds.
 */
export const armedAfterMs = 1_000
