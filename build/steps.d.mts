export interface Counts {
  readonly passed: number
  readonly failed: number
  readonly skipped: number
}
/** The last "N passed, N failed" line of an output. */
export declare function printedCounts(output: string): Counts | undefined
