import type { FileDiffView } from '../../shared/contract/models.ts'
import { foldAdditions, type FoldedSections } from '../../shared/domain/edit/fold-additions.ts'
import type { Terminal } from '../terminal/terminal.ts'
import { cut, displayWidth } from '../terminal/display-width.ts'
import { safeText } from '../terminal/safe-text.ts'

type DiffLine = FileDiffView['hunks'][number]['lines'][number]

const signs = { add: '+', remove: '-', context: ' ' } as const
const colours = { add: 'green', remove: 'red', context: 'dim' } as const

function formatLine(line: DiffLine, digits: number, terminal: Terminal): string {
  const number = String(line.newLine ?? line.oldLine ?? '').padStart(digits)
  const text = cut(`  ${signs[line.type]} ${number}  ${safeText(line.text)}`, terminal.columns ?? Infinity)
  const note = line.noLineBreak === true ? `\n    ${' '.repeat(digits)}  (no line break at the end)` : ''
  return `${terminal.paint(colours[line.type], text)}${note}\n`
}

function heading(diff: FileDiffView, terminal: Terminal): string {
  const state = diff.created ? ' (new file)' : diff.deleted ? ' (removed)' : ''
  return `${terminal.paint('bold', safeText(diff.label))}${state}  +${diff.added} -${diff.removed}\n`
}

/** Names fill at most this many lines. */
const nameLines = 12

/** `a, b, c` wrapped to the terminal; counts the names that do not fit. */
function namesOf(names: readonly string[], width: number): string {
  const lines: string[] = ['']
  for (const [index, name] of names.entries()) {
    const word = `${safeText(name)}${index < names.length - 1 ? ', ' : ''}`
    const isFull = displayWidth(`${lines.at(-1)}${word}`) > width && lines.at(-1) !== ''
    if (isFull && lines.length === nameLines) {
      lines.push(`and ${names.length - index} more`)
      break
    }
    if (isFull) lines.push(word)
    else lines[lines.length - 1] += word
  }
  return lines.map((line) => `      ${cut(line.trimEnd(), width)}\n`).join('')
}

/** Replaces new sections that are like the ones around them. */
function formatFold({ from, to, names, areProfiles }: FoldedSections, terminal: Terminal): string {
  const what = areProfiles ? 'profiles' : 'sections'
  const head = `  + … ${names.length} more new ${what} with the same settings, ${to - from} lines; --diff shows them:`
  const columns = terminal.columns ?? Infinity
  return `${terminal.paint('green', cut(head, columns))}\n${namesOf(names, Math.max(20, columns - 6))}`
}

function formatLines(lines: readonly DiffLine[], digits: number, terminal: Terminal, fold: boolean): string {
  const folds = new Map(fold ? foldAdditions(lines).map((one) => [one.from, one]) : [])
  let text = ''
  for (let at = 0; at < lines.length;) {
    const folded = folds.get(at)
    text += folded ? formatFold(folded, terminal) : formatLine(lines[at]!, digits, terminal)
    at = folded?.to ?? at + 1
  }
  return text
}

/**
 * A diff of one file for people: line numbers, signs, three lines of context, secrets masked by core. `fold`: on a terminal,
 * summarises many new sections with the same settings, for commands with --diff; changes and removals always appear.
 */
export function formatDiff(diff: FileDiffView, terminal: Terminal, { fold = false } = {}): string {
  const last = diff.hunks.at(-1)?.lines.at(-1)
  const digits = String(Math.max(last?.newLine ?? 0, last?.oldLine ?? 0)).length
  const hunks = diff.hunks.map((hunk, index) => {
    const between = index > 0 ? `  ${terminal.paint('dim', '…')}\n` : ''
    return between + formatLines(hunk.lines, digits, terminal, fold && terminal.columns !== undefined)
  })
  const omitted = diff.omitted === undefined ? '' : `  … and ${diff.omitted} more changed lines\n`
  return heading(diff, terminal) + hunks.join('') + omitted
}
