import { cut, displayWidth } from './display-width.ts'
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
  // Widths once for each cell: lists of 10,000 rows must not be measured three times over.
  const measured = rows.map((row) => row.map(({ text }) => displayWidth(text)))
  const widest = columns.map((_column, index) =>
    measured.reduce((width, row) => Math.max(width, row[index] ?? 0), 0),
  )
  const used = columns.flatMap((column, index) => (widest[index] === 0 ? [] : [{ column, index }]))
  const widths = used.map(({ column, index }) => Math.max(widest[index] ?? 0, displayWidth(column.title)))
  const least = used.map(({ column }) => column.least ?? Math.max(8, displayWidth(column.title)))
  const space = layout.columns === undefined ? Infinity : layout.columns - gap * (used.length - 1)
  const fitted = fit(widths, least, space)

  const line = (cells: readonly Cell[], sizes: readonly number[]): string => {
    let text = ''
    let missing = 0
    for (const [place, { index }] of used.entries()) {
      const cell = cells[index]
      const width = fitted[place] ?? 0
      const size = sizes[index] ?? 0
      const shown = size > width ? cut(cell?.text ?? '', width) : (cell?.text ?? '')
      if (shown !== '') {
        text += ' '.repeat(missing) + (cell?.colour === undefined ? shown : layout.paint(cell.colour, shown))
        missing = 0
      }
      missing += width - (size > width ? displayWidth(shown) : size) + gap
    }
    return `${text}\n`
  }
  const titles = columns.map(({ title }) => ({ text: title, colour: 'dim' as const }))
  const head = line(
    titles,
    titles.map(({ text }) => displayWidth(text)),
  )
  return head + rows.map((row, at) => line(row, measured[at] ?? [])).join('')
}
