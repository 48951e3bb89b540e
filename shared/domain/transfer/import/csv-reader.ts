import { readExpiry } from './expiry.ts'
import { slotOf } from './key-names.ts'
import { asProfileName } from './names.ts'
import type { ImportSlot, RawFound } from './types.ts'

const delimiters = [',', ';', '\t'] as const

function splitRow(text: string, start: number, delimiter: string): { cells: string[]; next: number } {
  const cells: string[] = []
  let at = start
  for (;;) {
    let cell = ''
    while (text[at] === ' ') at += 1
    if (text[at] === '"') {
      const parts: string[] = []
      let end = text.indexOf('"', at + 1)
      while (end !== -1 && text[end + 1] === '"') {
        parts.push(text.slice(at + 1, end + 1))
        at = end + 1
        end = text.indexOf('"', at + 1)
      }
      parts.push(text.slice(at + 1, end === -1 ? text.length : end))
      cell = parts.join('')
      at = end === -1 ? text.length : end + 1
    }
    const from = at
    while (at < text.length && text[at] !== delimiter && text[at] !== '\n') at += 1
    cells.push((cell + text.slice(from, at)).trim())
    if (text[at] !== delimiter) return { cells, next: at + 1 }
    at += 1
  }
}

function isKeyId(cell: string): boolean {
  return /^(?:AKIA|ASIA)[A-Z0-9]{16}$/.test(cell)
}

function isSecret(cell: string): boolean {
  return /^[A-Za-z0-9+/]{40}$/.test(cell)
}

interface Columns {
  readonly slots: ReadonlyMap<number, ImportSlot>
  readonly name: number
}

function columnsOfHeader(cells: readonly string[]): Columns | undefined {
  const slots = new Map<number, ImportSlot>()
  let name = -1
  for (const [index, cell] of cells.entries()) {
    const slot = slotOf(cell)
    if (slot !== undefined && ![...slots.values()].includes(slot)) slots.set(index, slot)
    else if (/^(?:user|profile|account)?[ _]*name$/i.test(cell.slice(0, 40))) name = index
  }
  const kinds = new Set(slots.values())
  return kinds.has('id') && kinds.has('secret') ? { slots, name } : undefined
}

// The console translates the column titles; then the shape of the values tells which column is which.
function columnsOfValues(cells: readonly string[]): Columns | undefined {
  const id = cells.findIndex(isKeyId)
  const secret = cells.findIndex(isSecret)
  if (id === -1 || secret === -1) return undefined
  const slots = new Map<number, ImportSlot>([
    [id, 'id'],
    [secret, 'secret'],
  ])
  // `--output text` of the AWS CLI: CREDENTIALS, key ID, expiry, secret, token.
  const token = cells.findIndex((cell) => cell.length > 40 && /^[A-Za-z0-9+/]+={0,2}$/.test(cell))
  const expiry = cells.findIndex((cell) => readExpiry(cell) !== undefined)
  if (token !== -1) slots.set(token, 'token')
  if (expiry !== -1) slots.set(expiry, 'expiry')
  return { slots, name: id === 0 || cells[0] === 'CREDENTIALS' ? -1 : 0 }
}

/**
 * Reads an access-key file of the console: with and without `User Name`, quoted, in any column order and language,
 * separated by comma, semicolon or tab. Undefined when the text is not such a table. Drops other columns (passwords, login
 * links).
 */
export function readCsv(text: string): RawFound[] | undefined {
  const start = text.search(/\S/)
  if (start === -1) return undefined
  const lineEnd = text.indexOf('\n', start)
  const firstLine = text.slice(start, lineEnd === -1 ? text.length : lineEnd)
  for (const delimiter of delimiters) {
    if (!firstLine.includes(delimiter)) continue
    const first = splitRow(text, start, delimiter)
    if (first.cells.length > 64) continue
    const header = columnsOfHeader(first.cells)
    const second = splitRow(text, first.next, delimiter)
    const columns = header ?? columnsOfValues(first.cells) ?? columnsOfValues(second.cells)
    if (columns === undefined) continue
    // Without a header the first line is already a key.
    return readRows(text, first.cells.some(isKeyId) ? start : first.next, delimiter, columns)
  }
  return undefined
}

function readRows(text: string, from: number, delimiter: string, columns: Columns): RawFound[] {
  const found: RawFound[] = []
  let at = from
  while (at < text.length) {
    const row = splitRow(text, at, delimiter)
    at = row.next
    const slots = new Map<ImportSlot, string>()
    for (const [index, slot] of columns.slots) {
      const cell = row.cells[index]
      if (cell !== undefined && cell !== '') slots.set(slot, cell)
    }
    if (!slots.has('id') && !slots.has('secret')) continue
    const name = asProfileName(row.cells[columns.name] ?? '')
    found.push({ format: 'csv', slots, others: [], ...(name === undefined ? {} : { name }) })
  }
  return found
}
