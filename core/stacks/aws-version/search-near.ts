export interface Place {
  /** A name without any quantifier except for one character, with the flag `g`: the text is searched for it. */
  readonly name: RegExp
  /** What must be there, from the beginning (`^`) of what it is given. */
  readonly pattern: RegExp
  /** Where the text that the pattern sees begins: at the name (by default), the line, or the tag around it. */
  readonly from?: 'name' | 'line' | 'tag'
  /** How many characters after the beginning of the name the pattern sees. */
  readonly reach?: number
}

const usualReach = 400
/** No tool writes a line or a tag that begins farther away. */
const reachBack = 400
/** The maximum number of characters for patterns in one file: a lock file names a package a few times. */
const mostWork = 4_000_000

/**
 * The first match of a pattern near a name. Somebody else's file may be anything, so no pattern ever runs over a whole
 * text: it sees a few hundred characters around each place where the name is, and the time is linear in the text.
 */
export function searchNear(
  text: string,
  { name, pattern, from = 'name', reach = usualReach }: Place,
): RegExpExecArray | undefined {
  let work = mostWork
  for (const { index } of text.matchAll(name)) {
    work -= reach + reachBack
    if (work < 0) return undefined
    const start = startOf(text, index, from)
    const match = start === undefined ? null : pattern.exec(text.slice(start, index + reach))
    if (match) return match
  }
  return undefined
}

function startOf(text: string, index: number, from: 'name' | 'line' | 'tag'): number | undefined {
  if (from === 'name') return index
  const first = Math.max(0, index - reachBack)
  const before = text.slice(first, index)
  const at = before.lastIndexOf(from === 'line' ? '\n' : '<')
  if (at >= 0) return first + (from === 'line' ? at + 1 : at)
  return from === 'line' && first === 0 ? 0 : undefined
}
