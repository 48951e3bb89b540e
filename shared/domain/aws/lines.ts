import type { SharedFileDocument } from './document.ts'

const lineFeed = 10
const carriageReturn = 13

export function isBlankCode(code: number): boolean {
  return code === 32 || code === 9
}

/** Whether a carriage return ends a line by itself somewhere, as in old Mac files and botocore's universal newlines. */
export function hasLoneReturn(text: string): boolean {
  for (let at = text.indexOf('\r'); at >= 0; at = text.indexOf('\r', at + 1)) {
    let next = at + 1
    while (text.charCodeAt(next) === carriageReturn) next += 1
    if (text.charCodeAt(next) !== lineFeed) return true
    at = next
  }
  return false
}

/**
 * The first byte after the line that starts at `start`. `\r\r\n`, left by text-mode rewrites, is one line end. Looks no
 * further than that, so that the time for all lines together is linear in the text, not quadratic.
 */
export function lineEndOf(text: string, start: number, loneReturn: boolean): number {
  if (!loneReturn) {
    const feed = text.indexOf('\n', start)
    return feed < 0 ? text.length : feed + 1
  }
  let at = start
  while (at < text.length && text.charCodeAt(at) !== carriageReturn) {
    if (text.charCodeAt(at) === lineFeed) return at + 1
    at += 1
  }
  if (at === text.length) return at
  // A line that starts within returns follows one that ended a line alone: so do all of them.
  if (at === start && text.charCodeAt(at - 1) === carriageReturn) return at + 1
  let next = at + 1
  while (text.charCodeAt(next) === carriageReturn) next += 1
  return text.charCodeAt(next) === lineFeed ? next + 1 : at + 1
}

/** Where the content of the line [start, end) stops: before its line end. */
export function contentEndOf(text: string, start: number, end: number): number {
  let at = end
  if (at > start && text.charCodeAt(at - 1) === lineFeed) at -= 1
  while (at > start && text.charCodeAt(at - 1) === carriageReturn) at -= 1
  return at
}

export interface Line {
  readonly start: number
  readonly end: number
  /** Without the blanks around it; textStart = textEnd for a blank line. */
  readonly textStart: number
  readonly textEnd: number
}

/** The lines of [from, to). */
export function linesBetween(text: string, from: number, to: number, loneReturn: boolean): Line[] {
  const lines: Line[] = []
  for (let start = from; start < to;) {
    const end = Math.min(lineEndOf(text, start, loneReturn), to)
    let textEnd = contentEndOf(text, start, end)
    let textStart = start
    while (textStart < textEnd && isBlankCode(text.charCodeAt(textStart))) textStart += 1
    while (textEnd > textStart && isBlankCode(text.charCodeAt(textEnd - 1))) textEnd -= 1
    lines.push({ start, end, textStart, textEnd })
    start = end
  }
  return lines
}

export function isBlankLine(line: Line): boolean {
  return line.textStart === line.textEnd
}

export function isCommentLine(text: string, line: Line): boolean {
  if (isBlankLine(line)) return false
  const code = text.charCodeAt(line.textStart)
  return code === 35 || code === 59
}

function firstEnding(text: string): string {
  // Each run of CRs is tried once, from its beginning.
  return /(?<!\r)\r*\n/.exec(text)?.[0] ?? (text.includes('\r') ? '\r' : '\n')
}

/**
 * The line end for a new line at `at`: that of the line before it, otherwise the first one in the file. A lone carriage
 * return, which ends a line only for the AWS CLI, is used where the file has nothing else.
 */
export function neighbourEnding(document: SharedFileDocument, at: number): string {
  const { text, bodyStart } = document
  // eslint-disable-next-line regexp/no-super-linear-move -- of 8 characters
  const before = /(?:\r*\n|\r)$/.exec(text.slice(Math.max(bodyStart, at - 8), at))
  if (before?.[0] === '\r') return firstEnding(text)
  if (before) return before[0]
  let start = at
  while (
    start > bodyStart &&
    text.charCodeAt(start - 1) !== lineFeed &&
    text.charCodeAt(start - 1) !== carriageReturn
  ) {
    start -= 1
  }
  if (start > bodyStart) return neighbourEnding(document, start)
  return firstEnding(text)
}
