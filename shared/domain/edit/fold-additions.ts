import { readHeader } from '../aws/header.ts'
import type { DiffLine } from './diff-types.ts'

type Line = Pick<DiffLine, 'type' | 'text'>

/** New sections between others with the same settings, which need no separate look. */
export interface FoldedSections {
  /** The first line of them, and the line after the last. */
  readonly from: number
  readonly to: number
  readonly names: readonly string[]
  /** Whether all of them are profiles. */
  readonly areProfiles: boolean
}

interface NewSection {
  readonly from: number
  readonly to: number
  readonly name: string
  readonly isProfile: boolean
  /** Its settings without their values, and every line that is not a setting. */
  readonly shape: string
}

/** With fewer sections than this between the first and the last, folding gains nothing. */
const fewest = 4

function headerIn(text: string): { readonly name: string; readonly isProfile: boolean } | undefined {
  const open = text.length - text.trimStart().length
  if (text.charAt(open) !== '[') return undefined
  const inConfig = readHeader(text, open, text.length, 'config')
  const { kind, rawName } =
    inConfig.kind === 'other' ? readHeader(text, open, text.length, 'credentials') : inConfig
  if (kind === 'other' || kind === 'unclosed') return undefined
  return { name: rawName, isProfile: kind === 'profile' }
}

/** The new sections of one stretch of added lines. */
function sectionsIn(lines: readonly Line[], start: number, end: number): readonly NewSection[] {
  const found: NewSection[] = []
  for (let at = start; at < end; at += 1) {
    const header = headerIn(lines[at]!.text)
    if (header === undefined) continue
    let to = at + 1
    while (to < end && headerIn(lines[to]!.text) === undefined) to += 1
    const settings = lines
      .slice(at + 1, to)
      .map(({ text }) => /^[\w.-]+(?=\s*=)/.exec(text)?.[0] ?? text.trim())
    const shape = [header.isProfile, ...settings.filter((one) => one !== '')].join('\n')
    found.push({ from: at, to, ...header, shape })
    at = to - 1
  }
  return found
}

/**
 * What a diff may sum up: of many new sections with the same settings, those between the first and the last. Never includes a
 * line that is removed, replaces another, or belongs to an existing section.
 */
export function foldAdditions(lines: readonly Line[]): readonly FoldedSections[] {
  const folds: FoldedSections[] = []
  let start = 0
  while (start < lines.length) {
    if (lines[start]!.type !== 'add') {
      start += 1
      continue
    }
    let end = start
    while (end < lines.length && lines[end]!.type === 'add') end += 1
    const isChange = lines[start - 1]?.type === 'remove' || lines[end]?.type === 'remove'
    const sections = isChange ? [] : sectionsIn(lines, start, end)
    for (let first = 0; first < sections.length;) {
      let last = first
      while (sections[last + 1]?.shape === sections[first]!.shape) last += 1
      const between = sections.slice(first + 1, last)
      if (between.length >= fewest)
        folds.push({
          from: between[0]!.from,
          to: between.at(-1)!.to,
          names: between.map(({ name }) => name),
          areProfiles: between.every(({ isProfile }) => isProfile),
        })
      first = last + 1
    }
    start = end
  }
  return folds
}
