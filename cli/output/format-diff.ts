import type { FileDiffView } from '../../shared/contract/models.ts'
import type { Terminal } from '../terminal/terminal.ts'
import { cut } from '../terminal/display-width.ts'
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

/** A diff of one file for people: line numbers, signs, three lines around, secrets masked by core. */
export function formatDiff(diff: FileDiffView, terminal: Terminal): string {
  const last = diff.hunks.at(-1)?.lines.at(-1)
  const digits = String(Math.max(last?.newLine ?? 0, last?.oldLine ?? 0)).length
  const hunks = diff.hunks.map((hunk, index) => {
    const between = index > 0 ? `  ${terminal.paint('dim', '…')}\n` : ''
    return between + hunk.lines.map((line) => formatLine(line, digits, terminal)).join('')
  })
  const omitted = diff.omitted === undefined ? '' : `  … and ${diff.omitted} more changed lines\n`
  return heading(diff, terminal) + hunks.join('') + omitted
}
