import type { Section, SharedFileDocument } from '../document.ts'
import { isBlankLine, isCommentLine, linesBetween } from '../lines.ts'
import { allSectionsOf } from '../lookup.ts'
import { markersOf, type Marker } from '../markers/markers.ts'
import { loneReturnOf } from '../properties.ts'
import type { SectionKind } from '../types.ts'
import { refuseSwallowed } from './loose-lines.ts'
import type { Planned, TextSplice } from './plan.ts'
import { notFound } from './unset.ts'

const disabledHeader = /^[#;]\s*\[[^\]]+\]/

/** The comment block right above the header. Markers and commented-out sections are not about this section. */
function leadingStart(
  document: SharedFileDocument,
  section: Section,
  from: number,
  marked: ReadonlySet<number>,
): number {
  const { text } = document
  const lines = linesBetween(text, from, section.start, loneReturnOf(document))
  let start = section.start
  for (const line of lines.toReversed()) {
    if (!isCommentLine(text, line) || line.textStart > line.start || marked.has(line.start)) break
    start = line.start
  }
  for (const line of lines) {
    if (line.start < start) continue
    if (disabledHeader.test(text.slice(line.textStart, line.textEnd))) return section.start
  }
  return start
}

/** Comments from here to the next header that are right above it, or below a marker, belong to it. */
function ownTail(
  document: SharedFileDocument,
  section: Section,
  marked: ReadonlySet<number>,
): { end: number; blanks: number } {
  const { text } = document
  const lines = linesBetween(text, section.bodyStart, section.end, loneReturnOf(document))
  let last = -1
  lines.forEach((line, index) => {
    if (!isBlankLine(line) && !isCommentLine(text, line)) last = index
  })
  let index = last + 1
  while (index < lines.length && isCommentLine(text, lines[index]!) && !marked.has(lines[index]!.start))
    index += 1
  const gluedToNext = index === lines.length && section.end < text.length
  if (gluedToNext) index = last + 1
  const end = index === 0 ? section.bodyStart : lines[index - 1]!.end
  let blanks = end
  while (index < lines.length && isBlankLine(lines[index]!)) {
    blanks = lines[index]!.end
    index += 1
  }
  return { end, blanks }
}

/** The lines of a section and what belongs to it (rule D1). `floor` is where the section before it ends its own lines. */
export function sectionRange(
  document: SharedFileDocument,
  section: Section,
  floor: number,
  markers: readonly Marker[],
): TextSplice {
  const { text, bodyStart } = document
  const marked = new Set(markers.map(({ start }) => start))
  let start = leadingStart(document, section, floor, marked)
  const { end, blanks } = ownTail(document, section, marked)
  if (blanks === end && end === text.length) {
    const before = linesBetween(text, bodyStart, start, loneReturnOf(document))
    for (const line of before.toReversed()) {
      if (!isBlankLine(line)) break
      start = line.start
    }
  }
  return { start, end: blanks, insert: '' }
}

/** A removal in pieces: the markers in it stay. */
export function aroundMarkers({ start, end }: TextSplice, markers: readonly Marker[]): TextSplice[] {
  const pieces: TextSplice[] = []
  let from = start
  for (const marker of markers) {
    if (marker.start < start || marker.start >= end) continue
    pieces.push({ start: from, end: marker.start, insert: '' })
    from = marker.end
  }
  pieces.push({ start: from, end, insert: '' })
  return pieces.filter((piece) => piece.start < piece.end)
}

/** Deletes every section of the names, `[default]` and `[profile default]` alike. Markers stay where they are. */
export function planDelete(
  document: SharedFileDocument,
  names: readonly string[],
  kind: SectionKind,
): Planned {
  const wanted = new Set<Section>()
  for (const name of names) {
    const sections = allSectionsOf(document, name, kind)
    if (sections.length === 0) return notFound(name, kind)
    for (const section of sections) {
      const refused = refuseSwallowed(document, section)
      if (refused) return refused
      wanted.add(section)
    }
  }
  const splices: TextSplice[] = []
  const markers = markersOf(document)
  document.sections.forEach((section, index) => {
    if (!wanted.has(section)) return
    const floor = document.sections[index - 1]?.bodyStart ?? document.bodyStart
    splices.push(...aroundMarkers(sectionRange(document, section, floor, markers), markers))
  })
  const expected = names.map((name) => ({ kind, name, settings: undefined }))
  return { ok: true, plan: { splices, warnings: [], expected } }
}
