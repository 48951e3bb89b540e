import type { Step } from './steps.mjs'

/** How a step ended: its exit code, all that it printed, and how long it took. */
export interface Ended {
  readonly step: Step
  readonly code: number
  readonly output: string
  readonly seconds: number
}

export interface Running {
  readonly cwd: string
  readonly env: NodeJS.ProcessEnv
  readonly print: (text: string) => void
  readonly cores?: number
}

export function runSteps(
  steps: readonly Step[],
  running: Running,
  onEnd: (ended: Ended) => Promise<void>,
): Promise<void>
