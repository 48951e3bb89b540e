import type { CodedError } from '../../../result.ts'
import type { EditWarning, Splice } from '../../edit/types.ts'
import type { SharedFileDocument } from '../document.ts'
import { contentEndOf, lineEndOf, neighbourEnding } from '../lines.ts'
import { loneReturnOf } from '../properties.ts'
import { textToBytes } from '../text.ts'
import type { SectionKind } from '../types.ts'

/** Replace [start, end) of the byte text by `insert`, which is byte text too. */
export interface TextSplice {
  readonly start: number
  readonly end: number
  readonly insert: string
  /** The line end that completes a last line without one, unless what comes before the insertion already ends in one. */
  readonly lead?: string
}

/** Settings by lower-case key, `parent.child` for nested ones. */
export type Settings = Map<string, string>

/**
 * What a section must hold after the edit: `undefined` when it must be gone, `any` where readers disagree about what it holds.
 * Names that are not listed must not change.
 */
export interface Expectation {
  readonly kind: SectionKind
  readonly name: string
  readonly settings: Settings | 'any' | undefined
}

export interface Plan {
  readonly splices: readonly TextSplice[]
  readonly warnings: readonly EditWarning[]
  readonly expected: readonly Expectation[]
  /** Set by repairs that make a profile out of a section that was none. */
  readonly repairsHeader?: boolean
}

export type Planned =
  { readonly ok: true; readonly plan: Plan } | { readonly ok: false; readonly error: CodedError }

/** An edit that finds the file as requested. */
export const nothingToDo: Planned = { ok: true, plan: { splices: [], warnings: [], expected: [] } }

/** Whether two splices change the same bytes, other than by removing them: then no order of them is right. */
export function areInConflict(splices: readonly TextSplice[]): boolean {
  const sorted = splices.toSorted((a, b) => a.start - b.start || a.end - b.end)
  let end = 0
  let replaced = false
  for (const splice of sorted) {
    if (splice.start < end && (replaced || splice.insert !== '')) return true
    if (splice.end > end) replaced = splice.insert !== ''
    end = Math.max(end, splice.end)
  }
  return false
}

/** Sorts splices and joins those that touch, keeping the order of insertions at one place. */
export function orderSplices(document: SharedFileDocument, splices: readonly TextSplice[]): TextSplice[] {
  const { text, bodyStart } = document
  const sorted = splices.map((splice, index) => ({ splice, index }))
  sorted.sort((a, b) => a.splice.start - b.splice.start || a.splice.end - b.splice.end || a.index - b.index)
  const joined: TextSplice[] = []
  for (const { splice } of sorted) {
    const last = joined.at(-1)
    const touches = last !== undefined && splice.start <= last.end
    const { start, insert: before } = touches ? last : { start: splice.start, insert: '' }
    const previous = before === '' ? (start > bodyStart ? text.charAt(start - 1) : '\n') : before.slice(-1)
    const ended = previous === '\n' || (previous === '\r' && loneReturnOf(document))
    const insert = (ended ? '' : (splice.lead ?? '')) + splice.insert
    if (touches) {
      joined[joined.length - 1] = { start, end: Math.max(last.end, splice.end), insert: before + insert }
    } else if (splice.start !== splice.end || insert !== '') {
      joined.push({ start, end: splice.end, insert })
    }
  }
  return joined
}

export function toSplice(splice: TextSplice): Splice {
  return { start: splice.start, end: splice.end, insert: textToBytes(splice.insert) }
}

/**
 * Inserts whole lines (without line ends) at the start of a line or the end of the file, with the neighbours' line end (rules
 * R4, R5).
 */
export function insertLines(document: SharedFileDocument, at: number, lines: readonly string[]): TextSplice {
  if (lines.length === 0) return { start: at, end: at, insert: '' }
  const ending = neighbourEnding(document, at)
  return { start: at, end: at, insert: lines.map((line) => line + ending).join(''), lead: ending }
}

/** Removes the lines of [start, end) except comments at column 0, which are not about the setting above them. */
export function removeBlock(document: SharedFileDocument, start: number, end: number): TextSplice[] {
  const { text } = document
  const splices: TextSplice[] = []
  for (let at = start; at < end;) {
    const next = Math.min(lineEndOf(text, at, loneReturnOf(document)), end)
    const first = text.charAt(at)
    if ((first !== '#' && first !== ';') || contentEndOf(text, at, next) === at) {
      splices.push({ start: at, end: next, insert: '' })
    }
    at = next
  }
  return splices
}
