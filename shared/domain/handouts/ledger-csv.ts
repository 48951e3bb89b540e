/** The fields of an entry that go into a table: no hashes. */
export interface LedgerRow {
  readonly number: number
  readonly at: string
  readonly profile: string
  readonly account?: string | undefined
  readonly way: string
  readonly program: string
  readonly pid?: number | undefined
  readonly command?: string | undefined
  readonly tree: readonly string[]
  readonly folder?: string | undefined
  readonly lease?: string | undefined
  readonly from: string
  readonly verdict: string
  readonly by: string
  readonly production: boolean
}

const columns = [
  ...(['number', 'at', 'profile', 'account', 'production', 'program', 'pid', 'folder', 'command'] as const),
  ...(['tree', 'way', 'lease', 'verdict', 'by', 'from'] as const),
]

/** Spreadsheet programs run text with this beginning as a formula; a program can give itself any name. */
const formula = /^[=+\-@\t\r]/

function cell(value: unknown): string {
  const text = Array.isArray(value) ? value.join(' > ') : value === undefined ? '' : String(value)
  const safe = typeof value !== 'number' && formula.test(text) ? `'${text}` : text
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}

/** The log as a table (RFC 4180), with a line of titles. Puts a quote before a text that a spreadsheet program would run. */
export function ledgerCsv(entries: readonly LedgerRow[]): string {
  const lines = entries.map((entry) => columns.map((name) => cell(entry[name])).join(','))
  return [columns.join(','), ...lines].map((line) => `${line}\r\n`).join('')
}
