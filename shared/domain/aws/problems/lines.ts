import type { LineProblem, Property, SectionBody, SharedFileDocument } from '../document.ts'
import { pythonStrip } from '../lenses/python.ts'
import { propertiesOf } from '../properties.ts'
import { decodeText } from '../text.ts'
import type { ReportedProblem, Report } from './report.ts'

export const brokenFile = 'The AWS CLI cannot read this file: '

function commentOut(line: number): NonNullable<ReportedProblem['fix']> {
  return { label: 'Comment the line out', fix: { kind: 'commentOut', line } }
}

const problemTexts: Readonly<Record<LineProblem['kind'], { code: string; what: string }>> = {
  'no-separator': { code: 'MissingSeparator', what: 'a line has no =' },
  'no-key': { code: 'MissingKey', what: 'a line has nothing before its =' },
  'nested-no-separator': { code: 'NestedWithoutSeparator', what: 'a nested line has no =' },
}

/** The text of a line without what Python takes for blanks around it. */
export function shownText(
  document: SharedFileDocument,
  { start, end }: Pick<LineProblem, 'start' | 'end'>,
): string {
  return pythonStrip(decodeText(document.text.slice(start, end)))
}

/** Whether the AWS CLI reads something in a line that has no setting for any other reader. `parent`: what it is nested in. */
function readByCli(text: string, problem: LineProblem, parent: Property | undefined): boolean {
  const line = text.slice(problem.start, problem.end)
  if (problem.kind === 'no-key') return false
  if (problem.kind === 'no-separator') return /[=:]/.test(line)
  // Below a comment that it takes for a value, the AWS CLI takes every line for more of that value.
  return (parent !== undefined && parent.comment >= 0) || line.includes('=')
}

/** Lines of a section that no rule of the format covers. */
export function checkProblems(
  document: SharedFileDocument,
  { problems, properties }: SectionBody,
  profile: string | undefined,
  report: Report,
): void {
  let at = 0
  for (const problem of problems) {
    const { kind, line, start } = problem
    const { code, what } = problemTexts[kind]
    // Both lists are in file order.
    while (at < properties.length && properties[at]!.end <= start) at += 1
    if (shownText(document, problem) === '') {
      reportOddBlank(code, line, profile, report)
      continue
    }
    const read = readByCli(document.text, problem, properties[at])
    report({
      code,
      severity: 'error',
      line,
      profile,
      message: read ? 'The AWS CLI reads something in this line that no other tool sees' : brokenFile + what,
      reason: read
        ? 'The JS SDK skips the line, the Java and Rust SDKs refuse the file'
        : 'The Java and Rust SDKs refuse the file too; the JS SDK skips the line',
      readers: ['aws-cli', 'spec'],
      fix: commentOut(line),
    })
  }
}

/** A line of form feeds, no-break spaces and their like, as text copied from a web page has them. */
function reportOddBlank(code: string, line: number, profile: string | undefined, report: Report): void {
  report({
    code,
    severity: 'warning',
    line,
    profile,
    message: 'The Java and Rust SDKs cannot read this file: a line looks blank and is not',
    reason: 'It holds a character that only the AWS CLI and the JS SDK treat as whitespace',
    readers: ['spec'],
    fix: commentOut(line),
  })
}

/** Lines above the first header. */
export function checkPreamble(document: SharedFileDocument, report: Report): void {
  const { properties, problems } = propertiesOf(document, document.preamble)
  for (const entry of [...properties, ...problems]) {
    const { line } = entry
    if (shownText(document, entry) === '') {
      reportOddBlank('OutsideSection', line, undefined, report)
      continue
    }
    report({
      code: 'OutsideSection',
      severity: 'error',
      line,
      message: `${brokenFile}a line stands before the first section`,
      reason: 'The Java and Rust SDKs refuse the file too; the JS SDK skips the line',
      readers: ['aws-cli', 'spec'],
      fix: commentOut(line),
    })
  }
}
