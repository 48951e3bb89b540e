import { expect, it } from 'vitest'
import { inLanes } from '../../../core/system/in-lanes.ts'

/** Work that ends when it is told to. */
function openWork() {
  const begun = new Map<number, { end(): void; fail(error: Error): void }>()
  const work = (item: number) =>
    new Promise<string>((resolve, reject) =>
      begun.set(item, { end: () => resolve(`did ${item}`), fail: (error) => reject(error) }),
    )
  return { begun, work }
}

const turn = () => new Promise((resolve) => setImmediate(resolve))

it('runs as many at once as it may, and answers in the order of the items', async () => {
  const { begun, work } = openWork()
  const all = inLanes([1, 2, 3], 2, work)
  expect([...begun.keys()]).toEqual([1, 2])
  begun.get(2)?.end()
  await turn()
  expect([...begun.keys()]).toEqual([1, 2, 3])
  begun.get(3)?.end()
  begun.get(1)?.end()
  expect(await all).toEqual(['did 1', 'did 2', 'did 3'])
})

it('begins nothing after a failure, waits for what has begun and tells the first failure in order', async () => {
  const { begun, work } = openWork()
  let isOver = false
  const all = inLanes([1, 2, 3, 4], 2, work).finally(() => (isOver = true))
  const told = expect(all).rejects.toThrow('of 1')
  begun.get(2)?.fail(new Error('of 2'))
  await turn()
  expect(isOver).toBe(false)
  begun.get(1)?.fail(new Error('of 1'))
  await told
  expect([...begun.keys()]).toEqual([1, 2])
})

it('has nothing to do for no items', async () => {
  expect(await inLanes([], 4, () => Promise.reject(new Error('never')))).toEqual([])
})
