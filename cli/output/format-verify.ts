import type { VerifyResult } from '../../shared/contract/models.ts'
import type { Paint } from '../terminal/paint.ts'
import { safeText } from '../terminal/safe-text.ts'
import { formatTable, type Cell, type TableLayout } from '../terminal/table.ts'

const columns = [
  { title: 'Profile', least: 16 },
  { title: 'State', least: 12 },
  { title: 'Account', least: 12 },
  { title: 'Identity', least: 20 },
  { title: 'ms', least: 4 },
  { title: 'Note', least: 10 },
]

function stateCell({ status, failure }: VerifyResult): Cell {
  if (status === 'valid') return { text: 'valid', colour: 'green' }
  return { text: status === 'cancelled' ? 'cancelled' : (failure?.code ?? 'failed'), colour: 'red' }
}

function row(result: VerifyResult): Cell[] {
  return [
    { text: safeText(result.profile) },
    stateCell(result),
    { text: safeText(result.account ?? '') },
    { text: safeText(result.arn ?? '') },
    { text: result.latencyMs === undefined ? '' : String(Math.round(result.latencyMs)) },
    { text: safeText(result.note ?? '') },
  ]
}

/** One row for each profile, in the order they were asked for. */
export function formatVerifyTable(results: readonly VerifyResult[], layout: TableLayout): string {
  return formatTable(columns, results.map(row), layout)
}

/** What is wrong with each profile that failed: what, why, what to do. */
export function formatVerifyFailures(results: readonly VerifyResult[], paint: Paint): string {
  const described = results.map(({ profile, failure }) => {
    if (failure === undefined) return ''
    const more: [string, string | undefined][] = [
      ['Why:  ', failure.reason],
      ['Said: ', failure.detail],
      ['Command:', failure.command],
      ['To do:', failure.remedy],
    ]
    const lines = more.filter(([, text]) => text !== undefined)
    return (
      `${safeText(profile)}: ${paint('red', failure.code)} ${safeText(failure.message)}\n` +
      lines.map(([label, text]) => `  ${paint('dim', label)} ${safeText(text ?? '')}\n`).join('')
    )
  })
  return described.join('')
}
