import { describeCalibration, type Calibration } from './calibrate.ts'
import type { Machine } from './machine.ts'
import type { RowResult } from './types.ts'

export interface BenchResults {
  readonly at: string
  readonly machine: Machine
  /** Describes the machine before the run. */
  readonly calibration: Calibration
  readonly repetitions: number
  /** How whole processes were measured. */
  readonly clock: 'wall' | 'processor time'
  readonly rows: readonly RowResult[]
}

function shown(value: number): string {
  if (value >= 100) return value.toFixed(0)
  return value >= 10 ? value.toFixed(1) : value.toFixed(2)
}

function budgetText(row: RowResult): string {
  const parts = row.budgets.map(({ against, most, gate, value, met, notJudged }) => {
    const limit = against === undefined ? `≤ ${most} ${row.unit}` : `≤ ${most}x ${against}`
    if (notJudged !== undefined) return `${limit}: not judged: ${notJudged}`
    if (met) return `${limit}: met`
    const gated = gate === undefined ? '' : `, gate ${gate}`
    return `${limit}: **missed**, ${shown(value)}${gated}`
  })
  return parts.join('<br>')
}

function peersText(row: RowResult): string {
  const measured = row.peers.map(({ name, value, ratio }) => `${name}: ${shown(value)} (${shown(ratio)}x)`)
  const absent = row.absent.map(({ name, why }) => `${name}: not measured, ${why}`)
  return [...measured, ...absent].join('<br>')
}

/** The table of docs/BENCH.md. */
export function formatTable(results: BenchResults): string {
  const lines = results.rows.map(
    (row) => `| ${row.what} | ${shown(row.ours)} ${row.unit} | ${peersText(row)} | ${budgetText(row)} |`,
  )
  return [
    '| what | ours | beside it (ours / theirs) | budget |',
    '| --- | --- | --- | --- |',
    ...lines,
    '',
  ].join('\n')
}

/** docs/BENCH.md as a whole. */
export function formatDocument(results: BenchResults): string {
  const { machine } = results
  const notes = results.rows
    .filter(({ note }) => note !== undefined)
    .map(({ what, note }) => `- ${what}: ${note}`)
  return `# Bench

\`npm run bench\` measures Stackpass beside other readers and writers of the same files, in one run: each repetition
takes every contender in turn, the first round is thrown away, and what stands here is the median of ${results.repetitions}.
Compare within the table only: a busy machine slows all of a row alike. \`npm run bench -- --budgets\` fails when a
budget of test/bench/budgets.json is missed twice. Where a target is not reached yet, a gate stands in for it, so that a
regression still fails; \`--only ROW\` measures one row; \`--write\` writes this page and bench.json.

Ratios and sizes are judged everywhere. A limit in milliseconds is judged where the machine is quiet, else it is "not judged:
busy" (or "slower machine"). To tell, the bench begins with a fixed piece of work, 40 times on every core at once: busy is
where it takes more than 1.15x its processor time by the clock, or where one of ten short sleeps ends more than 3 ms late;
slower is where its processor time is more than 1.5x that of the machine the budgets were set on. The load average is not
asked, for it remembers the tests that ran before. When such a limit is missed, the machine is asked once more.
\`npm test\` runs \`--budgets-if-quiet --gated\`: rows with a budget and the peers that it names, in three rounds, and in all rounds
where one is missed. \`--budgets\` is strict and judges everything. \`--processor\` measures whole processes
by processor time, for a machine that others work on.

The files hold 10,000 profiles of every kind in about 3.3 MB (config 64,000 lines, credentials 42,000 lines), made by a
seeded generator, so they are the same everywhere.

Measured on ${machine.system}, ${machine.cores} cores (${machine.processor}), ${machine.memoryGb} GB, Node ${machine.node}, on ${results.at.slice(0, 10)}. Before the run ${describeCalibration(results.calibration)}.${
    results.clock === 'wall'
      ? ''
      : `

Whole processes were measured by the processor time (user and system) of them and their children (\`--processor\`), because
others worked on the machine.`
  }

${formatTable(results)}
${notes.join('\n')}
`
}
