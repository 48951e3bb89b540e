import { partitions } from '../../shared/domain/aws/partitions.ts'
import type { VerifyResult } from '../../shared/contract/models.ts'
import type { VerifyFailureCode } from '../../shared/domain/checks/failure-codes.ts'
import { isRoutineFailure, wordsOfFailure } from '../../shared/domain/checks/failure-words.ts'
import { nameOf, validAs } from '../../shared/domain/aws/readers/same-answers.ts'
import type { Paint } from '../terminal/paint.ts'
import { safeText } from '../terminal/safe-text.ts'
import { formatTable, type Cell, type TableLayout } from '../terminal/table.ts'

const columns = [
  { title: 'Profile', least: 16 },
  { title: 'State', least: 17 },
  { title: 'Account', least: 12 },
  { title: 'Account name', least: 10 },
  { title: 'Identity', least: 20 },
  { title: 'ms', least: 4 },
  { title: 'Note', least: 10 },
]

/** Left out if no listing ever named one of the accounts. */
const nameColumn = 3

/** Grey for everyday failures, red when something is broken. */
function colourOf(code: VerifyFailureCode): 'dim' | 'red' {
  return isRoutineFailure(code) ? 'dim' : 'red'
}

function stateCell({ status, failure, as }: VerifyResult): Cell {
  if (status === 'valid') return { text: validAs(as), colour: 'green' }
  const code = status === 'cancelled' ? 'Cancelled' : (failure?.code ?? 'Unknown')
  return { text: wordsOfFailure(code), colour: colourOf(code) }
}

/** The AWS hosts of all partitions; a file or a variable can send requests anywhere else. */
function isAwsHost(endpoint: string): boolean {
  const { hostname, protocol } = new URL(endpoint)
  const suffixes = partitions.flatMap(({ dnsSuffix, dualStackSuffix }) => [dnsSuffix, dualStackSuffix])
  return protocol === 'https:' && suffixes.some((suffix) => hostname.endsWith(`.${suffix}`))
}

/** A result with its account's name at AWS, if a listing ever had it. */
export interface NamedResult extends VerifyResult {
  readonly accountName?: string
  /** When AWS reported it, ISO 8601. */
  readonly accountNameAt?: string
}

function row(result: NamedResult): Cell[] {
  return [
    { text: safeText(result.profile) },
    stateCell(result),
    { text: safeText(result.account ?? '') },
    { text: safeText(result.accountName ?? '') },
    { text: safeText(result.arn ?? '') },
    { text: result.latencyMs === undefined ? '' : String(Math.round(result.latencyMs)) },
    { text: safeText(result.note ?? '') },
  ]
}

/** One row for each profile, in the requested order. */
export function formatVerifyTable(results: readonly NamedResult[], layout: TableLayout): string {
  const rows = results.map(row)
  if (results.some(({ accountName }) => accountName !== undefined)) return formatTable(columns, rows, layout)
  const isName = (index: number) => index === nameColumn
  return formatTable(
    columns.filter((_, index) => !isName(index)),
    rows.map((cells) => cells.filter((_, index) => !isName(index))),
    layout,
  )
}

/** For each profile that failed: what is wrong, why, and what to do. */
export function formatVerifyFailures(results: readonly VerifyResult[], paint: Paint): string {
  const described = results.map(({ profile, failure, as }) => {
    if (failure === undefined || failure.code === 'Cancelled') return ''
    // For ClockSkew it is the number of minutes, which is already in the message.
    const said = failure.code === 'ClockSkew' ? undefined : failure.detail
    const more: [string, string | undefined][] = [
      ['Why:  ', failure.reason],
      ['Said: ', said],
      ['Command:', failure.command],
      ['To do:', failure.remedy],
    ]
    const lines = more.filter(([, text]) => text !== undefined)
    return (
      `${safeText(profile)}: ${paint(colourOf(failure.code), wordsOfFailure(failure.code))} as ${nameOf(as)}: ${safeText(failure.message)}\n` +
      lines.map(([label, text]) => `  ${paint('dim', label)} ${safeText(text ?? '')}\n`).join('')
    )
  })
  return described.join('')
}

const namedAtMost = 5

/** A note for each endpoint outside AWS that was called, with the profiles it was called for. */
export function foreignEndpoints(results: readonly VerifyResult[]): string[] {
  const asked = new Map<string, string[]>()
  for (const { profile, endpoint } of results) {
    if (endpoint === undefined || isAwsHost(endpoint)) continue
    const names = asked.get(endpoint)
    if (names === undefined) asked.set(endpoint, [profile])
    else names.push(profile)
  }
  return [...asked].map(([endpoint, names]) => {
    const more = names.length > namedAtMost ? ` and ${names.length - namedAtMost} more` : ''
    return `${endpoint}, which is not a host of AWS, was asked about ${names.slice(0, namedAtMost).join(', ')}${more}.`
  })
}
