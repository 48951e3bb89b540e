import type { LineProblem, Property, Section, SectionBody, SharedFileDocument } from './document.ts'
import { lowerCaseText } from './text.ts'
import { contentEndOf, isBlankCode, lineEndOf } from './lines.ts'

/** Whether the file has lone carriage returns. */
export function loneReturnOf(document: SharedFileDocument): boolean {
  return document.loneReturn
}

/** The settings of a section and the lines that are not settings. Read at the first call, then kept. */
export function propertiesOf(document: SharedFileDocument, section: Section): SectionBody {
  return (section.body ??= readBody(document, section))
}

/** Reads `key = value` in [start, contentEnd), whose first non-blank is at `keyStart`; undefined where there is no separator. */
export function readProperty(
  text: string,
  line: number,
  start: number,
  keyStart: number,
  contentEnd: number,
  end: number,
): Property | undefined {
  let separator = -1
  let colon = -1
  let comment = -1
  for (let at = keyStart; at < contentEnd; at += 1) {
    const code = text.charCodeAt(at)
    if (code > 61) continue
    if (code === 61) {
      if (separator < 0) separator = at
    } else if (code === 58) {
      if (colon < 0) colon = at
    } else if ((code === 35 || code === 59) && at > keyStart && isBlankCode(text.charCodeAt(at - 1))) {
      comment = at
      break
    }
  }
  if (separator < 0) separator = colon
  if (separator < 0) return undefined
  let keyEnd = separator
  while (keyEnd > keyStart && isBlankCode(text.charCodeAt(keyEnd - 1))) keyEnd -= 1
  let valueStart = separator + 1
  let valueEnd = comment < 0 ? contentEnd : comment
  while (valueStart < valueEnd && isBlankCode(text.charCodeAt(valueStart))) valueStart += 1
  while (valueEnd > valueStart && isBlankCode(text.charCodeAt(valueEnd - 1))) valueEnd -= 1
  return {
    line,
    start,
    keyStart,
    keyEnd,
    separator,
    valueStart,
    valueEnd,
    comment,
    lineEnd: end,
    end,
    key: lowerCaseText(text.slice(keyStart, keyEnd)),
    children: undefined,
    continuation: undefined,
  }
}

/**
 * A line deeper than the setting above it belongs to that setting, as in configparser: nested settings under an empty value, a
 * continuation otherwise (aws-shared-files.md 1.2 and 1.3).
 */
function readBody(document: SharedFileDocument, section: Section): SectionBody {
  const { text } = document
  const loneReturn = loneReturnOf(document)
  const properties: Property[] = []
  const problems: LineProblem[] = []
  let current: Property | undefined
  let level = 0
  let line = section.kind === 'preamble' ? section.line : section.line + 1
  for (let start = section.bodyStart; start < section.end; line += 1) {
    const end = lineEndOf(text, start, loneReturn)
    let contentEnd = contentEndOf(text, start, end)
    let keyStart = start
    while (keyStart < contentEnd && isBlankCode(text.charCodeAt(keyStart))) keyStart += 1
    const first = text.charCodeAt(keyStart)
    if (keyStart < contentEnd && first !== 35 && first !== 59) {
      while (isBlankCode(text.charCodeAt(contentEnd - 1))) contentEnd -= 1
      const indent = keyStart - start
      if (current !== undefined && indent > level) {
        continueProperty(text, current, problems, { line, start, keyStart, contentEnd, end })
      } else {
        level = indent
        const property = readProperty(text, line, start, keyStart, contentEnd, end)
        if (property === undefined) problems.push({ kind: 'no-separator', line, start, end })
        else if (property.keyStart === property.keyEnd) problems.push({ kind: 'no-key', line, start, end })
        else properties.push(property)
        current = property === undefined || property.keyStart === property.keyEnd ? undefined : property
      }
    }
    start = end
  }
  return { properties, problems }
}

interface DeeperLine {
  readonly line: number
  readonly start: number
  readonly keyStart: number
  readonly contentEnd: number
  readonly end: number
}

function continueProperty(
  text: string,
  property: Property,
  problems: LineProblem[],
  deeper: DeeperLine,
): void {
  const { line, start, keyStart, contentEnd, end } = deeper
  property.end = end
  if (property.valueStart < property.valueEnd) {
    property.continuation ??= []
    property.continuation.push({ line, start, textStart: keyStart, textEnd: contentEnd, end })
    return
  }
  const child = readProperty(text, line, start, keyStart, contentEnd, end)
  if (child === undefined || text.charCodeAt(child.separator) !== 61 || child.keyStart === child.keyEnd) {
    problems.push({ kind: 'nested-no-separator', line, start, end })
    return
  }
  property.children ??= []
  property.children.push(child)
}
