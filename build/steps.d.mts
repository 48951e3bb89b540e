export interface Counts {
  readonly passed: number
  readonly failed: number
  readonly skipped: number
  /** What failed, one line each, where the runner gives names. */
  readonly failures?: readonly string[]
}
/** One thing that `npm test` runs; its properties are explained in steps.mjs. */
export interface Step {
  readonly name: string
  readonly command: readonly string[]
  readonly counts?: (output: string) => Promise<Counts | undefined>
  readonly beside?: true
  readonly after?: readonly string[]
}
/** What CI runs. */
export declare const steps: readonly Step[]
/** The last "N passed, N failed" line of an output. */
export declare function printedCounts(output: string): Counts | undefined
/** Of Vitest's JSON report. */
export declare function vitestCounts(result: unknown): Counts
/** Of Playwright's JSON report. */
export declare function playwrightCounts(result: unknown): Counts
