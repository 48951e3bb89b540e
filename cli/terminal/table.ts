import { cut, displayWidth, padEnd } from './display-width.ts'
import type { Colour, Paint } from './paint.ts'

export interface Cell {
  readonly text: string
  readonly colour?: Colour
}

export interface Column {
  readonly title: string
  /** Columns this one may be cut down to when the terminal is narrow; default: its title's width, at least 8. */
  readonly least?: number
}

export interface TableLayout {
  readonly paint: Paint
  /** Undefined: as wide as needed. */
  readonly columns: number | undefined
}

const gap = 2

/** Takes columns away from the widest ones, a column at a time, until all fit or none can give more. */
function fit(widths: readonly number[], least: readonly number[], available: number): number[] {
  const fitted = [...widths]
  let excess = fitted.reduce((sum, width) => sum + width, 0) - available
  while (excess > 0) {
    let widest = -1
    for (const [index, width] of fitted.entries()) {
      if (width > (least[index] ?? 0) && (widest < 0 || width > (fitted[widest] ?? 0))) widest = index
    }
    if (widest < 0) break
    fitted[widest] = (fitted[widest] ?? 0) - 1
    excess--
  }
  return fitted
}

/** Lines of a table with a title row, aligned by display width. Columns that are empty in every row are left out. */
export function formatTable(
  columns: readonly Column[],
  rows: readonly (readonly Cell[])[],
  layout: TableLayout,
): string {
  const used = columns
    .map((column, index) => ({ column, index }))
    .filter(({ index }) => rows.some((row) => (row[index]?.text ?? '') !== ''))
  const widths = used.map(({ column, index }) =>
    rows.reduce(
      (width, row) => Math.max(width, displayWidth(row[index]?.text ?? '')),
      displayWidth(column.title),
    ),
  )
  const least = used.map(({ column }) => column.least ?? Math.max(8, displayWidth(column.title)))
  const space = layout.columns === undefined ? Infinity : layout.columns - gap * (used.length - 1)
  const fitted = fit(widths, least, space)

  const line = (cells: readonly Cell[]): string => {
    const parts = used.map(({ index }, place) => {
      const { text, colour } = cells[index] ?? { text: '' }
      const width = fitted[place] ?? 0
      const shown = cut(text, width)
      const padded = place === used.length - 1 ? shown : padEnd(shown, width)
      return colour === undefined || shown === '' ? padded : layout.paint(colour, padded)
    })
    return parts.join(' '.repeat(gap)).trimEnd()
  }
  const titles = line(columns.map(({ title }) => ({ text: title, colour: 'dim' })))
  return [titles, ...rows.map(line)].map((text) => `${text}\n`).join('')
}
