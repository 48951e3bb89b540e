import type { DiffHunk, DiffLine, FileDiff } from './diff-types.ts'
import { lineAt, type LineIndex, indexLines } from './line-index.ts'
import { changedRegions, type ChangedRegion } from './diff-regions.ts'
import { pairChanges, showLine, type ShownLine } from './diff-line.ts'
import type { ByteRange, Splice } from './types.ts'

export interface FileDiffInput {
  readonly label: string
  readonly path: string
  /** undefined: the file does not exist. */
  readonly before: Uint8Array | undefined
  /** undefined: the file is removed. */
  readonly after: Uint8Array | undefined
  /** What turned `before` into `after`. */
  readonly splices: readonly Splice[]
  /** Ranges to mask, of the old and of the new bytes. */
  readonly secretsBefore?: readonly ByteRange[]
  readonly secretsAfter?: readonly ByteRange[]
  /** At most this many added and removed lines are listed; the rest is counted in `omitted`. Default 4,000. */
  readonly maxLines?: number
}

const contextLines = 3
const none = new Uint8Array(0)

/**
 * Builds the diff to show from the splices of an edit. Beyond one scan for line breaks its work grows with the change,
 * not with the file: there is no search for common lines outside of the spliced ones. Lines end at LF; a CR before it
 * belongs to the line break.
 */
export function buildFileDiff(input: FileDiffInput): FileDiff {
  const before = indexLines(input.before ?? none, input.secretsBefore ?? [])
  const after = indexLines(input.after ?? none, input.secretsAfter ?? [])
  const regions = changedRegions(before, after, input.splices)
  let budget = input.maxLines ?? 4000
  let added = 0
  let removed = 0
  let omitted = 0
  let shownUntil = 0 // old lines already shown or counted
  const hunks: DiffHunk[] = []
  for (let index = 0; index < regions.length;) {
    const group: ChangedRegion[] = [regions[index++]!]
    while (index < regions.length && regions[index]!.oldFrom - group.at(-1)!.oldTo <= contextLines * 2) {
      group.push(regions[index++]!)
    }
    const size = group.reduce((sum, r) => sum + (r.oldTo - r.oldFrom) + (r.newTo - r.newFrom), 0)
    for (const region of group) {
      removed += region.oldTo - region.oldFrom
      added += region.newTo - region.newFrom
    }
    if (budget <= 0) {
      omitted += size
      continue
    }
    const first = group[0]!
    const from = Math.max(shownUntil, first.oldFrom - contextLines)
    const lines: DiffLine[] = []
    const context = (start: number, end: number, shift: number) => {
      for (let line = start; line < end; line++) lines.push(contextLine(before, line, shift))
    }
    context(from, first.oldFrom, first.newFrom - first.oldFrom)
    for (const [position, region] of group.entries()) {
      const shown = regionLines(before, after, region, budget)
      lines.push(...shown)
      budget -= shown.length
      omitted += region.oldTo - region.oldFrom + (region.newTo - region.newFrom) - shown.length
      const next = group[position + 1]
      const until = next ? next.oldFrom : Math.min(before.count, region.oldTo + contextLines)
      context(region.oldTo, until, region.newTo - region.oldTo)
    }
    hunks.push({ linesAbove: from - shownUntil, lines })
    shownUntil = Math.min(before.count, group.at(-1)!.oldTo + contextLines)
  }
  return {
    label: input.label,
    path: input.path,
    created: input.before === undefined,
    deleted: input.after === undefined,
    hunks,
    linesBelow: before.count - shownUntil,
    added,
    removed,
    ...(omitted > 0 ? { omitted } : {}),
  }
}

function contextLine(before: LineIndex, line: number, shift: number): DiffLine {
  const shown = showLine(before, lineAt(before, line))
  return {
    type: 'context',
    oldLine: line + 1,
    newLine: line + 1 + shift,
    text: shown.text,
    ...(shown.masks.length > 0 ? { secret: true as const } : {}),
    ...(shown.lineBreak === 'none' ? { noLineBreak: true as const } : {}),
  }
}

function regionLines(
  before: LineIndex,
  after: LineIndex,
  region: ChangedRegion,
  budget: number,
): readonly DiffLine[] {
  const show = (lines: LineIndex, from: number, to: number): ShownLine[] => {
    const shown: ShownLine[] = []
    for (let line = from; line < to && shown.length < budget; line++) {
      shown.push(showLine(lines, lineAt(lines, line)))
    }
    return shown
  }
  const removes = show(before, region.oldFrom, region.oldTo)
  const adds = show(after, region.newFrom, region.newTo)
  const { removed, added } = pairChanges(removes, adds)
  return [
    ...removed.map((line, index) => ({
      type: 'remove' as const,
      oldLine: region.oldFrom + index + 1,
      ...line,
    })),
    ...added.map((line, index) => ({ type: 'add' as const, newLine: region.newFrom + index + 1, ...line })),
  ].slice(0, budget)
}
