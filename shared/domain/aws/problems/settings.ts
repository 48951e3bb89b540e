import { isSecretName } from '../../secrets/secret-names.ts'
import type { ContinuationLine, Property, Section, SharedFileDocument } from '../document.ts'
import { looseProperty } from '../edit/loose-lines.ts'
import { knownNestedKeys } from '../keys.ts'
import { pythonSplitLines, pythonStrip } from '../lenses/python.ts'
import { plainFile } from '../plain-file.ts'
import { propertiesOf } from '../properties.ts'
import { decodeText } from '../text.ts'
import { brokenFile, checkPreamble, checkProblems, shownText } from './lines.ts'
import { checkKey, checkValue } from './property.ts'
import type { ReportedProblem, Report } from './report.ts'

/** Settings in a nested block: what their parents' checks do not see. */
function checkNested(
  document: SharedFileDocument,
  parent: Property,
  child: Property,
  profile: string | undefined,
  report: Report,
): void {
  const { line } = child
  if (child.comment >= 0) checkComment(child, true, profile, report)
  const parts = pythonSplitLines(shownText(document, { start: child.start, end: child.lineEnd }))
  // Below a comment it takes the lines for text, and text may hold anything.
  if (parent.comment < 0 && parts.some((part) => pythonStrip(part) !== '' && !part.includes('='))) {
    report({
      code: 'NestedWithoutSeparator',
      severity: 'error',
      line,
      profile,
      message: `${brokenFile}a nested line contains a character that begins a new line there`,
      reason: 'The text after the character has no =; other tools read it as part of the value',
      readers: ['aws-cli'],
    })
  }
  const spelled = document.text.slice(child.keyStart, child.keyEnd)
  if (spelled !== child.key && knownNestedKeys.has(child.key)) {
    report({
      code: 'UpperCaseKey',
      severity: 'warning',
      line,
      profile,
      message: 'The AWS CLI and the JS SDK do not find this setting',
      reason: `In a nested block they look for ${child.key} in exactly this spelling`,
      readers: ['aws-cli', 'js-sdk'],
      fix: { label: 'Write it in lower case', fix: { kind: 'lowerCaseKey', line } },
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
  const fix: ReportedProblem['fix'] = {
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
      reason: 'It reads the comment as the value',
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
      : 'The AWS CLI reads the inline comment as part of the value',
    reason: nested
      ? 'For the AWS CLI a comment needs a line of its own, in a nested block too'
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
      message: 'The AWS CLI reads this indented header as part of the value above',
      reason: 'The JS SDK begins a section here, so the two use different credentials',
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
      message: 'The AWS CLI reads this indented line as part of the value above',
      reason: 'The JS and Go SDKs read it as a setting of its own',
      readers: ['aws-cli', 'spec'],
    })
    return
  }
  report({
    code: 'ContinuedValue',
    severity: isSecretName(property.key) ? 'error' : 'warning',
    line: property.line,
    profile,
    message: 'The JS SDK reads only the first line of this value',
    reason: 'It does not join the deeper lines below',
    readers: ['js-sdk'],
  })
}

function checkSection(document: SharedFileDocument, section: Section, report: Report): void {
  const body = propertiesOf(document, section)
  const { properties } = body
  const profile = section.kind === 'profile' ? decodeText(section.rawName) : undefined
  if (body.problems.length > 0) checkProblems(document, body, profile, report)
  const seen = new Map<string, Property>()
  let indented = false
  let emptyParent: Property | undefined
  /** Empty settings to which the JS SDK gives the indented lines below. */
  const parents = new Set<Property>()
  for (const property of properties) {
    const { line, key } = property
    const known = seen.get(key)
    const isIndented = property.keyStart > property.start
    if (isIndented && emptyParent) parents.add(emptyParent)
    if (known !== undefined) {
      report({
        code: 'DuplicateKey',
        severity: 'error',
        line,
        profile,
        message: `${brokenFile}${decodeText(key)} appears twice in this section`,
        reason: `The first one is on line ${known.line}; the SDKs take the last`,
        readers: ['aws-cli'],
        // Without its parent, the JS SDK would read the indented line by another name.
        ...(!parents.has(known) && {
          fix: { label: 'Remove the earlier one', fix: { kind: 'removeDuplicateKey', line } },
        }),
      })
    }
    seen.set(key, property)
    if (isIndented) {
      if (!indented) {
        indented = true
        report({
          code: 'IndentedSetting',
          severity: 'warning',
          line,
          profile,
          message: 'The Java and Rust SDKs cannot read this file: a setting is indented',
          reason: 'They read an indented line as the continuation of another',
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
          reason:
            'It reads indented lines below an empty setting as nested ones, however deep their indentation',
          readers: ['js-sdk'],
        })
      }
    } else emptyParent = undefined
    if (property.valueStart === property.valueEnd) emptyParent = property
    checkKey(document, property, profile, report)
    checkValue(document, property, profile, report)
    if (property.comment >= 0) checkComment(property, false, profile, report)
    if (property.continuation) checkContinuation(document, property, property.continuation, profile, report)
    for (const child of property.children ?? []) checkNested(document, property, child, profile, report)
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
      message: 'The Java and Rust SDKs do not read this line as a comment',
      reason:
        'For them a comment begins in the first column; an indented one continues the value above, or breaks a nested block',
      readers: ['spec'],
    })
  }
}

/** The settings of these sections. In a plain file, skips those in which no single line can be wrong. */
export function checkSections(
  document: SharedFileDocument,
  sections: readonly Section[],
  report: Report,
): void {
  const plain = plainFile(document)
  for (const section of sections)
    if (plain?.odd.has(section) !== false) checkSection(document, section, report)
}

/** Every setting of a file, and every line that is not one. */
export function checkSettings(document: SharedFileDocument, report: Report): void {
  checkPreamble(document, report)
  checkSections(document, document.sections, report)
  if (plainFile(document) === undefined) checkIndentedComments(document, report)
}
