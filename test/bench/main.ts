/** `npm run bench`: measures every row, or the ones named with --only. Exit code 1 when a judged budget is exceeded. */
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { calibrate, describeCalibration, notQuiet, type Calibration } from './calibrate.ts'
import { describeMachine } from './machine.ts'
import { measureProcessorTime } from './processes.ts'
import { formatDocument, formatTable, type BenchResults } from './report.ts'
import { rowMakers } from './rows.ts'
import { fewRepetitions, inFewRounds, ofBudgets, runRow } from './run-row.ts'
import type { Budget, RowResult } from './types.ts'
import { openWorkspace, projectRoot } from './workspace.ts'

const { values: options } = parseArgs({
  options: {
    /** Judges every budget. */
    budgets: { type: 'boolean', default: false },
    /** Judges limits in milliseconds only where the machine is quiet. */
    'budgets-if-quiet': { type: 'boolean', default: false },
    /** Only what decides: rows and peers with a budget, with few repetitions, and with all of them if a budget is exceeded. */
    gated: { type: 'boolean', default: false },
    json: { type: 'boolean', default: false },
    write: { type: 'boolean', default: false },
    only: { type: 'string', multiple: true },
    repetitions: { type: 'string', default: '7' },
    /** Measures whole processes by processor time, for machines that others use too. */
    processor: { type: 'boolean', default: false },
  },
})
const repetitions = Number(options.repetitions)
if (!Number.isInteger(repetitions) || repetitions < 1) {
  console.error('--repetitions takes a whole number from 1.')
  process.exit(2)
}
const unknown = options.only?.filter((id) => !rowMakers.has(id)) ?? []
if (unknown.length > 0) {
  console.error(`There is no row ${unknown.join(', ')}. Rows: ${[...rowMakers.keys()].join(', ')}.`)
  process.exit(2)
}

const budgetFile = join(projectRoot, 'test', 'bench', 'budgets.json')
const budgets = new Map(
  Object.entries(JSON.parse(await readFile(budgetFile, 'utf8')) as Record<string, Budget[]>),
)
const machine = describeMachine()
const calibration = await calibrate()
console.error(`Before the run ${describeCalibration(calibration)}.`)
if (options.processor) measureProcessorTime()
const judging = options.budgets || options['budgets-if-quiet']
const judgesTime = options.budgets || notQuiet(calibration) === undefined
const workspace = await openWorkspace()

/** Marks the limits in milliseconds that mean nothing on a busy machine. */
function judged(result: RowResult, machineNow: Calibration): RowResult {
  const why = options.budgets ? undefined : notQuiet(machineNow)
  if (why === undefined) return result
  return {
    ...result,
    budgets: result.budgets.map((budget) => (budget.timed ? { ...budget, notJudged: why } : budget)),
  }
}

const isMissed = (result: RowResult): boolean =>
  result.budgets.some(({ held, notJudged }) => !held && notJudged === undefined)

/** An exceeded budget is measured once more: two cores and other work make single runs noisy. */
async function measure(id: string): Promise<RowResult | undefined> {
  const make = rowMakers.get(id)!
  const limits = budgets.get(id) ?? []
  const whole = await make(workspace, repetitions)
  if ('why' in whole) {
    console.error(`${id}: not measured, ${whole.why}`)
    return undefined
  }
  const row = options.gated ? ofBudgets(whole, limits) : whole
  const few = options.gated ? inFewRounds(row, limits, judgesTime) : row
  try {
    const first = judged(await runRow(few, limits), calibration)
    if (!judging || !isMissed(first)) return first
    console.error(`${id}: a budget is missed, measuring again`)
    const second = judged(await runRow(row, limits), calibration)
    // Other work may have started in the meantime.
    return isMissed(second) ? judged(second, await calibrate()) : second
  } finally {
    await whole.close?.()
  }
}

const rows: RowResult[] = []
try {
  const ids = [...rowMakers.keys()].filter((id) => !options.gated || budgets.has(id))
  for (const id of options.only ?? ids) {
    console.error(`measuring ${id}`)
    const result = await measure(id)
    if (result !== undefined) rows.push(result)
  }
} finally {
  await workspace.close()
}

const results: BenchResults = {
  at: new Date().toISOString(),
  machine,
  calibration,
  repetitions: options.gated ? Math.min(fewRepetitions, repetitions) : repetitions,
  clock: options.processor ? 'processor time' : 'wall',
  rows,
}
console.log(options.json ? JSON.stringify(results, undefined, 2) : formatTable(results))
if (options.write) {
  await writeFile(join(projectRoot, 'docs', 'bench.json'), `${JSON.stringify(results, undefined, 2)}\n`)
  await writeFile(join(projectRoot, 'docs', 'BENCH.md'), formatDocument(results))
}
if (judging && rows.some(isMissed)) {
  console.error('A budget is missed twice; see above.')
  process.exitCode = 1
}
