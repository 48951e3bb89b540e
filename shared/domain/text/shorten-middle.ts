const separators = '-_./:@ +'

/** Where the segments of a name begin: each separator begins the one behind it. */
function segmentStarts(text: string): readonly number[] {
  const starts: number[] = []
  for (let at = 1; at < text.length; at++)
    if (separators.includes(text.charAt(at)) && !separators.includes(text.charAt(at - 1))) starts.push(at)
  return starts
}

function firstDifference(text: string, above: string): number {
  let at = 0
  while (at < text.length && text.charAt(at) === above.charAt(at)) at++
  return at
}

/** A name without separators keeps this much of its end. */
const plainTail = 8
/** The beginning always shows this many letters. */
const surelyShown = 4

/**
 * Where the end of a name begins that stays when its middle is cut: whole segments, up to half of it. Where the name differs
 * from the one above it in the first half, only the last segment stays, so that the beginning has the room.
 */
export function tailStart(text: string, above?: string): number {
  const half = Math.ceil(text.length / 2)
  const starts = segmentStarts(text).filter((start) => start >= half)
  const first = starts[0]
  // Never between the two halves of a character beyond the first plane.
  const plain = Math.max(half, text.length - plainTail)
  if (first === undefined) return /[\udc00-\udfff]/.test(text.charAt(plain)) ? plain + 1 : plain
  if (above === undefined || above === text) return first
  const difference = firstDifference(text, above)
  return difference < surelyShown || difference >= half ? first : (starts.at(-1) ?? first)
}

/** A name in at most `most` characters: its beginning and its end, with an ellipsis between them. */
export function shortenMiddle(text: string, most: number): string {
  const characters = [...text]
  if (characters.length <= most) return text
  const wanted = [...text.slice(tailStart(text))].length
  const tail = Math.min(wanted, Math.ceil((most - 1) / 2))
  return `${characters.slice(0, most - 1 - tail).join('')}…${characters.slice(characters.length - tail).join('')}`
}
