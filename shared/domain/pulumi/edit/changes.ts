import type { Splice } from '../../edit/types.ts'
import { encodeUtf8, utf8Length } from '../text/utf8.ts'

/** Replace characters [start, end) of a text by `insert`. */
export interface Change {
  readonly start: number
  readonly end: number
  readonly insert: string
}

/** A stretch of the present text: either still the old file's characters, or new text. */
type Piece =
  | { readonly old: true; readonly start: number; readonly end: number }
  | { readonly old: false; readonly text: string }

/** A text in progress that remembers which of its characters come from the old file. */
export interface EditedText {
  readonly original: string
  readonly text: string
  readonly pieces: readonly Piece[]
}

/** Starts from the text as it is. */
export function unedited(original: string): EditedText {
  const pieces: Piece[] = original === '' ? [] : [{ old: true, start: 0, end: original.length }]
  return { original, text: original, pieces }
}

/** Applies changes whose offsets count in `edited.text`. They must not overlap; their order does not matter. */
export function applyChanges(edited: EditedText, changes: readonly Change[]): EditedText {
  const sorted = [...changes].sort((a, b) => a.start - b.start || a.end - b.end)
  const pieces: Piece[] = []
  let text = ''
  let at = 0
  for (const change of sorted) {
    if (change.start < at || change.end < change.start) throw new RangeError('overlapping changes')
    pieces.push(...slicePieces(edited.pieces, at, change.start))
    if (change.insert !== '') pieces.push({ old: false, text: change.insert })
    text += edited.text.slice(at, change.start) + change.insert
    at = change.end
  }
  pieces.push(...slicePieces(edited.pieces, at, edited.text.length))
  return { original: edited.original, text: text + edited.text.slice(at), pieces }
}

function slicePieces(pieces: readonly Piece[], from: number, to: number): Piece[] {
  const result: Piece[] = []
  let at = 0
  for (const piece of pieces) {
    const length = piece.old ? piece.end - piece.start : piece.text.length
    const start = Math.max(from, at)
    const end = Math.min(to, at + length)
    if (start < end) {
      result.push(
        piece.old
          ? { old: true, start: piece.start + start - at, end: piece.start + end - at }
          : { old: false, text: piece.text.slice(start - at, end - at) },
      )
    }
    at += length
  }
  return result
}

/** The splices that lead from the old bytes to the new; `markBytes` is the length of the byte order mark. */
export function toSplices(edited: EditedText, markBytes: number): Splice[] {
  const gaps: { start: number; end: number; text: string }[] = []
  let gap = { start: 0, end: 0, text: '' }
  for (const piece of edited.pieces) {
    if (!piece.old) {
      gap.text += piece.text
      continue
    }
    gap.end = piece.start
    gaps.push(gap)
    gap = { start: piece.end, end: piece.end, text: '' }
  }
  gap.end = edited.original.length
  gaps.push(gap)
  const splices: Splice[] = []
  let chars = 0
  let bytes = markBytes
  for (const { start, end, text } of gaps) {
    if (start === end && text === '') continue
    bytes += utf8Length(edited.original, chars, start)
    const endBytes = bytes + utf8Length(edited.original, start, end)
    splices.push({ start: bytes, end: endBytes, insert: encodeUtf8(text) })
    chars = end
    bytes = endBytes
  }
  return splices
}
