import { Lexer } from 'yaml'
import { fail, ok, type CodedError, type Result } from '../../../result.ts'

/** The largest file that is read for editing. Real stack files are a few kilobytes. */
export const maximumFileBytes = 2 * 1024 * 1024

/** How deep lists and maps may be nested. The options of the provider and every normal file stay far below. */
export const maximumDepth = 64

const maximumIndent = 512

/** Words, marks, line ends and stretches of blanks: some 60,000 lines, where real files have a hundred. */
const maximumTokens = 500_000

/** Refuses bytes that are too many to parse in bounded time. */
export function checkSize(byteLength: number): Result<undefined> {
  return byteLength <= maximumFileBytes ? ok(undefined) : tooLarge()
}

/** The error for a file of more than `maximumFileBytes`. */
export function tooLarge(): { readonly ok: false; readonly error: CodedError } {
  return fail('YamlTooLarge', 'This file is too large to be a stack or project file.', {
    reason: `Stackpass reads at most ${maximumFileBytes} bytes.`,
    remedy: 'Check that it is the file you meant.',
  })
}

/** The length of a text that cannot exceed `maximumTokens`: the lexer makes at most three tokens of a character. */
const fewCharacters = 100_000

const isBlank = (code: number): boolean => code <= 0x20 || code > 0x7e
const isWord = (code: number): boolean =>
  (code >= 0x30 && code <= 0x39) || (code >= 0x41 && code <= 0x5a) || (code >= 0x61 && code <= 0x7a)

/**
 * True for a text that `checkTokens` accepts, by its characters alone: so few brackets, indicators and blanks in a row that
 * nothing can be nested too deep. Nearly every file is one; lexing it for that, as the parser does again, would double the work.
 */
export function isPlainlyShallow(text: string): boolean {
  if (text.length > fewCharacters) return false
  let opening = 0
  let indicators = 0
  let blanks = 0
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at)
    blanks = isBlank(code) ? blanks + 1 : 0
    if (code === 0x5b || code === 0x7b) opening += 1
    // `-` and `?` in a word, such as eu-west-1, are none.
    else if ((code === 0x2d || code === 0x3f) && !isWord(text.charCodeAt(at + 1))) indicators += 1
    if (opening > maximumDepth || indicators > maximumDepth || blanks > maximumIndent) return false
  }
  return true
}

/** Refuses what would exhaust the stack of the real parser, or is too much to process while somebody waits. */
export function checkDepth(text: string): Result<undefined> {
  return isPlainlyShallow(text) ? ok(undefined) : checkTokens(text)
}

/**
 * Walks the tokens once, without recursion, so that a file that would exhaust the stack of the real parser is
 * refused first, as is one with too much in it to process while somebody waits. Counts flow brackets, indentation,
 * runs of `- - -` or `? ? ?`, and all tokens.
 */
export function checkTokens(text: string): Result<undefined> {
  let flow = 0
  let column = 0
  let indicators = 0
  let atLineStart = true
  let tokens = 0
  let documents = 0
  for (const token of new Lexer().lex(text)) {
    tokens += 1
    if (tokens > maximumTokens) return tooMuch(maximumTokens)
    // No more than two documents are ever parsed.
    if (token === '---' && ++documents > 2) return ok(undefined)
    if (token === '{' || token === '[') flow += 1
    else if (token === '}' || token === ']') flow = Math.max(0, flow - 1)
    if (token.endsWith('\n')) {
      column = 0
      indicators = 0
      atLineStart = true
    } else if (atLineStart && token.trim() === '') column += token.length
    else {
      if (atLineStart && flow === 0 && column > maximumIndent) return tooDeep()
      atLineStart = false
      if (flow === 0 && (token === '-' || token === '?')) indicators += 1
    }
    if (flow > maximumDepth || indicators > maximumDepth) return tooDeep()
  }
  return ok(undefined)
}

/** The error for a file with more in it than the limit. */
export function tooMuch(most: number): { readonly ok: false; readonly error: CodedError } {
  return fail('YamlTooLarge', 'This file holds too much to be a stack or project file.', {
    reason: `Stackpass reads at most ${most} parts of it.`,
    remedy: 'Check that it is the file you meant.',
  })
}

/** The error for a file that is nested deeper than `maximumDepth`. */
export function tooDeep(): { readonly ok: false; readonly error: CodedError } {
  return fail('YamlTooLarge', 'This file is nested too deeply.', {
    reason: `Lists and maps can be nested at most ${maximumDepth} deep.`,
    remedy: 'Check that it is the file you meant.',
  })
}
