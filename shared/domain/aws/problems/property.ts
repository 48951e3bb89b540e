import type { Property, SharedFileDocument } from '../document.ts'
import { isProgramSetting, keyPair, knownKeys, tokenKeys } from '../keys.ts'
import { decodeText, isAscii } from '../text.ts'
import type { Report } from './report.ts'

/** The spelling of a setting's name. */
export function checkKey(
  document: SharedFileDocument,
  property: Property,
  profile: string | undefined,
  report: Report,
): void {
  const { text } = document
  const spelled = text.slice(property.keyStart, property.keyEnd)
  const { line } = property
  if (text.charCodeAt(property.separator) === 58) {
    report({
      code: 'ColonSeparator',
      severity: 'warning',
      line,
      profile,
      message: 'Only the AWS CLI reads this setting',
      reason: 'It has a : where every other tool expects a =',
      readers: ['js-sdk', 'spec'],
      fix: { label: 'Write =', fix: { kind: 'equalsSign', line } },
    })
  } else if (spelled.startsWith(':')) {
    report({
      code: 'MissingKey',
      severity: 'error',
      line,
      profile,
      message: 'The AWS CLI cannot read this file: a line has nothing before its :',
      reason: 'It treats the first = or : as the separator; other tools read the colon as part of the name',
      readers: ['aws-cli'],
    })
  } else if (spelled.includes(':')) {
    report({
      code: 'ColonInKey',
      severity: 'warning',
      line,
      profile,
      message: 'The AWS CLI ends the name of this setting at the colon',
      reason: 'It treats the first = or : as the separator',
      readers: ['aws-cli'],
    })
  }
  if (spelled !== property.key && knownKeys.has(property.key)) {
    report({
      code: 'UpperCaseKey',
      severity: 'warning',
      line,
      profile,
      message: 'The JS SDK does not find this setting',
      reason: `It looks for ${property.key} in exactly this spelling`,
      readers: ['js-sdk'],
      fix: { label: 'Write it in lower case', fix: { kind: 'lowerCaseKey', line } },
    })
  }
  const shell = /^(?:export|set)\s+aws_/i.test(spelled) || /^\$env:/i.test(spelled)
  if (!shell && !/^[\w\-/.%@:+]+$/.test(spelled)) {
    report({
      code: 'KeyNotRead',
      severity: 'warning',
      line,
      profile,
      message: 'The Java and Rust SDKs skip this setting',
      reason: 'Only letters, digits and - _ / . % @ : + are read by every tool in its name',
      readers: ['spec'],
    })
  }
  if (shell) {
    report({
      code: 'ShellLine',
      severity: 'warning',
      line,
      profile,
      message: 'This line was meant for a shell',
      reason: 'No SDK reads it as credentials; import the text to add it as settings',
      readers: [],
    })
  }
}

const credentialLike: ReadonlySet<string> = new Set<string>([...keyPair, ...tokenKeys])

/** The spelling of a setting's value. */
export function checkValue(
  document: SharedFileDocument,
  property: Property,
  profile: string | undefined,
  report: Report,
): void {
  const { text } = document
  const { line, key } = property
  const raw = text.slice(property.valueStart, property.valueEnd)
  if (raw === '') {
    if (credentialLike.has(key) && property.children === undefined && property.comment < 0) {
      report({
        code: 'EmptyCredential',
        severity: 'warning',
        line,
        profile,
        message: `${key} is set to an empty value`,
        reason: 'The AWS CLI reads it as an empty key, the JS SDK as no key',
        readers: [],
      })
    }
    return
  }
  const first = raw.charCodeAt(0)
  if ((first === 34 || first === 39) && knownKeys.has(key) && !isProgramSetting(key)) {
    report({
      code: 'QuotedValue',
      severity: 'warning',
      line,
      profile,
      message: 'The quotes are read as part of the value',
      reason: 'Only the Go SDK removes them',
      readers: [],
    })
  }
  if (/[\x00-\x08\x0b-\x1f\x7f]/.test(raw) || (!isAscii(raw) && decodeText(raw) !== decodeText(raw).trim())) {
    report({
      code: 'OddCharacter',
      severity: 'warning',
      line,
      profile,
      message: 'The value contains an invisible character',
      reason: 'Tools do not agree on whether to drop it',
      readers: [],
    })
  } else if (credentialLike.has(key) && !isAscii(raw)) {
    report({
      code: 'OddCharacter',
      severity: 'error',
      line,
      profile,
      message: 'The key contains a character that no AWS key has',
      reason: 'Text programs put curly quotes and dashes in place of plain ones',
      readers: [],
    })
  }
}
