import { Lexer } from 'yaml'
import { fail, ok, type CodedError, type Result } from '../../../result.ts'

/** The largest file that is read for editing. Real stack files are a few kilobytes. */
export const maximumFileBytes = 2 * 1024 * 1024

/** How deep lists and maps may stand in each other. The bridge and every sane file stay far below. */
export const maximumDepth = 64

const maximumIndent = 512

/** Refuses bytes that are too many to parse in bounded time. */
export function checkSize(byteLength: number): Result<undefined> {
  if (byteLength <= maximumFileBytes) return ok(undefined)
  return fail('E_TOO_LARGE', 'This file is too large to be a stack or project file.', {
    reason: `It has ${byteLength} bytes; at most ${maximumFileBytes} are read.`,
    remedy: 'Check that it is the file you meant.',
  })
}

/**
 * Walks the tokens once, without recursion, so that a file that would exhaust the stack of the real parser is
 * refused first. Counts flow brackets, indentation and runs of `- - -` or `? ? ?`.
 */
export function checkDepth(text: string): Result<undefined> {
  let flow = 0
  let column = 0
  let indicators = 0
  let atLineStart = true
  for (const token of new Lexer().lex(text)) {
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

/** The error for a file that is nested deeper than `maximumDepth`. */
export function tooDeep(): { readonly ok: false; readonly error: CodedError } {
  return fail('E_TOO_LARGE', 'This file is nested too deeply.', {
    reason: `Lists and maps may stand at most ${maximumDepth} deep in each other.`,
    remedy: 'Check that it is the file you meant.',
  })
}
