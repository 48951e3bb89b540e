import type { ContinuationLine, LineProblem, Property, Section, SharedFileDocument } from '../document.ts'
import { looseProperty } from '../edit/loose.ts'
import { isSecretKey } from '../keys.ts'
import { propertiesOf } from '../properties.ts'
import { decodeText } from '../text.ts'
import type { Finding, Report } from './finding.ts'
import { checkKey, checkValue } from './property.ts'

const brokenFile = 'The AWS CLI cannot read this file: '

function commentOut(line: number): NonNullable<Finding['fix']> {
  return { label: 'Comment the line out', fix: { kind: 'commentOut', line } }
}

const problemTexts: Readonly<Record<LineProblem['kind'], { code: string; what: string }>> = {
  'no-separator': { code: 'MissingSeparator', what: 'a line has no =' },
  'no-key': { code: 'MissingKey', what: 'a line has nothing before its =' },
  'nested-no-separator': { code: 'NestedWithoutSeparator', what: 'a nested line has no =' },
}

function checkProblems(problems: readonly LineProblem[], profile: string | undefined, report: Report): void {
  for (const { kind, line } of problems) {
    const { code, what } = problemTexts[kind]
    report({
      code,
      severity: 'error',
      line,
      profile,
      message: brokenFile + what,
      reason: 'The Java and Rust SDKs refuse the file too; the JS SDK skips the line',
      readers: ['aws-cli', 'spec'],
      fix: commentOut(line),
    })
  }
}

function checkPreamble(document: SharedFileDocument, report: Report): void {
  const { properties, problems } = propertiesOf(document, document.preamble)
  for (const { line } of [...properties, ...problems]) {
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

function checkComment(
  property: Property,
  nested: boolean,
  profile: string | undefined,
  report: Report,
): void {
  const { line } = property
  const fix: Finding['fix'] = {
    label: 'Move the comment to its own line',
    fix: { kind: 'moveInlineComment', line },
  }
  if (property.children !== undefined) {
    report({
      code: 'CommentOnParent',
      severity: 'warning',
      line,
      profile,
      message: 'The AWS CLI does not see the settings nested below this line',
      reason: 'It takes the comment for the value',
      readers: ['aws-cli'],
      fix,
    })
    return
  }
  const empty = property.valueStart === property.valueEnd
  report({
    code: 'InlineComment',
    severity: 'warning',
    line,
    profile,
    message: empty
      ? 'The SDKs read this setting as empty, the AWS CLI reads the comment as its value'
      : 'The AWS CLI reads the inline comment as a part of the value',
    reason: nested
      ? 'For the AWS CLI a comment needs a line of its own, also in a nested block'
      : 'For the AWS CLI a comment needs a line of its own',
    readers: ['aws-cli'],
    fix,
  })
}

function checkContinuation(
  document: SharedFileDocument,
  property: Property,
  lines: readonly ContinuationLine[],
  profile: string | undefined,
  report: Report,
): void {
  const header = lines.find((line) => document.text.charAt(line.textStart) === '[')
  if (header) {
    report({
      code: 'SwallowedHeader',
      severity: 'error',
      line: header.line,
      profile,
      message: 'The AWS CLI takes this indented header for a part of the value above',
      reason: 'The JS SDK begins a section here, so that the two use different credentials',
      readers: ['aws-cli', 'spec'],
    })
    return
  }
  const loose = lines.find((line) => looseProperty(document.text, line))
  if (loose) {
    report({
      code: 'AmbiguousIndentation',
      severity: 'warning',
      line: loose.line,
      profile,
      message: 'The AWS CLI takes this indented line for a part of the value above',
      reason: 'The JS and Go SDKs read it as a setting of its own',
      readers: ['aws-cli', 'spec'],
    })
    return
  }
  report({
    code: 'ContinuedValue',
    severity: isSecretKey(property.key) ? 'error' : 'warning',
    line: property.line,
    profile,
    message: 'The JS SDK reads only the first line of this value',
    reason: 'It does not join the deeper lines below',
    readers: ['js-sdk'],
  })
}

function checkSection(document: SharedFileDocument, section: Section, report: Report): void {
  const { properties, problems } = propertiesOf(document, section)
  const profile = section.kind === 'profile' ? decodeText(section.rawName) : undefined
  if (problems.length > 0) checkProblems(problems, profile, report)
  const seen = new Map<string, number>()
  let indented = false
  let emptyParent: Property | undefined
  for (const property of properties) {
    const { line, key } = property
    const known = seen.get(key)
    if (known !== undefined) {
      report({
        code: 'DuplicateKey',
        severity: 'error',
        line,
        profile,
        message: `${brokenFile}${decodeText(key)} stands in this section twice`,
        reason: `The first one is in line ${known}; the SDKs take the last`,
        readers: ['aws-cli'],
        fix: { label: 'Remove the earlier one', fix: { kind: 'removeDuplicateKey', line } },
      })
    }
    seen.set(key, line)
    if (property.keyStart > property.start) {
      if (!indented) {
        indented = true
        report({
          code: 'IndentedSetting',
          severity: 'warning',
          line,
          profile,
          message: 'The Java and Rust SDKs cannot read this file: a setting is indented',
          reason: 'They take an indented line for the continuation of another',
          readers: ['spec'],
        })
      }
      if (emptyParent) {
        report({
          code: 'NestedByAccident',
          severity: 'warning',
          line,
          profile,
          message: `The JS SDK reads this setting as ${decodeText(emptyParent.key)}.${decodeText(key)}`,
          reason: 'It takes indented lines below an empty setting for nested ones, however deep they stand',
          readers: ['js-sdk'],
        })
      }
    } else emptyParent = undefined
    if (property.valueStart === property.valueEnd) emptyParent = property
    checkKey(document, property, profile, report)
    checkValue(document, property, profile, report)
    if (property.comment >= 0) checkComment(property, false, profile, report)
    if (property.continuation) checkContinuation(document, property, property.continuation, profile, report)
    for (const child of property.children ?? []) {
      if (child.comment >= 0) checkComment(child, true, profile, report)
    }
  }
}

function checkIndentedComments(document: SharedFileDocument, report: Report): void {
  const { text } = document
  const pattern = /(?:^|\n)[ \t]+[#;]/g
  let line = 1
  let counted = 0
  for (let match = pattern.exec(text); match; match = pattern.exec(text)) {
    const at = text.charCodeAt(match.index) === 10 ? match.index + 1 : match.index
    for (
      let feed = text.indexOf('\n', counted);
      feed >= 0 && feed < at;
      feed = text.indexOf('\n', feed + 1)
    ) {
      line += 1
      counted = feed + 1
    }
    report({
      code: 'IndentedComment',
      severity: 'info',
      line,
      message: 'The Java and Rust SDKs do not take this line for a comment',
      reason:
        'For them a comment begins in the first column; an indented one continues the value above, or breaks a nested block',
      readers: ['spec'],
    })
  }
}

/** Every setting of a file, and every line that is none. */
export function checkSettings(document: SharedFileDocument, report: Report): void {
  checkPreamble(document, report)
  for (const section of document.sections) checkSection(document, section, report)
  checkIndentedComments(document, report)
}
