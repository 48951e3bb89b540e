import type { SharedFileDocument } from '../document.ts'
import { remember } from '../lenses/remember.ts'
import { lineEndOf } from '../lines.ts'
import { loneReturnOf } from '../properties.ts'
import { decodeText } from '../text.ts'
import { commentText, plainLabel, readMark, type Mark } from './mark-words.ts'

/** A comment that is about the file around it, not about the profile beside it. */
export interface Marker {
  readonly side: Mark['side'] | 'file'
  /** What both halves of a pair have in common. */
  readonly label: string
  /** The comment without `#`. */
  readonly text: string
  /** 1-based. */
  readonly line: number
  readonly start: number
  /** First byte after the line. */
  readonly end: number
  /** Line of the other half, where it is in the file. */
  readonly other?: number
}

interface Comment {
  readonly start: number
  readonly text: string
  readonly mark: Mark | undefined
}

/** Comments that may be marks by themselves: all others count only as part of a pair, where another comment ends it. */
const hinted =
  /^(?:\xef\xbb\xbf)?([ \t]*[#;][^\r\n]*(?:begin|start|end|stop|finish|region|\{\{\{|\}\}\}|>>>|<<<|<\/|-\*-|:|coding|managed|do not|generated|maintained|deployed|controlled|!)[^\r\n]*)/gim
const anyComment = /^(?:\xef\xbb\xbf)?([ \t]*[#;][^\r\n]*)/gm

const aboutFile =
  /\b(?:managed|generated|maintained|deployed|controlled) (?:by|with|from)\b|\bansible managed\b|\bdo not (?:edit|modify|change)\b/i

/** Emacs reads the comments below as settings of its own. */
const beginsVariables = /^Local Variables:$/i

const forEditor: Mark = { side: 'editor', label: '', sure: true }

function commentsLike(pattern: RegExp, { text }: SharedFileDocument): Comment[] {
  const found: Comment[] = []
  // Emacs reads the comments between these two lines.
  let inVariables = false
  for (const match of text.matchAll(pattern)) {
    const comment = decodeText(match[1]!)
    const text = commentText(comment)
    if (beginsVariables.test(text)) inVariables = true
    const mark = inVariables ? forEditor : readMark(comment)
    if (/^End:$/i.test(text)) inVariables = false
    found.push({ start: match.index, text: comment, mark })
  }
  return found
}

/** The comments that may hold marks, in file order: skips thousands that only say whose a profile is. */
function commentsOf(document: SharedFileDocument): Comment[] {
  const few = commentsLike(hinted, document)
  const mayConcernOthers = few.some(
    ({ mark, text }) => mark?.side === 'end' || beginsVariables.test(commentText(text)),
  )
  return mayConcernOthers ? commentsLike(anyComment, document) : few
}

/** For each comment that is one half of a pair, the place of the other half in the list. */
function pairUp(comments: readonly Comment[]): Map<number, number> {
  const pairs = new Map<number, number>()
  const open = new Map<string, number[]>()
  comments.forEach(({ text, mark }, index) => {
    if (mark?.side === 'editor') return
    if (mark?.side === 'end') {
      const begin = open.get(mark.label)?.pop()
      if (begin === undefined) return
      pairs.set(begin, index).set(index, begin)
      return
    }
    const label = mark?.label ?? plainLabel(text)
    if (mark === undefined && label === '') return
    const waiting = open.get(label)
    if (waiting) waiting.push(index)
    else open.set(label, [index])
  })
  return pairs
}

/** Where the comments at the top of the file end: an owner that they name owns all of it. */
function topOf(document: SharedFileDocument): number {
  const { text, bodyStart } = document
  const lone = loneReturnOf(document)
  for (let at = bodyStart; at < text.length;) {
    const end = lineEndOf(text, at, lone)
    if (!/^[ \t]*(?:[#;]|[\r\n]|$)/.test(text.slice(at, Math.min(end, at + 512)))) return at
    at = end
  }
  return text.length
}

/** The comments that stay in place whatever happens to the profiles around them, in file order. */
export const markersOf: (document: SharedFileDocument) => readonly Marker[] = remember(findMarkers)

function findMarkers(document: SharedFileDocument): Marker[] {
  const comments = commentsOf(document)
  if (comments.length === 0) return []
  const pairs = pairUp(comments)
  const top = topOf(document)
  type Chosen = Omit<Marker, 'line' | 'end' | 'other'> & { readonly index: number }
  const chosen = comments.flatMap((comment, index): Chosen[] => {
    const { mark, text } = comment
    const label = mark?.label ?? plainLabel(text)
    const about = { start: comment.start, text, index, label }
    if (mark?.sure === true || pairs.has(index)) return [{ ...about, side: mark?.side ?? 'begin' }]
    return comment.start < top && aboutFile.test(text) ? [{ ...about, side: 'file' }] : []
  })
  const lines = new Map<number, number>()
  const lone = loneReturnOf(document)
  const markers: (Omit<Marker, 'other'> & { readonly index: number })[] = []
  let at = 0
  let line = 1
  for (const { start, text, index, side, label } of chosen) {
    for (let end = lineEndOf(document.text, at, lone); end <= start && end > at;) {
      at = end
      line += 1
      end = lineEndOf(document.text, at, lone)
    }
    lines.set(index, line)
    markers.push({
      index,
      side,
      label,
      text: commentText(text),
      line,
      start,
      end: lineEndOf(document.text, start, lone),
    })
  }
  return markers.map(({ index, ...marker }) => {
    const other = pairs.get(index)
    const otherLine = other === undefined ? undefined : lines.get(other)
    return otherLine === undefined ? marker : { ...marker, other: otherLine }
  })
}
