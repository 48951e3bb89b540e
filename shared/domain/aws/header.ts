import type { AnySectionKind } from './document.ts'
import { isBlankCode } from './lines.ts'
import { plainNamePart } from './names.ts'
import type { SharedFileKind } from './types.ts'

/** A section header: the line from `[`, with the place of the name in it. */
export interface Header {
  readonly kind: AnySectionKind
  readonly prefixed: boolean
  readonly rawName: string
  /** The name without its quotes. */
  readonly nameStart: number
  readonly nameEnd: number
  /** The offset of `[`. */
  readonly open: number
  /** The offset of the closing `]`; for an unclosed header, the end of the line's content. */
  readonly close: number
}

const prefixes: ReadonlyMap<string, 'profile' | 'sso-session' | 'services'> = new Map([
  ['profile', 'profile'],
  ['sso-session', 'sso-session'],
  ['services', 'services'],
])

/** The closing bracket: the first one, unless the line without its comment ends in a later one (`[a]b]`, `[[x]]`). */
function findClose(text: string, open: number, contentEnd: number): number {
  // Not `indexOf`, which searches the rest of the text for each header that is not closed.
  let first = open + 1
  while (first < contentEnd && text.charCodeAt(first) !== 93) first += 1
  if (first >= contentEnd) return -1
  let at = first + 1
  while (at < contentEnd && isBlankCode(text.charCodeAt(at))) at += 1
  if (at >= contentEnd) return first
  const code = text.charCodeAt(at)
  if (code === 35 || code === 59) return first
  let last = contentEnd
  for (let index = first + 1; index < contentEnd; index += 1) {
    const found = text.charCodeAt(index)
    if ((found === 35 || found === 59) && isBlankCode(text.charCodeAt(index - 1))) {
      last = index
      break
    }
  }
  while (last > first && isBlankCode(text.charCodeAt(last - 1))) last -= 1
  return text.charCodeAt(last - 1) === 93 ? last - 1 : first
}

/**
 * The usual headers of profiles: nothing else on the line, and a name that every reader takes. Try this at the offset of
 * the `[`, before the full rules.
 */
export const plainHeader: Readonly<Record<SharedFileKind, RegExp>> = {
  config: new RegExp(`\\[(?:profile ${plainNamePart}|default)\\]\\n`, 'y'),
  credentials: new RegExp(`\\[${plainNamePart}\\]\\n`, 'y'),
}

/**
 * Reads the header whose `[` is at `open`. Accepts any spelling that denotes a profile: quotes, tabs, padding, a comment right
 * after the bracket (aws-shared-files.md 1.1, column "neutral").
 */
export function readHeader(text: string, open: number, contentEnd: number, kind: SharedFileKind): Header {
  const close = findClose(text, open, contentEnd)
  const header = (named: AnySectionKind, prefixed: boolean, nameStart: number, nameEnd: number): Header => {
    const rawName = text.slice(nameStart, nameEnd)
    return { kind: named, prefixed, rawName, nameStart, nameEnd, open, close: close < 0 ? contentEnd : close }
  }
  if (close < 0) return header('unclosed', false, open + 1, contentEnd)
  let start = open + 1
  let end = close
  while (start < end && isBlankCode(text.charCodeAt(start))) start += 1
  while (end > start && isBlankCode(text.charCodeAt(end - 1))) end -= 1
  const other = () => header('other', false, start, end)
  if (start === end) return other()

  let wordEnd = start
  while (wordEnd < end && !isBlankCode(text.charCodeAt(wordEnd))) wordEnd += 1
  const prefix = prefixes.get(text.slice(start, wordEnd))

  if (kind === 'credentials') {
    return prefix !== undefined && wordEnd < end ? other() : header('profile', false, start, end)
  }
  if (wordEnd === end) {
    return text.slice(start, end) === 'default' ? header('profile', false, start, end) : other()
  }
  if (prefix === undefined) return other()

  let nameStart = wordEnd
  while (isBlankCode(text.charCodeAt(nameStart))) nameStart += 1
  let nameEnd = end
  const quote = text.charCodeAt(nameStart)
  const quoted =
    (quote === 34 || quote === 39) &&
    nameEnd - nameStart > 1 &&
    text.indexOf(text.charAt(nameStart), nameStart + 1) === nameEnd - 1
  if (quoted) {
    nameStart += 1
    nameEnd -= 1
  }
  const rawName = text.slice(nameStart, nameEnd)
  if (rawName === '' || (!quoted && /[ \t]/.test(rawName))) return other()
  return header(prefix, true, nameStart, nameEnd)
}
