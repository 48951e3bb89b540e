import type { DiffLine } from './diff-types.ts'
import { secretsWithin, type LineIndex } from './line-index.ts'
import type { ByteRange } from './types.ts'
import { secretMask } from '../secrets/secret-mask.ts'
import { visibleText } from '../text/visible-text.ts'

interface Mask {
  /** Where the mask is in the shown text. */
  readonly at: number
  readonly bytes: Uint8Array
}

/** A line that is ready to show. */
export interface ShownLine {
  readonly text: string
  readonly masks: readonly Mask[]
  readonly lineBreak: 'lf' | 'crlf' | 'none'
}

/** The text of the line in bytes [start, end), with its secrets masked, without its line break. */
export function showLine(lines: LineIndex, range: ByteRange): ShownLine {
  const { bytes } = lines
  let end = range.end
  let lineBreak: ShownLine['lineBreak'] = 'none'
  if (end > range.start && bytes[end - 1] === 0x0a) {
    end--
    lineBreak = 'lf'
    if (end > range.start && bytes[end - 1] === 0x0d) {
      end--
      lineBreak = 'crlf'
    }
  }
  let text = ''
  let from = range.start
  const masks: Mask[] = []
  for (const secret of secretsWithin(lines, { start: range.start, end })) {
    text += visibleText(bytes, from, secret.start)
    masks.push({ at: text.length, bytes: bytes.subarray(secret.start, secret.end) })
    text += secretMask
    from = secret.end
  }
  return { text: text + visibleText(bytes, from, end), masks, lineBreak }
}

type ChangedLine = Pick<DiffLine, 'text' | 'secret' | 'changed' | 'noLineBreak'>

/** Pairs removed with added lines one by one and marks what differs inside each pair. */
export function pairChanges(
  removes: readonly ShownLine[],
  adds: readonly ShownLine[],
): { readonly removed: readonly ChangedLine[]; readonly added: readonly ChangedLine[] } {
  const removed: ChangedLine[] = []
  const added: ChangedLine[] = []
  for (let index = 0; index < Math.max(removes.length, adds.length); index++) {
    const remove = removes[index]
    const add = adds[index]
    if (remove && add) {
      const breaks = remove.text === add.text && remove.lineBreak !== add.lineBreak
      const [left, right] = breaks ? [withBreak(remove), withBreak(add)] : [remove, add]
      const marks = changedParts(left, right)
      removed.push(changedLine(left, marks.left))
      added.push(changedLine(right, marks.right))
    } else {
      if (remove) removed.push(changedLine(remove))
      if (add) added.push(changedLine(add))
    }
  }
  return { removed, added }
}

/** A change of the line break alone would be invisible without this. */
function withBreak(line: ShownLine): ShownLine {
  const picture = line.lineBreak === 'crlf' ? '␍␊' : line.lineBreak === 'lf' ? '␊' : ''
  return { ...line, text: line.text + picture }
}

function changedLine(line: ShownLine, changed?: [number, number][]): ChangedLine {
  return {
    text: line.text,
    ...(line.masks.length > 0 ? { secret: true as const } : {}),
    ...(changed && changed.length > 0 ? { changed } : {}),
    ...(line.lineBreak === 'none' ? { noLineBreak: true as const } : {}),
  }
}

interface Marks {
  readonly left: [number, number][]
  readonly right: [number, number][]
}

function changedParts(left: ShownLine, right: ShownLine): Marks {
  const masksDiffer = left.masks.length !== right.masks.length
  const differing = left.masks.map((mask, index) => {
    const other = right.masks[index]
    return other === undefined || !sameBytes(mask.bytes, other.bytes)
  })
  const maskMarks = (line: ShownLine) =>
    line.masks
      .filter((_, index) => masksDiffer || differing[index])
      .map((mask) => [mask.at, mask.at + secretMask.length] as [number, number])
  const text = textMarks(left.text, right.text)
  return {
    left: joinMarks([...maskMarks(left), ...text.left]),
    right: joinMarks([...maskMarks(right), ...text.right]),
  }
}

/** The part between the common start and the common end; empty when the lines have nothing in common. */
function textMarks(left: string, right: string): Marks {
  if (left === right) return { left: [], right: [] }
  const shorter = Math.min(left.length, right.length)
  let start = 0
  while (start < shorter && left[start] === right[start]) start++
  let tail = 0
  while (tail < shorter - start && left[left.length - 1 - tail] === right[right.length - 1 - tail]) tail++
  // A range never cuts a surrogate pair, or a mask, in two.
  if (start > 0 && isHighSurrogate(left, start - 1)) start--
  if (tail > 0 && isLowSurrogate(left, left.length - tail)) tail--
  while (start > 0 && left[start - 1] === secretMask[0]) start--
  while (tail > 0 && left[left.length - tail] === secretMask[0]) tail--
  if (start + tail === 0) return { left: [], right: [] }
  const mark = (text: string) =>
    text.length - tail > start ? [[start, text.length - tail] as [number, number]] : []
  return { left: mark(left), right: mark(right) }
}

function isHighSurrogate(text: string, at: number): boolean {
  const code = text.charCodeAt(at)
  return code >= 0xd800 && code <= 0xdbff
}

function isLowSurrogate(text: string, at: number): boolean {
  const code = text.charCodeAt(at)
  return code >= 0xdc00 && code <= 0xdfff
}

function joinMarks(marks: [number, number][]): [number, number][] {
  const joined: [number, number][] = []
  for (const [start, end] of marks.toSorted((a, b) => a[0] - b[0])) {
    const last = joined.at(-1)
    if (last && start <= last[1]) last[1] = Math.max(last[1], end)
    else joined.push([start, end])
  }
  return joined
}

function sameBytes(a: Uint8Array, b: Uint8Array): boolean {
  if (a.length !== b.length) return false
  for (let index = 0; index < a.length; index++) if (a[index] !== b[index]) return false
  return true
}
