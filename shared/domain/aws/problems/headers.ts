import type { Section, SharedFileDocument } from '../document.ts'
import { headerOf } from '../edit/rename.ts'
import type { Header } from '../header.ts'
import { botocoreView } from '../lenses/botocore.ts'
import { contentEndOf } from '../lines.ts'
import { isReservedName, plainNamePart } from '../names.ts'
import { decodeText } from '../text.ts'
import { checkDuplicates, checkOtherDuplicates } from './duplicates.ts'
import { checkName } from './names.ts'
import type { ReportedProblem, Report } from './report.ts'

/** Sections that the AWS CLI knows and that are not profiles. */
const cliSections: ReadonlySet<string> = new Set(['plugins', 'preview', 'toplevel'])

const plainSpelling = new RegExp(
  String.raw`^\[(?:(?:profile|sso-session|services) )?${plainNamePart}\](?:[ \t]*$|[ \t]+[#;])`,
)

/** Whether the AWS CLI reads the file at all, found out at most once. */
function lazyCliReads({ bytes, kind }: SharedFileDocument): () => boolean {
  let reads: boolean | undefined
  return () => (reads ??= botocoreView(bytes, kind).error === undefined)
}

function checkUnclosed(section: Section, cliReads: () => boolean, report: Report): void {
  // With a separator in it, the line is one more setting for Python's parser.
  const fatal = !/[=:]/.test(section.rawName) || !cliReads()
  report({
    code: 'UnclosedHeader',
    severity: 'error',
    line: section.line,
    message: fatal
      ? 'The AWS CLI cannot read this file: a section header has no closing bracket'
      : 'The AWS CLI reads this section header as a setting: it has no closing bracket',
    reason: fatal
      ? 'The JS SDK skips the line and gives the settings below it to the section above'
      : 'It and the JS SDK give the settings below it to the section above',
    readers: [],
    fix: { label: 'Close the bracket', fix: { kind: 'closeHeader', line: section.line } },
  })
}

function prefixFix(line: number, label: string): NonNullable<ReportedProblem['fix']> {
  return { label, fix: { kind: 'fixProfilePrefix', line } }
}

function isGlued(text: string, { close }: Header): boolean {
  const next = text.charAt(close + 1)
  return next === '#' || next === ';'
}

function reportGlued(
  line: number,
  profile: string | undefined,
  fix: ReportedProblem['fix'],
  report: Report,
): void {
  report({
    code: 'GluedComment',
    severity: 'error',
    line,
    profile,
    message: 'The JS SDK misses this header and gives the settings below it to the section above',
    reason: 'The comment directly follows the bracket, so the wrong account may be used',
    readers: ['js-sdk'],
    fix,
  })
}

/** Headers that name no profile for the SDKs, though the user may have meant one. */
function checkOther(document: SharedFileDocument, section: Section, report: Report): void {
  const { line } = section
  const name = decodeText(section.rawName)
  if (isGlued(document.text, headerOf(document, section))) {
    const fix = {
      label: 'Move the comment above the header',
      fix: { kind: 'moveInlineComment', line },
    } as const
    reportGlued(line, undefined, fix, report)
  }
  if (document.text.startsWith('[]', document.text.indexOf('[', section.start))) {
    return report({
      code: 'EmptyName',
      severity: 'error',
      line,
      message: 'The AWS CLI cannot read this file: a section has no name',
      reason: 'It does not accept [] as a header; the SDKs skip the section',
      readers: ['aws-cli'],
    })
  }
  const problem = (code: string, message: string, reason: string, fix?: ReportedProblem['fix']): void => {
    report({ code, severity: 'warning', line, message, reason, readers: [], fix })
  }
  if (document.kind === 'credentials') {
    const prefix = /^(profile|sso-session|services)\s/.exec(name)?.[1]
    if (prefix === 'profile') {
      const reason = `In the credentials file names have no prefix; the AWS CLI looks for a profile named “${name}”`
      return problem(
        'MisplacedPrefix',
        `[${name}] is not read as a profile`,
        reason,
        prefixFix(line, 'Remove the prefix'),
      )
    }
    if (prefix !== undefined) {
      return problem(
        'MisplacedSection',
        `[${name}] is not read from the credentials file`,
        'SDKs look for it in the config file',
      )
    }
    return problem('EmptyName', 'A section has no name', 'No profile name leads to its settings')
  }
  if (cliSections.has(name) || /^(?:sso-session|services)$/.test(name)) return
  if (name === '' || /^(?:profile|sso-session|services)\s*(?:""|'')?$/.test(name)) {
    return problem('EmptyName', 'A section has no name', 'No profile name leads to its settings')
  }
  if (name.startsWith('profile.')) {
    return problem(
      'JsOnlyProfile',
      `[${name}] is a profile for the JS SDK only`,
      'Write it as [profile NAME] if it is meant as one',
    )
  }
  if (/^(?:profile|sso-session|services)\s/.test(name)) {
    return problem(
      'UnquotedBlank',
      `[${name}] is not read as a profile`,
      'A name with spaces must be in quotes, and then only the AWS CLI and boto3 read it',
    )
  }
  const reason = /^profile/i.test(name)
    ? 'The prefix is written “profile”, in lower case, followed by a space'
    : 'In the config file every profile but default needs the prefix “profile”'
  const fixable = /^(?:profile\s+)?[A-Za-z0-9_\-/.%@:+]+$/i.test(name)
  problem(
    'MissingPrefix',
    `[${name}] is not read as a profile`,
    reason,
    fixable ? prefixFix(line, 'Add the prefix') : undefined,
  )
}

/** Spellings of a header that not every reader takes for the same section. */
function checkSpelling(document: SharedFileDocument, section: Section, report: Report): void {
  const { text } = document
  const contentEnd = contentEndOf(text, section.start, section.bodyStart)
  const whole = text.slice(section.start, contentEnd)
  const { line } = section
  const profile = section.kind === 'profile' ? decodeText(section.rawName) : undefined
  const header = headerOf(document, section)
  const inside = text.slice(header.open + 1, header.close)
  const tail = text.slice(header.close + 1, contentEnd).trim()
  const plain: ReportedProblem['fix'] = {
    label: 'Write the header plainly',
    fix: { kind: 'plainHeader', line },
  }
  const quote = text.charAt(header.nameStart - 1)
  checkName(document, section, document.kind === 'config' && (quote === '"' || quote === "'"), report)
  if (/^[ \t]/.test(whole)) {
    report({
      code: 'IndentedHeader',
      severity: 'warning',
      line,
      profile,
      message: 'The Java and Rust SDKs cannot read this file: a header is indented',
      reason: 'An indented line continues the setting above it',
      readers: ['spec'],
      fix: plain,
    })
  }
  if (inside.trim() !== inside) {
    report({
      code: 'PaddedHeader',
      severity: 'warning',
      line,
      profile,
      message: 'The AWS CLI and the JS SDK do not find this section',
      reason: 'They read the whitespace inside the brackets as part of the name',
      readers: ['aws-cli', 'js-sdk'],
      fix: plain,
    })
  } else if (document.kind === 'config' && /^\S+\s{2,}/.test(inside)) {
    report({
      code: 'WideHeader',
      severity: 'warning',
      line,
      profile,
      message: 'The JS SDK does not see this section',
      reason: 'It allows exactly one space after the prefix',
      readers: ['js-sdk'],
      fix: plain,
    })
  }
  if (isGlued(text, header)) reportGlued(line, profile, plain, report)
  if (/^[#;].*\]/.test(tail)) {
    report({
      code: 'BracketInComment',
      severity: 'warning',
      line,
      profile,
      message: 'The AWS CLI reads part of the comment as the name of this section',
      reason: 'It reads up to the last closing bracket of the line',
      readers: ['aws-cli'],
      fix: { label: 'Move the comment above the header', fix: { kind: 'moveInlineComment', line } },
    })
  } else if (tail !== '' && !/^[#;]/.test(tail)) {
    report({
      code: 'TextBehindHeader',
      severity: 'warning',
      line,
      profile,
      message: 'Only the AWS CLI reads this header',
      reason: 'There is text after the closing bracket',
      readers: ['js-sdk', 'spec'],
    })
  }
}

/** Every header of a file: names, spelling, prefixes, duplicates. */
export function checkHeaders(document: SharedFileDocument, report: Report): void {
  const cliReads = lazyCliReads(document)
  for (const section of document.sections) {
    if (section.kind === 'unclosed') checkUnclosed(section, cliReads, report)
    else if (section.kind === 'other') checkOther(document, section, report)
    else if (isReservedName(section.rawName)) checkSpelling(document, section, report)
    else if (!section.plain) {
      const whole = document.text.slice(
        section.start,
        contentEndOf(document.text, section.start, section.bodyStart),
      )
      if (!plainSpelling.test(whole) || /[\]].*\]/.test(whole)) checkSpelling(document, section, report)
    }
  }
  checkDuplicates(document, report)
  checkOtherDuplicates(document, report)
}
