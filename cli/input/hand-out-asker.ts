import { shownText } from '../../shared/domain/text/shown-command.ts'
import type { HandOutQuestion, PersonAnswer } from '../../core/host/ports.ts'
import { describeHandOut, type HandOutInWords } from '../../shared/domain/handouts/describe-question.ts'
import type { CliContext } from '../context.ts'
import { safeText } from '../terminal/safe-text.ts'
import { wrapColumns } from '../terminal/wrap-columns.ts'
import { askOnTerminal } from './ask-terminal.ts'
import { isForeground } from './is-foreground.ts'

const labelWidth = 9
/** Stands before each line of a value, so that no value looks like a line of the question. */
const bar = '│ '
const letters = { once: 'o', tree: 'r', hour: 'h', always: 'a' } as const

const words: Readonly<Record<HandOutInWords['answers'][number], string>> = {
  once: 'once',
  tree: 'this run',
  hour: 'for 1 h',
  always: 'always',
}

/** The question as text for a terminal of so many columns. Long values are wrapped, never cut. */
export function handOutText(question: HandOutQuestion, columns = 80): string {
  const { title, rows, run, answers } = describeHandOut(question, shownText)
  const width = Math.max(20, columns - labelWidth - 2 - bar.length - 1)
  const lines = rows.flatMap(({ label, text }) =>
    wrapColumns(safeText(text), width).map(
      (line, index) => `  ${(index === 0 ? label : '').padEnd(labelWidth)}${bar}${line}`,
    ),
  )
  const choices = [...answers.map((answer) => `${letters[answer]} ${words[answer]}`), 'n no'].join('   ')
  const minutes = Math.round(question.limitMs / 60_000)
  return [
    safeText(title),
    ...lines,
    '',
    `  ${choices}`,
    ...(answers.includes('tree') ? [`This run: ${safeText(run)} and what it starts, until it ends.`] : []),
    `Answer within ${minutes} min; no answer means no [n]: `,
  ].join('\n')
}

async function ask(
  context: CliContext,
  question: HandOutQuestion,
  signal: AbortSignal,
): Promise<PersonAnswer> {
  // In the background, the system would stop us when we read from the terminal.
  if (!(await isForeground(context.platform))) return { kind: 'nobody' }
  const text = `\n${handOutText(question, context.terminal.columns)}`
  const said = await askOnTerminal(text, context.platform, signal, { fresh: true })
  if (said === null) return { kind: 'nobody' }
  const letter = said?.trim().toLowerCase() ?? ''
  const { answers } = describeHandOut(question, shownText)
  return { kind: answers.find((answer) => letters[answer] === letter || words[answer] === letter) ?? 'no' }
}

/** Asks on the terminal of the program that wants the credentials. */
export function askOnTerminalOfCaller(
  context: CliContext,
  question: HandOutQuestion,
  signal: AbortSignal,
): Promise<PersonAnswer> {
  return ask(context, question, signal)
}

/** Asks on the terminal that the page's host runs in. */
export async function askInTerminalOfServe(
  context: CliContext,
  question: HandOutQuestion,
  signal: AbortSignal,
): Promise<PersonAnswer> {
  const answer = await ask(context, question, signal)
  if (answer.kind !== 'nobody')
    context.terminal.err(`${signal.aborted ? '\n' : ''}${answer.kind === 'no' ? 'Not given.' : 'Given.'}\n`)
  return answer
}
