import type { DiffHunk, DiffLine, FileDiff } from './diff-types.ts'
import { indexLines, indexSpliced, lineAt, withSecrets, type LineIndex } from './line-index.ts'
import { changedRegions, type ChangedRegion } from './diff-regions.ts'
import { pairChanges, showLine, type ShownLine } from './diff-line.ts'
import type { ByteRange, FindSecrets, Splice } from './types.ts'

export interface FileDiffInput {
  readonly label: string
  readonly path: string
  /** undefined: the file does not exist. */
  readonly before: Uint8Array | undefined
  /** undefined: the file is removed. */
  readonly after: Uint8Array | undefined
  /** What turned `before` into `after`. */
  readonly splices: readonly Splice[]
  /** What to mask, in the old and the new bytes; called once, for the lines that are shown. */
  readonly secretsBefore?: FindSecrets
  readonly secretsAfter?: FindSecrets
  /**
   * The maximum number of added and removed lines to list, those that change or remove something first; `omitted` counts the
   * rest. Default 4,000.
   */
  readonly maxLines?: number
}

const contextLines = 3
const none = new Uint8Array(0)

/**
 * Builds the diff to show from the splices of an edit. Beyond one scan for line breaks its work grows with the change,
 * not with the file: there is no search for common lines outside the spliced ones. Lines end at LF; a CR before it
 * belongs to the line break.
 */
export function buildFileDiff(input: FileDiffInput): FileDiff {
  const plainBefore = indexLines(input.before ?? none)
  const plainAfter = indexSpliced(plainBefore, input.splices, input.after ?? none)
  const groups = groupsOf(changedRegions(plainBefore, plainAfter, input.splices))
  const before = withSecrets(plainBefore, input.secretsBefore?.(oldWindows(plainBefore, groups)) ?? [])
  const after = withSecrets(plainAfter, input.secretsAfter?.(newWindows(plainAfter, groups)) ?? [])
  const most = input.maxLines ?? 4000
  const budget = { changes: most, additions: most }
  for (const region of groups.flat()) if (!isAddition(region)) budget.additions -= sizeOf(region)
  let added = 0
  let removed = 0
  let omitted = 0
  let shownUntil = 0 // old lines already shown or counted
  const hunks: DiffHunk[] = []
  for (const group of groups) {
    for (const region of group) {
      removed += region.oldTo - region.oldFrom
      added += region.newTo - region.newFrom
    }
    if (group.every((region) => budget[kindOf(region)] <= 0)) {
      omitted += group.reduce((sum, region) => sum + sizeOf(region), 0)
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
      const shown = regionLines(before, after, region, budget[kindOf(region)])
      lines.push(...shown)
      budget[kindOf(region)] -= shown.length
      omitted += sizeOf(region) - shown.length
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

const sizeOf = ({ oldFrom, oldTo, newFrom, newTo }: ChangedRegion): number =>
  oldTo - oldFrom + (newTo - newFrom)

const isAddition = ({ oldFrom, oldTo }: ChangedRegion): boolean => oldFrom === oldTo

const kindOf = (region: ChangedRegion): 'additions' | 'changes' =>
  isAddition(region) ? 'additions' : 'changes'

/** Regions that share lines around them form one hunk. */
function groupsOf(regions: readonly ChangedRegion[]): readonly ChangedRegion[][] {
  const groups: ChangedRegion[][] = []
  for (const region of regions) {
    const last = groups.at(-1)
    if (last && region.oldFrom - last.at(-1)!.oldTo <= contextLines * 2) last.push(region)
    else groups.push([region])
  }
  return groups
}

/** The bytes of the old lines that the hunks may show, including those around the changes. */
function oldWindows(lines: LineIndex, groups: readonly ChangedRegion[][]): ByteRange[] {
  return groups.map((group) => ({
    start: lines.starts[Math.max(0, group[0]!.oldFrom - contextLines)]!,
    end: lines.starts[Math.min(lines.count, group.at(-1)!.oldTo + contextLines)]!,
  }))
}

function newWindows(lines: LineIndex, groups: readonly ChangedRegion[][]): ByteRange[] {
  return groups.map((group) => ({
    start: lines.starts[group[0]!.newFrom]!,
    end: lines.starts[group.at(-1)!.newTo]!,
  }))
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
