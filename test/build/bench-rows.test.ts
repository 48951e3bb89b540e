import { expect, it } from 'vitest'
import { inFewRounds, isTimed, ofBudgets, runRow } from '../bench/run-row.ts'
import type { Contender, Row } from '../bench/types.ts'

/** A contender that returns one value after another, and counts its calls. */
function contender(name: string, values: readonly number[]): Contender & { readonly asked: () => number } {
  let turn = 0
  return {
    name,
    measure: () => Promise.resolve(values[turn++ % values.length] ?? 0),
    asked: () => turn,
  }
}

const row = (unit: Row['unit'], ours: Contender, peers: readonly Contender[] = []): Row => ({
  id: 'row',
  what: 'a row',
  unit,
  repetitions: 7,
  ours,
  peers,
  absent: [],
})

const againstAws = [{ against: 'aws', most: 0.5 }]

it('measures beside ours only what a budget names, in fewer rounds, and comes to the same verdict', async () => {
  const ours = contender('ours', [99, 4, 6, 5])
  const aws = contender('aws', [1, 10, 10, 10])
  const other = contender('other', [1])
  const whole = row('ms', ours, [aws, other])
  const few = inFewRounds(ofBudgets(whole, againstAws), againstAws, true)
  const { budgets, peers } = await runRow(few, againstAws)
  expect([ours.asked(), aws.asked(), other.asked()]).toEqual([4, 4, 0])
  expect(peers.map(({ name }) => name)).toEqual(['aws'])
  expect(budgets).toMatchObject([{ value: 0.5, held: true, timed: false }])
})

it('misses what is over its limit in few rounds too', async () => {
  const few = inFewRounds(row('ms', contender('ours', [6]), [contender('aws', [10])]), againstAws, false)
  expect((await runRow(few, againstAws)).budgets).toMatchObject([{ held: false }])
})

it.each([
  ['a limit of time on a machine that is not quiet', [{ most: 5 }], 'ms', false, 1],
  ['a limit of time on a quiet one', [{ most: 5 }], 'ms', true, 4],
  ['a limit of size on any', [{ most: 5 }], 'MB', false, 4],
  ['a limit against a peer that is absent', againstAws, 'ms', true, 1],
  ['two limits, one of which decides', [...againstAws, { most: 5 }], 'ms', true, 4],
] as const)('%s takes as many rounds as it needs', async (_, budgets, unit, judgesTime, rounds) => {
  const ours = contender('ours', [3])
  await runRow(inFewRounds(row(unit, ours), budgets, judgesTime), budgets)
  expect(ours.asked()).toBe(rounds)
})

it('a limit against a value that is set is one of time', () => {
  const ideal = { ...contender('ideal', [1]), fixed: true } as const
  expect(isTimed(row('ms', contender('ours', [1]), [ideal]), { against: 'ideal', most: 2 })).toBe(true)
  expect(isTimed(row('ms', contender('ours', [1]), [ideal]), { against: 'aws', most: 2 })).toBe(false)
})
