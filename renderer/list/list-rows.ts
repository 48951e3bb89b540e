/** The rows that a list shows now. A function of the module, so that it stays the same from one render to the next. */
export interface ListRows<Row> {
  readonly rows: readonly Row[]
  /** The key of a row that the cursor can stand on; undefined for headings and notes. */
  readonly keyOf: (row: Row) => string | undefined
}

/** The keys of all rows that the cursor can stand on, from the top. */
export function keysOf<Row>({ rows, keyOf }: ListRows<Row>): readonly string[] {
  return rows.flatMap((row) => keyOf(row) ?? [])
}
