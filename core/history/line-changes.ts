import { diffArrays } from 'diff'
import type { Splice } from '../../shared/domain/edit/types.ts'

/** The lines of a file as Latin-1 strings, one character a byte, so that any bytes survive. Each keeps its line break. */
export function latinLines(bytes: Uint8Array): string[] {
  return (
    Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length)
      .toString('latin1')
      .match(/[^\n]+\n?|\n/g) ?? []
  )
}

export function latinBytes(text: string): Uint8Array {
  return new Uint8Array(Buffer.from(text, 'latin1'))
}

/** More changed lines than this count as one block; they are not matched line by line. */
const mostChangedLines = 2_000

/** The splices that turn one content into another, line by line. */
export function lineSplices(before: Uint8Array, after: Uint8Array): readonly Splice[] {
  const old = latinLines(before)
  const made = latinLines(after)
  let top = 0
  while (top < old.length && top < made.length && old[top] === made[top]) top++
  let bottom = 0
  while (
    bottom < Math.min(old.length, made.length) - top &&
    old[old.length - 1 - bottom] === made[made.length - 1 - bottom]
  ) {
    bottom++
  }
  const oldPart = old.slice(top, old.length - bottom)
  const newPart = made.slice(top, made.length - bottom)
  const parts = diffArrays(oldPart, newPart, { maxEditLength: mostChangedLines })
  let offset = 0
  for (let line = 0; line < top; line++) offset += old[line]!.length
  if (parts === undefined) {
    const start = offset
    for (const line of oldPart) offset += line.length
    return [{ start, end: offset, insert: latinBytes(newPart.join('')) }]
  }
  const splices: Splice[] = []
  let open: { start: number; end: number; insert: string } | undefined
  const close = () => {
    if (open) splices.push({ start: open.start, end: open.end, insert: latinBytes(open.insert) })
    open = undefined
  }
  for (const part of parts) {
    const text = part.value.join('')
    if (part.added || part.removed) {
      open ??= { start: offset, end: offset, insert: '' }
      if (part.added) open.insert += text
      else open.end += text.length
    } else close()
    if (!part.added) offset += text.length
  }
  close()
  return splices
}
