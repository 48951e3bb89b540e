import type { ConsentAnswer, ConsentQuestion } from '../../core/host/ports.ts'
import type { CliContext } from '../context.ts'
import { safeText } from '../terminal/safe-text.ts'
import { wrapColumns } from '../terminal/wrap-columns.ts'
import { askOnTerminal } from './ask-terminal.ts'
import { isForeground } from './is-foreground.ts'

const labelWidth = 10
/** Stands before each line of a value, so that no value looks like a line of the question. */
const bar = '│ '

/** The question as text for a terminal of so many columns. Long values are wrapped, never cut. */
export function consentText(
  { title, rows, limitMs, asks = 'Run it, now and in future?' }: ConsentQuestion,
  columns = 80,
): string {
  const width = Math.max(20, columns - labelWidth - 2 - bar.length - 1)
  const lines = rows.flatMap(({ label, text }) =>
    wrapColumns(safeText(text), width).map(
      (line, index) => `  ${(index === 0 ? label : '').padEnd(labelWidth)}${bar}${line}`,
    ),
  )
  const limit = `No answer within ${Math.round(limitMs / 60_000)} minutes means no.`
  return `${safeText(title)}\n${lines.join('\n')}\n${limit}\n${asks} [y/N] `
}

async function ask(
  context: CliContext,
  question: ConsentQuestion,
  signal: AbortSignal,
): Promise<ConsentAnswer> {
  const text = consentText(question, context.terminal.columns)
  const answer = await askOnTerminal(text, context.platform, signal, { fresh: true })
  if (answer === null) return { kind: 'nobody' }
  return /^y(es)?$/i.test(answer?.trim() ?? '') ? { kind: 'yes', where: 'terminal' } : { kind: 'no' }
}

/** Asks on the controlling terminal of a command that the user has just started. */
export function askOnOwnTerminal(
  context: CliContext,
  question: ConsentQuestion,
  signal: AbortSignal,
): Promise<ConsentAnswer> {
  return ask(context, question, signal)
}

/** Asks on the terminal that the page's host runs in, when the page requests it. */
export async function askInServeTerminal(
  context: CliContext,
  question: ConsentQuestion,
  signal: AbortSignal,
): Promise<ConsentAnswer> {
  if (!(await isForeground(context.platform)))
    return { kind: 'nobody', reason: 'Stackpass runs in the background of its terminal, or without one.' }
  const asked = { ...question, title: `The page asks to run a program. ${question.title}` }
  const answer = await ask(context, asked, signal)
  if (answer.kind !== 'nobody') {
    // A cancelled question leaves the cursor at its end.
    const said = answer.kind === 'yes' ? 'Allowed.' : 'Not allowed.'
    context.terminal.err(`${signal.aborted ? '\n' : ''}${said}\n`)
  }
  return answer
}
