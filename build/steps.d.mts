export interface Counts {
  readonly passed: number
  readonly failed: number
  readonly skipped: number
  /** What failed, one line each, where the runner gives names. */
  readonly failures?: readonly string[]
}
/** The last "N passed, N failed" line of an output. */
export declare function printedCounts(output: string): Counts | undefined
/** Of Vitest's JSON report. */
export declare function vitestCounts(result: unknown): Counts
/** Of Playwright's JSON report. */
export declare function playwrightCounts(result: unknown): Counts
