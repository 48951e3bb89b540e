import { fail } from '../../../result.ts'
import type { Property, Section, SharedFileDocument } from '../document.ts'
import { isBlankLine, linesBetween } from '../lines.ts'
import { allSectionsOf } from '../lookup.ts'
import { loneReturnOf, propertiesOf } from '../properties.ts'
import { decodeText } from '../text.ts'
import { markersOf } from '../markers/markers.ts'
import { aroundMarkers, sectionRange } from './delete.ts'
import { insertLines, removeBlock } from './plan.ts'
import type { Planned, TextSplice } from './plan.ts'

function nothingToFix(line: number): Planned {
  return fail('NothingToChange', `Line ${line} does not have this problem`, {
    reason: 'The file has changed since Stackpass read it',
    remedy: 'Look at the problems again',
    line,
  })
}

function asLines(text: string): string[] {
  return text === '' ? [] : text.replace(/(?:(?<!\r)\r*\n|\r)$/, '').split(/(?<!\r)\r*\n|\r/)
}

/** Lines of nested settings in `earlier` that `last` does not have. */
function missingChildren(
  document: SharedFileDocument,
  earlier: readonly Property[],
  last: Property,
): string[] {
  const known = new Set(last.children?.map((child) => child.key))
  const winners = new Map<string, Property>()
  for (const property of earlier) for (const child of property.children ?? []) winners.set(child.key, child)
  return [...winners.values()]
    .filter((child) => !known.has(child.key))
    .flatMap((child) => asLines(document.text.slice(child.start, child.lineEnd)))
}

/** Removes all but the last occurrence of the key in `line`; nested settings that only an earlier one has move to the last. */
export function planRemoveDuplicateKey(
  document: SharedFileDocument,
  section: Section,
  line: number,
): Planned {
  const { properties } = propertiesOf(document, section)
  const key = properties.find((property) => property.line === line)?.key
  const same = properties.filter((property) => property.key === key)
  const last = same.at(-1)
  if (key === undefined || !last || same.length < 2) return nothingToFix(line)
  const earlier = same.slice(0, -1)
  const splices: TextSplice[] = earlier.flatMap((property) =>
    removeBlock(document, property.start, property.end),
  )
  const moved = missingChildren(document, earlier, last)
  if (moved.length > 0) splices.push(insertLines(document, last.lineEnd, moved))
  return { ok: true, plan: { splices, warnings: [], expected: [] } }
}

/** Merges the section in `line` into the first one of its name: its settings win, its comments move with them. */
export function planMergeSection(document: SharedFileDocument, later: Section, line: number): Planned {
  if (later.line !== line || later.kind === 'other' || later.kind === 'unclosed' || later.kind === 'preamble')
    return nothingToFix(line)
  const sections = allSectionsOf(document, decodeText(later.rawName), later.kind)
  const first = sections.find((section) => section.prefixed === later.prefixed)
  if (!first || first === later) return nothingToFix(line)
  if (
    sections.some(
      (section) => section.prefixed === later.prefixed && section.line > first.line && section.line < line,
    )
  ) {
    return fail('NotAllowed', 'There are other sections with this name in between', {
      reason: 'The order of the sections decides which value applies',
      remedy: 'Merge the sections one by one, the upper ones first',
      line,
    })
  }
  const { text } = document
  const ours = propertiesOf(document, first).properties
  const theirs = propertiesOf(document, later).properties
  const splices: TextSplice[] = []
  const moved: string[] = []
  const before = document.sections[document.sections.indexOf(later) - 1]
  const markers = markersOf(document)
  const marked = new Set(markers.map(({ start }) => start))
  const range = sectionRange(document, later, before?.bodyStart ?? document.bodyStart, markers)
  const floor = range.start < later.start ? range.start : later.start
  moved.push(...asLines(text.slice(floor, later.start)).filter((entry) => entry.trim() !== ''))
  for (const property of ours) {
    const rival = theirs.findLast((candidate) => candidate.key === property.key)
    if (!rival) continue
    splices.push(...removeBlock(document, property.start, property.end))
    const extra = missingChildren(document, [property], rival)
    if (property.children && rival.children) moved.push(...extra.map((entry) => `\0${rival.key}\0${entry}`))
  }
  const extras = new Map<string, string[]>()
  const own = moved.filter((entry) => {
    const match = /^\0([^\0]*)\0(.*)$/s.exec(entry)
    if (match) extras.set(match[1] ?? '', [...(extras.get(match[1] ?? '') ?? []), match[2] ?? ''])
    return match === null
  })
  const lines = linesBetween(text, later.bodyStart, range.end, loneReturnOf(document)).filter(
    ({ start }) => !marked.has(start),
  )
  while (lines.length > 0 && isBlankLine(lines.at(-1)!)) lines.pop()
  for (const entry of lines) {
    own.push(...asLines(text.slice(entry.start, entry.end)))
    const parent = theirs.find((property) => property.start === entry.start)
    const extra = parent ? extras.get(parent.key) : undefined
    if (extra) own.push(...extra)
  }
  const at = ours.at(-1)?.end ?? first.bodyStart
  splices.push(insertLines(document, at, own), ...aroundMarkers(range, markers))
  return { ok: true, plan: { splices, warnings: [], expected: [] } }
}
