import { fail } from '../../result.ts'
import { bytesToText, encodeText, textToBytes } from '../aws/text.ts'
import { applySplices } from '../edit/splices.ts'
import type { EditOutcome, Splice } from '../edit/types.ts'

export const blockStart = '# >>> stackpass >>>'
export const blockEnd = '# <<< stackpass <<<'

interface Block {
  /** Bytes [start, end) from the first marker to the end of the last, without the line end after it. */
  readonly start: number
  readonly end: number
}

const nothing = new Uint8Array(0)

function outcome(bytes: Uint8Array, splices: readonly Splice[]): EditOutcome {
  return { ok: true, bytes: applySplices(bytes, splices), splices, warnings: [] }
}

function refusal(text: string): EditOutcome | undefined {
  if (/^(?:\u00FF\u00FE|\u00FE\u00FF)/.test(text)) {
    return fail('UnsupportedEncoding', 'This start-up file is UTF-16, so it was not changed.', {
      reason: 'Lines can only be put into UTF-8 without a loss.',
      remedy: 'Save it as UTF-8, or add the lines by hand.',
    })
  }
  return undefined
}

/** Marked blocks in order; undefined when a marker has no partner. A marker is a whole line. */
function blocksOf(text: string): Block[] | undefined {
  const blocks: Block[] = []
  const marker = /^[ \t]*(# >>> stackpass >>>|# <<< stackpass <<<)[ \t]*$/gm
  let open: number | undefined
  for (const match of text.matchAll(marker)) {
    const isStart = match[1] === blockStart
    if (isStart !== (open === undefined)) return undefined
    if (open === undefined) open = match.index
    else {
      blocks.push({ start: open, end: match.index + match[0].length })
      open = undefined
    }
  }
  return open === undefined ? blocks : undefined
}

function brokenBlock(): EditOutcome {
  return fail('SyntaxError', 'The Stackpass block in this file has lost its first or last line.', {
    reason: `It must begin with "${blockStart}" and end with "${blockEnd}".`,
    remedy: 'Remove what is left of it by hand, then try again.',
  })
}

function lineEndOf(text: string): string {
  return /\r\n|\n|\r/.exec(text)?.[0] ?? '\n'
}

/** The whole lines of a block, so that removing them restores the bytes from before it was added. */
function withLineEnd(text: string, block: Block): Splice {
  const after = /^(?:\r\n|\n|\r)/.exec(text.slice(block.end, block.end + 2))?.[0]
  if (after !== undefined) return { start: block.start, end: block.end + after.length, insert: nothing }
  // A file without a final line end got none after the block either, but one before it.
  const before = /(?:\r\n|\n|\r)$/.exec(text.slice(Math.max(0, block.start - 2), block.start))?.[0] ?? ''
  return { start: block.start - before.length, end: block.end, insert: nothing }
}

/**
 * Puts the marked block at the end of a start-up file, or updates the existing one; removes a second one.
 * All other bytes stay. Errors: UnsupportedEncoding (UTF-16), SyntaxError (half a block).
 */
export function putBlock(bytes: Uint8Array | undefined, lines: readonly string[]): EditOutcome {
  const old = bytes ?? nothing
  const text = bytesToText(old)
  const refused = refusal(text)
  if (refused !== undefined) return refused
  const blocks = blocksOf(text)
  if (blocks === undefined) return brokenBlock()
  const lineEnd = lineEndOf(text)
  const block = encodeText([blockStart, ...lines, blockEnd].join(lineEnd))
  const [first, ...others] = blocks
  if (first !== undefined) {
    const splices = others.map((other) => withLineEnd(text, other))
    const same = text.slice(first.start, first.end) === block
    return outcome(old, same ? splices : [{ ...first, insert: textToBytes(block) }, ...splices])
  }
  const closed = text === '' || text === '\u00EF\u00BB\u00BF' || /[\r\n]$/.test(text)
  const insert = textToBytes(closed ? block + lineEnd : lineEnd + block)
  return outcome(old, [{ start: old.length, end: old.length, insert }])
}

/** Removes the marked block; the other bytes are then as they were before it was added. Errors as in `putBlock`. */
export function removeBlock(bytes: Uint8Array | undefined): EditOutcome {
  const old = bytes ?? nothing
  const text = bytesToText(old)
  const refused = refusal(text)
  if (refused !== undefined) return refused
  const blocks = blocksOf(text)
  if (blocks === undefined) return brokenBlock()
  return outcome(
    old,
    blocks.map((block) => withLineEnd(text, block)),
  )
}

/** True when the file holds a whole block. */
export function hasBlock(bytes: Uint8Array | undefined): boolean {
  return (blocksOf(bytesToText(bytes ?? nothing))?.length ?? 0) > 0
}
