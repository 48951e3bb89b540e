import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import { runProcess } from './processes.ts'
import { median, percentile } from './statistics.ts'
import { projectRoot } from './workspace.ts'

/** What a fixed piece of work, done on every core at once, says about the machine. */
export interface Calibration {
  /** Processor time of one piece, in milliseconds: how fast a core is. */
  readonly piece: number
  /** Wall-clock time for each millisecond of processor time: 1 if nothing else uses the cores. */
  readonly waiting: number
  /** The 90th percentile of how late sleeps ended, in milliseconds. */
  readonly late: number
}

/** The values of the machine for which the budgets were set. */
const referencePiece = 4.5

/** What a machine may differ from the reference before times in milliseconds say more about it than about us. */
const limits = { slower: 1.5, waiting: 1.15, late: 3 } as const

interface Piece {
  readonly clock: number
  readonly processor: number
  readonly late: number
}

/**
 * Does the work in one process for each core, all at once: a machine with one busy core of two is not quiet for a browser and
 * a host. The load average does not help, because it includes the last minute with the tests that ran then.
 */
export async function calibrate(): Promise<Calibration> {
  const child = join(projectRoot, 'test', 'bench', 'children', 'calibrate.mjs')
  const ended = await Promise.all(
    Array.from({ length: availableParallelism() }, () =>
      runProcess({ file: process.execPath, args: [child], env: { PATH: process.env['PATH'] } }),
    ),
  )
  const pieces = ended.flatMap(({ stdout }) => (JSON.parse(stdout) as { taken: Piece[] }).taken)
  return {
    piece: median(pieces.map(({ processor }) => processor)),
    waiting: sum(pieces.map(({ clock }) => clock)) / sum(pieces.map(({ processor }) => processor)),
    late: percentile(
      pieces.map(({ late }) => late),
      0.9,
    ),
  }
}

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0)

/** Why times in milliseconds are not judged on such a machine; undefined if they are. */
export function notQuiet({ piece, waiting, late }: Calibration): 'busy' | 'slower machine' | undefined {
  if (waiting > limits.waiting || late > limits.late) return 'busy'
  return piece > referencePiece * limits.slower ? 'slower machine' : undefined
}

/** One sentence for people. */
export function describeCalibration(calibration: Calibration): string {
  const { piece, waiting, late } = calibration
  const why = notQuiet(calibration)
  const said =
    why === undefined
      ? 'quiet'
      : why === 'busy'
        ? 'busy'
        : 'quiet, but slower than the one the budgets are for'
  return `the machine was ${said} (a piece of work: ${piece.toFixed(1)} ms of processor time, ${waiting.toFixed(2)}x that by the clock on all cores; sleeps up to ${late.toFixed(1)} ms late)`
}
