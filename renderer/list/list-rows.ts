/** The rows that a list shows now. `keyOf` must be a module-level function, so that it stays the same between renders. */
export interface ListRows<Row> {
  readonly rows: readonly Row[]
  /** The key of a row that the cursor can be on; undefined for headings and notes. */
  readonly keyOf: (row: Row) => string | undefined
}

/** The keys of all rows that the cursor can be on, from the top. */
export function keysOf<Row>({ rows, keyOf }: ListRows<Row>): readonly string[] {
  return rows.flatMap((row) => keyOf(row) ?? [])
}
