/** The parts of Python that botocore's reading of a file depends on. */

/** What `str.strip()` and `\s` take for a blank: not the same set as in JavaScript. */
const pythonSpace = /[\t-\r\x1c-\x20\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]/

function isSpace(character: string): boolean {
  return pythonSpace.test(character)
}

/** `str.strip()` */
export function pythonStrip(text: string): string {
  let start = 0
  while (start < text.length && isSpace(text.charAt(start))) start += 1
  return pythonTrimEnd(text.slice(start))
}

/** `str.rstrip()` */
export function pythonTrimEnd(text: string): string {
  let end = text.length
  while (end > 0 && isSpace(text.charAt(end - 1))) end -= 1
  return text.slice(0, end)
}

/** The index of the first non-blank character; 0 when there is none, as in configparser. */
export function firstNonSpace(text: string): number {
  for (let at = 0; at < text.length; at += 1) if (!isSpace(text.charAt(at))) return at
  return 0
}

/** `str.splitlines()` */
export function pythonSplitLines(text: string): string[] {
  const lines = text.split(/\r\n|[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]/)
  if (lines.at(-1) === '') lines.pop()
  return lines
}

/** Lines as a text file opened with universal newlines gives them, each with its `\n`. */
export function universalLines(text: string): string[] {
  const lines = text.split(/\r\n|\r|\n/)
  const last = lines.pop() ?? ''
  return [...lines.map((line) => `${line}\n`), ...(last === '' ? [] : [last])]
}

/** `repr(text)` */
export function pythonRepr(text: string): string {
  const quote = text.includes("'") && !text.includes('"') ? '"' : "'"
  let shown = ''
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0
    if (character === quote || character === '\\') shown += `\\${character}`
    else if (character === '\n') shown += '\\n'
    else if (character === '\r') shown += '\\r'
    else if (character === '\t') shown += '\\t'
    else if (character === ' ' || !/[\p{C}\p{Z}]/u.test(character)) shown += character
    else if (code < 0x100) shown += `\\x${code.toString(16).padStart(2, '0')}`
    else if (code < 0x10000) shown += `\\u${code.toString(16).padStart(4, '0')}`
    else shown += `\\U${code.toString(16).padStart(8, '0')}`
  }
  return quote + shown + quote
}

/** `shlex.split(text)`; undefined where it raises ValueError. */
export function shellSplit(text: string): string[] | undefined {
  const words: string[] = []
  let word = ''
  let started = false
  for (let at = 0; at < text.length; at += 1) {
    const character = text.charAt(at)
    if (/[ \t\r\n]/.test(character)) {
      if (started) words.push(word)
      word = ''
      started = false
    } else if (character === '\\') {
      at += 1
      if (at >= text.length) return undefined
      word += text.charAt(at)
      started = true
    } else if (character === "'" || character === '"') {
      started = true
      for (at += 1; ; at += 1) {
        if (at >= text.length) return undefined
        const inner = text.charAt(at)
        if (inner === character) break
        if (inner === '\\' && character === '"') {
          at += 1
          if (at >= text.length) return undefined
          const escaped = text.charAt(at)
          word += escaped === '"' || escaped === '\\' ? escaped : `\\${escaped}`
        } else word += inner
      }
    } else {
      word += character
      started = true
    }
  }
  if (started) words.push(word)
  return words
}
