import { cut, cutMiddle, displayWidth } from './display-width.ts'
import type { Colour, Paint } from './paint.ts'

export interface ColouredText {
  readonly text: string
  readonly colour?: Colour
}

export type Cell = string | ColouredText

export interface Column {
  readonly title: string
  /** Columns this one may be cut down to when the terminal is narrow; default: its title's width, at least 8. */
  readonly least?: number
  /** Never cut; shown whole or not at all. */
  readonly whole?: true
  /** Text that does not fit loses its middle, not its end. */
  readonly middle?: true
  /** When space is tight, columns with this are dropped before any column is cut, the lowest number first. */
  readonly leaves?: number
}

export interface TableLayout {
  readonly paint: Paint
  /** Undefined: as wide as needed. */
  readonly columns: number | undefined
}

const gap = 2

/** Narrows the widest columns, one character at a time, until all fit or none can shrink further. */
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

interface Measured {
  readonly widest: number
  readonly leaves?: number
}

/** Drops whole columns in the order of `leaves` until the others fit. */
function withoutLeaving<Given extends Measured>(columns: readonly Given[], space: number): readonly Given[] {
  const kept = [...columns]
  const taken = (): number => kept.reduce((sum, { widest }) => sum + widest + gap, -gap)
  const leaving = kept.filter(({ leaves }) => leaves !== undefined)
  for (const column of leaving.sort((a, b) => (a.leaves ?? 0) - (b.leaves ?? 0))) {
    if (taken() <= space) break
    kept.splice(kept.indexOf(column), 1)
  }
  return kept
}

const textOf = (cell: Cell | undefined): string =>
  typeof cell === 'string' ? cell : cell === undefined ? '' : cell.text

/** The cells of a table in sequence, each with its width in terminal columns. */
class Cells {
  readonly #columns: number
  readonly #cells: Cell[] = []
  readonly #sizes: number[] = []
  readonly widest: number[]
  rows = 0

  constructor(columns: number) {
    this.#columns = columns
    this.widest = new Array<number>(columns).fill(0)
  }

  add(row: readonly Cell[]): void {
    for (let index = 0; index < this.#columns; index += 1) {
      const cell = row[index] ?? ''
      const text = textOf(cell)
      const size = text === '' ? 0 : displayWidth(text)
      this.#cells.push(cell)
      this.#sizes.push(size)
      if (size > (this.widest[index] ?? 0)) this.widest[index] = size
    }
    this.rows += 1
  }

  cell(row: number, index: number): Cell {
    return this.#cells[row * this.#columns + index] ?? ''
  }

  size(row: number, index: number): number {
    return this.#sizes[row * this.#columns + index] ?? 0
  }
}

const blanks: string[] = []

/** A string of this many blanks. */
function blank(width: number): string {
  return (blanks[width] ??= ' '.repeat(width))
}

/** Number of characters written at once. */
const pieceLength = 16_384

/**
 * Writes the lines of a table with a title row, aligned by display width, a few hundred at a time. Leaves out columns that
 * are empty in every row.
 */
export function writeTable(
  columns: readonly Column[],
  rows: Iterable<readonly Cell[]>,
  layout: TableLayout,
  write: (text: string) => void,
): void {
  const cells = new Cells(columns.length)
  for (const row of rows) cells.add(row)
  const filled = columns.flatMap(({ title, least, whole, ...column }, index) => {
    const width = displayWidth(title)
    const widest = Math.max(cells.widest[index] ?? 0, width)
    if ((cells.widest[index] ?? 0) === 0) return []
    return [
      { ...column, title, index, widest, least: whole === true ? widest : (least ?? Math.max(8, width)) },
    ]
  })
  const used = layout.columns === undefined ? filled : withoutLeaving(filled, layout.columns)
  const space = layout.columns === undefined ? Infinity : layout.columns - gap * (used.length - 1)
  const widths = fit(
    used.map(({ widest }) => widest),
    used.map(({ least }) => least),
    space,
  )

  let piece = ''
  let missing = 0
  const put = (cell: Cell, size: number, width: number, middle: boolean): void => {
    const whole = textOf(cell)
    const shown = size > width ? (middle ? cutMiddle : cut)(whole, width) : whole
    if (shown !== '') {
      const colour = typeof cell === 'string' ? undefined : cell.colour
      piece += blank(missing) + (colour === undefined ? shown : layout.paint(colour, shown))
      missing = 0
    }
    missing += width - (size > width ? displayWidth(shown) : size) + gap
  }
  const endLine = (): void => {
    piece += '\n'
    missing = 0
  }
  for (const [place, { title }] of used.entries())
    put({ text: title, colour: 'dim' }, displayWidth(title), widths[place] ?? 0, false)
  endLine()
  for (let row = 0; row < cells.rows; row += 1) {
    for (let place = 0; place < used.length; place += 1) {
      const column = used[place]
      const index = column?.index ?? 0
      put(cells.cell(row, index), cells.size(row, index), widths[place] ?? 0, column?.middle === true)
    }
    endLine()
    if (piece.length < pieceLength) continue
    write(piece)
    piece = ''
  }
  write(piece)
}

/** The same table as one text. */
export function formatTable(
  columns: readonly Column[],
  rows: readonly (readonly Cell[])[],
  layout: TableLayout,
): string {
  let table = ''
  writeTable(columns, rows, layout, (text) => (table += text))
  return table
}
