import { dialog, type BrowserWindow, type MessageBoxOptions } from 'electron'
import { shownText } from '../../shared/domain/text/shown-command.ts'
import type { CorePorts, HandOutQuestion } from '../../core/host/ports.ts'
import { describeHandOut, type HandOutInWords } from '../../shared/domain/handouts/describe-question.ts'
import { answerLabels } from '../question/question-channel.ts'

function boxOf(question: HandOutQuestion, words: HandOutInWords, signal: AbortSignal): MessageBoxOptions {
  const minutes = Math.round(question.limitMs / 60_000)
  const lines = words.rows.map(({ label, text }) => `${label}: ${text}`)
  return {
    type: 'warning',
    title: 'Stackpass',
    message: words.title,
    detail: [
      lines.join('\n'),
      ...(words.answers.includes('tree')
        ? [`This run: ${words.run} and what it starts, until it ends.`]
        : []),
      `No answer within ${minutes === 1 ? '1 minute' : `${minutes} minutes`} means no.`,
    ].join('\n\n'),
    // Enter, Escape and closing the dialog refuse.
    buttons: ['Deny', ...words.answers.map((answer) => answerLabels[answer])],
    defaultId: 0,
    cancelId: 0,
    noLink: true,
    signal,
  }
}

/**
 * Asks whether a program may have credentials, in a system dialog, which the page can neither see nor answer. Used when the
 * question's own window cannot be shown. If the app's window is open, the dialog belongs to it: on macOS a dialog without a
 * window cannot be withdrawn.
 */
export function createHandOutDialog(
  shownWindow: () => BrowserWindow | undefined,
): NonNullable<CorePorts['askPerson']> {
  return async (question, signal) => {
    const words = describeHandOut(question, shownText)
    const box = boxOf(question, words, signal)
    const window = shownWindow()
    const { response } = await (window?.isVisible() === true
      ? dialog.showMessageBox(window, box)
      : dialog.showMessageBox(box))
    return { kind: words.answers[response - 1] ?? 'no' }
  }
}
