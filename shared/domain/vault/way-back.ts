import type { Splice } from '../edit/types.ts'

/** Where a key was; everything else is the text itself, one character a byte. */
export type Piece = string | { readonly key: 'id' | 'secret' }

/** How one file was before a key was moved out of it, without the key: the lines of one section, before and after. */
export interface WayBack {
  readonly before: readonly Piece[]
  readonly after: string
  /** True when the file was created for it. */
  readonly created?: boolean
}

export interface MovedKey {
  readonly id: string
  readonly secret: string
}

const latin = (bytes: Uint8Array): string => {
  let text = ''
  for (let at = 0; at < bytes.length; at += 8_192)
    text += String.fromCharCode(...bytes.subarray(at, at + 8_192))
  return text
}

const bytesOf = (text: string): Uint8Array => Uint8Array.from(text, (letter) => letter.charCodeAt(0))

/** A text in pieces, with placeholders instead of the key. */
function pieces(text: string, { id, secret }: MovedKey): Piece[] {
  return text
    .split(secret)
    .flatMap((part, index): Piece[] => [...(index > 0 ? [{ key: 'secret' } as const] : []), part])
    .flatMap((piece): Piece[] =>
      typeof piece === 'string'
        ? piece.split(id).flatMap((part, at): Piece[] => [...(at > 0 ? [{ key: 'id' } as const] : []), part])
        : [piece],
    )
    .filter((piece) => piece !== '')
}

/** Where the line of the last header at or above a place begins. */
function headerAbove(text: string, at: number): number | undefined {
  for (let end = at; ;) {
    const start = text.lastIndexOf('\n', end - 1) + 1
    if (/^[ \t]*\[/.test(text.slice(start, start + 200))) return start
    if (start === 0) return undefined
    end = start - 1
  }
}

const headers = (text: string): number => text.match(/^[ \t]*\[/gm)?.length ?? 0

/**
 * How to undo later an edit that took a key out of one section. Undefined where it touched more than one section: the undo
 * would then also change somebody else's lines. Offsets of the splices are those of `before`.
 */
export function wayBackOf(
  before: Uint8Array | undefined,
  splices: readonly Splice[],
  key: MovedKey,
): WayBack | undefined {
  const [first, last] = [splices[0], splices.at(-1)]
  if (first === undefined || last === undefined) return undefined
  const old = latin(before ?? new Uint8Array())
  const isNew = splices.length === 1 && first.start === first.end && headers(latin(first.insert)) > 0
  const header = headerAbove(old, first.start)
  if (!isNew && header === undefined) return undefined
  const start = isNew || header === undefined ? first.start : header
  const lineEnd = old.indexOf('\n', last.end > start ? last.end - 1 : last.end)
  const end = isNew ? first.end : lineEnd < 0 ? old.length : lineEnd + 1
  const was = old.slice(start, end)
  let after = ''
  let at = start
  for (const splice of splices) {
    after += old.slice(at, splice.start) + latin(splice.insert)
    at = splice.end
  }
  after += old.slice(at, end)
  if (headers(was) > 1 || headers(after) !== 1 || (isNew && was !== '')) return undefined
  return { before: pieces(was, key), after, ...(before === undefined && { created: true }) }
}

/** Text of the record that is not a key, for a search for other secrets. */
export function textOf({ before, after }: WayBack): string {
  return `${before.map((piece) => (typeof piece === 'string' ? piece : '')).join('\n')}\n${after}`
}

/** The bytes with the lines as they were; undefined where they are not as the move left them, or appear twice. */
export function takeBack(
  bytes: Uint8Array,
  { before, after }: WayBack,
  key: MovedKey,
): { readonly bytes: Uint8Array; readonly splices: readonly Splice[] } | undefined {
  const text = latin(bytes)
  const start = text.indexOf(after)
  if (start < 0 || text.includes(after, start + 1)) return undefined
  if (start > 0 && !after.startsWith('\n') && text[start - 1] !== '\n') return undefined
  const end = start + after.length
  // What follows on the last line would become part of it.
  if (end < text.length && !after.endsWith('\n')) return undefined
  const insert = before.map((piece) => (typeof piece === 'string' ? piece : key[piece.key])).join('')
  return {
    bytes: bytesOf(text.slice(0, start) + insert + text.slice(end)),
    splices: [{ start, end, insert: bytesOf(insert) }],
  }
}
