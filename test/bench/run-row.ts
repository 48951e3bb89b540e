import { median } from './statistics.ts'
import type { Budget, Contender, Row, RowResult } from './types.ts'

/**
 * Measures all contenders of a row in turns, so that what else the machine does falls on all of them alike. One round is
 * thrown away (cold disk caches); the result is the median of the others.
 */
async function measure(row: Row): Promise<Map<string, number>> {
  const contenders: readonly Contender[] = [row.ours, ...row.peers]
  const values = new Map<string, number[]>(contenders.map(({ name }) => [name, []]))
  for (let round = 0; round <= row.repetitions; round++) {
    for (const contender of contenders) {
      const value = await contender.measure()
      if (round > 0) values.get(contender.name)?.push(value)
    }
  }
  return new Map([...values].map(([name, list]) => [name, median(list)]))
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
      const isSet = row.peers.some(({ name, fixed }) => name === budget.against && fixed)
      const timed = row.unit === 'ms' && (budget.against === undefined || isSet)
      const held = value <= (budget.gate ?? budget.most)
      return [{ ...budget, value, met: value <= budget.most, held, timed }]
    }),
    ...(row.note !== undefined && { note: row.note }),
  }
}
