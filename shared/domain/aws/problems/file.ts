import { isSecretName } from '../../secrets/secret-names.ts'
import type { SharedFileDocument } from '../document.ts'
import { loneReturnOf, propertiesOf } from '../properties.ts'
import { findUtf8Problem, isAscii } from '../text.ts'
import type { Report } from './report.ts'

function lineAt(text: string, offset: number): number {
  let line = 1
  for (let at = text.indexOf('\n'); at >= 0 && at < offset; at = text.indexOf('\n', at + 1)) line += 1
  return line
}

function holdsSecrets(document: SharedFileDocument): boolean {
  return document.sections.some((section) =>
    propertiesOf(document, section).properties.some(({ key }) => isSecretName(key)),
  )
}

function checkEncoding(document: SharedFileDocument, report: Report): void {
  const { text } = document
  if (document.bodyStart > 0) {
    report({
      code: 'ByteOrderMark',
      severity: 'error',
      line: 1,
      message: 'The AWS CLI cannot read this file: it begins with a byte order mark',
      reason:
        'The AWS CLI, boto3 and the Java and Rust SDKs read the mark as text before the first header; the JS SDK skips it',
      readers: ['aws-cli', 'spec'],
      fix: { label: 'Remove the byte order mark', fix: { kind: 'removeByteOrderMark' } },
    })
  }
  if (document.ascii) return
  const problem = findUtf8Problem(text)
  if (problem) {
    report({
      code: 'NotUtf8',
      severity: 'error',
      line: lineAt(text, problem.start),
      message: 'The AWS CLI cannot read this file: it is not UTF-8',
      reason:
        'A byte here is not UTF-8; the JS SDK puts a replacement character in its place, the Rust SDK treats the file as empty',
      readers: ['aws-cli', 'spec'],
    })
  } else if (!isAscii(text.slice(document.bodyStart))) {
    report({
      code: 'NonAscii',
      severity: 'info',
      line: lineAt(text, document.bodyStart + text.slice(document.bodyStart).search(/[^\x00-\x7f]/)),
      message: 'On Windows, the AWS CLI may read some characters of this file differently',
      reason: 'It reads the file in the code page of the system; other tools read it as UTF-8',
      readers: ['aws-cli'],
    })
  }
}

function checkLineEnds(document: SharedFileDocument, report: Report): void {
  const { text } = document
  if (!text.includes('\r')) return
  if (loneReturnOf(document)) {
    report({
      code: 'LoneReturn',
      severity: 'warning',
      line: lineAt(text, text.search(/\r(?![\r\n])/)),
      message: 'The JS SDK does not see the end of some lines',
      reason: 'A carriage return without a line feed ends a line for the AWS CLI only',
      readers: ['js-sdk', 'spec'],
    })
    return
  }
  const bare = /(?:^|[^\r])\n/.exec(text)
  if (bare) {
    report({
      code: 'MixedLineEnds',
      severity: 'info',
      line: lineAt(text, bare.index + bare[0].length - 1),
      message: 'Some lines end in CRLF and some in LF',
      reason: 'Every SDK reads both; each line keeps its own line ending',
      readers: [],
    })
  }
}

/** Encoding, line ends and access rights. `mode` is that of the file, as `stat` gives it. */
export function checkFile(document: SharedFileDocument, mode: number | undefined, report: Report): void {
  if (document.unsupported !== undefined) {
    report({
      code: 'UnsupportedEncoding',
      severity: 'error',
      line: 1,
      message: `No AWS tool can read this file: it is ${document.unsupported} text`,
      reason: 'Windows PowerShell 5 writes such files with >; save it as UTF-8 without a byte order mark',
      readers: [],
    })
    return
  }
  checkEncoding(document, report)
  checkLineEnds(document, report)
  const wide = mode === undefined ? 0 : mode & 0o077
  if (wide !== 0 && (document.kind === 'credentials' || holdsSecrets(document))) {
    report({
      code: 'WideMode',
      severity: 'warning',
      line: 1,
      message: 'Other users of this machine can open this file, and it holds secrets',
      reason: `Its mode is ${((mode ?? 0) & 0o777).toString(8).padStart(4, '0')}; it should be 0600 (chmod 600)`,
      readers: [],
    })
  }
}
