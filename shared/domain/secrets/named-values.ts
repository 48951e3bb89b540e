import { isSecretName } from './secret-names.ts'
import type { Span } from './spans.ts'

/** The maximum length of a name before a `=` or `:`. */
const longestName = 120
// eslint-disable-next-line regexp/no-super-linear-move -- the text is no longer than longestName
const nameAtEnd = /[\w.%-]+(?:\[[\w-]*\])?$/
const headWords =
  /(?:^|[^\w.-])((?:[A-Za-z]+[ ]){1,2}(?:key|keys|code|codes|phrase|seed|token|password|secret))$/i
const resourceName = /(?:^|[\s"'=,([])(?:arn|urn):[^\s"']{0,200}$/
const plainValue =
  /^(?:true|false|null|none|undefined|yes|no|on|off|\$\{?\w+\}?|\$\{\{.*|<[\w -]+>|\*+|•+|…|\[hidden\])$/i
const wholeHeader = /^(?:(?:proxy-)?authorization|(?:set-)?cookie)$/i
/** What may come before a setting: blanks, comment signs, list signs, quotes, the words of shells. */
const settingStart = /^[\s#;>*+!-]*(?:\/\/\s*)?(?:(?:export|set|env|declare -x|let|const)\s+)?["']?\$?$/i

interface Name {
  readonly text: string
  readonly start: number
}

/** The name that ends at `end`: a word, or in quotes or before a colon also `Secret access key`. */
function nameBefore(line: string, end: number): Name | undefined {
  let stop = end
  while (stop > 0 && end - stop < 8 && (line[stop - 1] === ' ' || line[stop - 1] === '\t')) stop -= 1
  if (stop > 0 && (line[stop - 1] === '"' || line[stop - 1] === "'")) stop -= 1
  if (stop > 0 && line[stop - 1] === '\\') stop -= 1
  const before = line.slice(Math.max(0, stop - longestName), stop)
  const word = nameAtEnd.exec(before)?.[0]
  if (word === undefined) return undefined
  const start = stop - word.length
  if (isSecretName(word)) return { text: word, start }
  const phrase = headWords.exec(before)?.[1]
  return phrase !== undefined && isSecretName(phrase)
    ? { text: phrase, start: stop - phrase.length }
    : undefined
}

function isPartOfAddress(line: string, start: number): boolean {
  const before = line[start - 1]
  if (before === '@') return true
  if (before === '/') return start > 1 && !/[\s"']/.test(line[start - 2]!)
  return before === ':' && resourceName.test(line.slice(Math.max(0, start - 240), start))
}

/** Where a quoted value ends that begins after `quote`: at the same quote, or with the line. */
function quotedEnd(line: string, from: number, quote: string): number {
  for (let at = from; at < line.length; at += 1) {
    if (line.startsWith(quote, at)) return at
    if (line[at] === '\\') at += 1
  }
  return line.length
}

/**
 * The value that begins at `from`: the quoted text, otherwise up to a blank or closing sign; with `toEnd` the rest of the line.
 */
function valueAt(line: string, from: number, toEnd: boolean, closing = ''): Span | undefined {
  let start = from
  while (line[start] === ' ' || line[start] === '\t') start += 1
  const quote = /^\\?["'`]/.exec(line.slice(start, start + 2))?.[0]
  if (quote !== undefined) {
    const end = quotedEnd(line, start + quote.length, quote)
    const rest = line.slice(end + quote.length, end + quote.length + 1)
    // After a closing quote in the middle of a value it continues: 'it'\''s'.
    if (rest === '' || /[\s,;:}\])&|>\\"'`#]/.test(rest)) return { start: start + quote.length, end }
  }
  let end = start
  if (toEnd) end = line.trimEnd().length
  else
    while (
      end < line.length &&
      !/[\s"'`<>]/.test(line[end]!) &&
      !(closing !== '' && closing.includes(line[end]!))
    )
      end += 1
  while (!toEnd && end > start && /[,;)}\]]/.test(line[end - 1]!)) end -= 1
  return end > start ? { start, end } : undefined
}

/** What the name of every secret contains; a name with letters beyond English ones is always checked in full. */
const hint =
  /secret|token|pass|pwd|key|cred|cookie|otp|jwt|auth|bearer|basic|sign|mnemonic|seed|phrase|code|connection|\bp[ai][tn]|[_-]p[ai][tn]|[^ -~\t]/i
const separator = /[=:]/g
const option = /(?:^|[\s"'`(,[])(?:--?|\/)([A-Za-z][\w-]{0,80})["']?(?:,?[ \t]+)(?=\S)/g
/** The option had no value; `-` alone means standard input. */
const otherOption = /^(?:-[A-Za-z]?|--[A-Za-z][\w-]*)$/
const setter =
  /\b(?:setenv|setx|set(?:[ \t]{1,4}-{1,2}[A-Za-z-]{1,20}){1,4})[ \t]{1,8}(\w{1,80})[ \t]{1,8}(?=\S)/gi
const prose =
  /\b(?:password|passwd|passphrase|passcode|secret|token|api[ -]?key|secret[ -]key|access[ -]key)(?:[ \t]{1,4}(?:is|was|of|for|=>|->))?[ \t]{1,4}(?:(["'`])([^"'`\s]{4,200})\1|((?=[^\s]{0,200}\d)(?=[^\s]{0,200}[A-Za-z])[^\s"'`,;()]{6,200}))/gi
const scheme =
  /(?<![A-Za-z])(?:[Bb]earer|BEARER|[Bb]asic|BASIC)[ \t]{1,4}(?=[^\s"']{0,300}(?:[\d=._-]|[a-z][A-Z]))([\w+/.=~-]{4,})/g
const fileEnd = /[/\\]|\.\w{1,5}\.?$|^arn:/

/** How far a value goes: in `text`, by quotes and blanks; in `setting` lines of the AWS files, up to the end of the line; in
 * a `command` only quotes and blanks end one. */
export type LineMode = 'text' | 'setting' | 'command'

function beginsLine(line: string, name: Name): boolean {
  return name.start <= 80 && settingStart.test(line.slice(0, name.start))
}

/** Whether the name is in a comment of a settings file: on a separate line, or after a setting. */
function inComment(line: string, name: Name): boolean {
  return /^\s{0,200}[#;]/.test(line) || /\s[#;]/.test(line.slice(Math.max(0, name.start - 200), name.start))
}

/** The value after a `=` or `:`, if the name before it is that of a secret. */
function assignedAt(line: string, index: number, mode: LineMode): Span | undefined {
  if (line[index + 1] === ':' || line[index - 1] === ':') return undefined
  const name = nameBefore(line, index)
  if (name === undefined || isPartOfAddress(line, name.start)) return undefined
  let from = index + 1
  if (mode !== 'setting') while (line[from] === '=' || line[from] === '>') from += 1
  if (mode === 'setting' && (beginsLine(line, name) || inComment(line, name))) {
    while (line[from] === ' ' || line[from] === '\t') from += 1
    return { start: from, end: Math.max(from, line.trimEnd().length) }
  }
  const next = line.slice(from, from + 60).trimStart()[0] ?? ''
  if (next === '{' || next === '[') return undefined
  if (wholeHeader.test(name.text)) return headerValue(line, from, name)
  const toEnd = mode === 'text' && beginsLine(line, name)
  const value = valueAt(line, from, toEnd, /[?&]/.test(line[name.start - 1] ?? '') ? '&#' : '')
  if (value === undefined) return undefined
  const isPlain = value.end - value.start <= 60 && plainValue.test(line.slice(value.start, value.end))
  return isPlain ? undefined : value
}

/** The values after what `pattern` finds, when the name that it captures is that of a secret. */
function followingSpans(line: string, pattern: RegExp): Span[] {
  const spans: Span[] = []
  let covered = 0
  for (const match of line.matchAll(pattern)) {
    if (match.index < covered || !isSecretName(match[1]!)) continue
    const value = valueAt(line, match.index + match[0].length, false)
    if (value === undefined || otherOption.test(line.slice(value.start, value.end))) continue
    spans.push(value)
    covered = value.end
  }
  return spans
}

/**
 * The values of one line that follow the name of a secret: `name = value`, `"name": "value"`, `--name value`,
 * `set -x NAME value`, `Bearer …`, `the password is …`. In a `setting` line an empty value counts too: it may continue below.
 */
export function namedSpans(line: string, mode: LineMode = 'text'): Span[] {
  if (!hint.test(line)) return []
  const spans: Span[] = []
  let covered = 0
  for (const { index } of line.matchAll(separator)) {
    if (index < covered) continue
    const value = assignedAt(line, index, mode)
    if (value === undefined) continue
    spans.push(value)
    covered = value.end
  }
  spans.push(...followingSpans(line, option), ...followingSpans(line, setter))
  for (const match of line.matchAll(scheme)) {
    const end = match.index + match[0].length
    spans.push({ start: end - match[1]!.length, end })
  }
  for (const match of line.matchAll(prose)) {
    const value = match[2] ?? match[3]!
    if (fileEnd.test(value) || /[=:]/.test(value.slice(0, -1))) continue
    const end = match.index + match[0].length - (match[2] === undefined ? 0 : 1)
    spans.push({ start: end - value.length, end })
  }
  return spans
}

/** `Authorization: AWS4-HMAC-SHA256 …`: blanks are part of it; it ends with the quotes around it, or with the line. */
function headerValue(line: string, from: number, name: Name): Span | undefined {
  const opening = line[name.start - 1] ?? ''
  const quoted = /["'`]/.test(opening) && !line.slice(name.start, from).includes(opening)
  if (!quoted) return valueAt(line, from, true)
  let start = from
  while (line[start] === ' ') start += 1
  return { start, end: quotedEnd(line, start, opening) }
}
