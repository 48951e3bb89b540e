const separators = '-_./:@ +'

/** Where the segments of a name begin: each separator begins the next one. */
function segmentStarts(text: string): readonly number[] {
  const starts: number[] = []
  for (let at = 1; at < text.length; at++)
    if (separators.includes(text.charAt(at)) && !separators.includes(text.charAt(at - 1))) starts.push(at)
  return starts
}

/** How many letters two names share at their beginning, and at their end. */
function alike(text: string, other: string): { readonly begin: number; readonly end: number } {
  const most = Math.min(text.length, other.length)
  let begin = 0
  while (begin < most && text.charAt(begin) === other.charAt(begin)) begin++
  let end = 0
  while (end < most && text.at(-1 - end) === other.at(-1 - end)) end++
  return { begin, end }
}

/** A name without separators keeps this much of its end. */
const plainTail = 8
/** The beginning always shows this many letters. */
const surelyShown = 4
/** Names must be distinguishable in places with room for this many letters. */
const places = [18, 22, 26, 32]
/** How many rows on either side are looked at. */
const reach = 3

/** Where the end of a name begins that stays when its middle is cut: whole segments, up to half of it. */
function plainStart(text: string, starts: readonly number[]): number {
  const half = Math.ceil(text.length / 2)
  const first = starts.find((start) => start >= half)
  if (first !== undefined) return first
  // Never between the two halves of a character beyond the first plane.
  const plain = Math.max(half, text.length - plainTail)
  return /[\udc00-\udfff]/.test(text.charAt(plain)) ? plain + 1 : plain
}

/**
 * Where the end of a name begins that stays when its middle is cut. Among the places between its segments, picks the one that
 * distinguishes it from most of the names beside it in narrow columns; without a difference whole segments, up to half of the
 * name.
 */
export function tailStart(text: string, beside: readonly string[] = []): number {
  const starts = segmentStarts(text)
  const plain = plainStart(text, starts)
  const others = beside.flatMap((other) => {
    if (other === text) return []
    const same = alike(text, other)
    return same.begin < surelyShown ? [] : [same]
  })
  if (others.length === 0) return plain
  const toldApart = (cut: number): number => {
    let told = 0
    for (const room of places) {
      if (room >= text.length) continue
      const tail = Math.min(text.length - cut, room - 1 - surelyShown)
      const head = room - 1 - tail
      for (const { begin, end } of others) if (head > begin || tail > end) told += 1
    }
    return told
  }
  let [best, most] = [plain, toldApart(plain)]
  for (const cut of starts) {
    const told = cut < surelyShown ? 0 : toldApart(cut)
    if (told > most) [best, most] = [cut, told]
  }
  return best
}

/** Those beside one in a list, and itself. */
export function besideIn<T>(list: readonly T[], index: number): readonly T[] {
  return list.slice(Math.max(0, index - reach), index + reach + 1)
}

/** A name in at most `most` characters: its beginning and its end, with an ellipsis between them. */
export function shortenMiddle(text: string, most: number): string {
  const characters = [...text]
  if (characters.length <= most) return text
  const wanted = [...text.slice(tailStart(text))].length
  const tail = Math.min(wanted, Math.ceil((most - 1) / 2))
  return `${characters.slice(0, most - 1 - tail).join('')}…${characters.slice(characters.length - tail).join('')}`
}
