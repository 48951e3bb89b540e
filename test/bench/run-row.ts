import { median } from './statistics.ts'
import type { Budget, Contender, Row, RowResult } from './types.ts'

/** For a first look: a miss is measured again in all rounds. */
export const fewRepetitions = 3

/**
 * Measures all contenders of a row in turns, so that other work on the machine affects them equally. Discards one round
 * (cold disk caches); the result is the median of the others.
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

/** A limit in milliseconds, which depends on the machine as well as on us. */
export function isTimed(row: Row, { against }: Budget): boolean {
  const isSet = row.peers.some(({ name, fixed }) => name === against && fixed)
  return row.unit === 'ms' && (against === undefined || isSet)
}

/** The same row with only the peers that a budget names. */
export function ofBudgets(row: Row, budgets: readonly Budget[]): Row {
  const named = new Set(budgets.map(({ against }) => against))
  return { ...row, peers: row.peers.filter(({ name }) => named.has(name)) }
}

/** True if a run decides nothing: each limit is against an absent peer, or a time limit that is not judged. */
function decidesNothing(row: Row, budgets: readonly Budget[], judgesTime: boolean): boolean {
  const here = new Set([undefined, ...row.peers.map(({ name }) => name)])
  return budgets.every((budget) => !here.has(budget.against) || (!judgesTime && isTimed(row, budget)))
}

/** The row for a first look: a few rounds if it decides something, else one to show that it can be measured. */
export function inFewRounds(row: Row, budgets: readonly Budget[], judgesTime: boolean): Row {
  if (decidesNothing(row, budgets, judgesTime)) return { ...row, repetitions: 1, alwaysCold: true }
  return { ...row, repetitions: Math.min(row.repetitions, fewRepetitions) }
}

/** Runs a row and compares it with its budgets. Leaves out absent peers and budgets against them. */
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
