import { median } from './statistics.ts'
import type { Budget, Contender, Row, RowResult } from './types.ts'

/** Of a first look: a miss is measured again in all rounds. */
export const fewRepetitions = 3

/**
 * Measures all contenders of a row in turns, so that what else the machine does falls on all of them alike. One round is
 * thrown away (cold disk caches); the result is the median of the others.
 */
async function measure(row: Row): Promise<Map<string, number>> {
  const contenders: readonly Contender[] = [row.ours, ...row.peers]
  const values = new Map<string, number[]>(contenders.map(({ name }) => [name, []]))
  const cold = row.alwaysCold === true ? 0 : 1
  for (let round = 0; round < cold + row.repetitions; round++) {
    for (const contender of contenders) {
      const value = await contender.measure()
      if (round >= cold) values.get(contender.name)?.push(value)
    }
  }
  return new Map([...values].map(([name, list]) => [name, median(list)]))
}

/** Says something about the machine as well as about us: a limit in milliseconds. */
export function isTimed(row: Row, { against }: Budget): boolean {
  const isSet = row.peers.some(({ name, fixed }) => name === against && fixed)
  return row.unit === 'ms' && (against === undefined || isSet)
}

/** The same row with only those beside it that a budget names. */
export function ofBudgets(row: Row, budgets: readonly Budget[]): Row {
  const named = new Set(budgets.map(({ against }) => against))
  return { ...row, peers: row.peers.filter(({ name }) => named.has(name)) }
}

/** True where a run decides nothing: each limit is against a peer that is absent, or one of time that is not judged. */
function decidesNothing(row: Row, budgets: readonly Budget[], judgesTime: boolean): boolean {
  const here = new Set([undefined, ...row.peers.map(({ name }) => name)])
  return budgets.every((budget) => !here.has(budget.against) || (!judgesTime && isTimed(row, budget)))
}

/** The row in a first look: a few rounds where it decides something, else one that shows that it can be measured. */
export function inFewRounds(row: Row, budgets: readonly Budget[], judgesTime: boolean): Row {
  if (decidesNothing(row, budgets, judgesTime)) return { ...row, repetitions: 1, alwaysCold: true }
  return { ...row, repetitions: Math.min(row.repetitions, fewRepetitions) }
}

/** Runs a row and holds it against its budgets. A budget against a peer that is absent is left out, as the peer is. */
export async function runRow(row: Row, budgets: readonly Budget[]): Promise<RowResult> {
  const medians = await measure(row)
  const ours = medians.get(row.ours.name) ?? NaN
  return {
    id: row.id,
    what: row.what,
    unit: row.unit,
    ours,
    peers: row.peers.map(({ name }) => {
      const value = medians.get(name) ?? NaN
      return { name, value, ratio: ours / value }
    }),
    absent: row.absent,
    budgets: budgets.flatMap((budget) => {
      const peer = budget.against === undefined ? 1 : medians.get(budget.against)
      if (peer === undefined) return []
      const value = ours / peer
      const held = value <= (budget.gate ?? budget.most)
      return [{ ...budget, value, met: value <= budget.most, held, timed: isTimed(row, budget) }]
    }),
    ...(row.note !== undefined && { note: row.note }),
  }
}
