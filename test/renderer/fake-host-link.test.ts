import { afterEach, describe, expect, it } from 'vitest'
import { contract } from '../../shared/contract/index.ts'
import { createFakeHostLink, takeUnanswered } from './fake-host-link.ts'
import { withStacks } from './stacks/fake-stacks-host.ts'

afterEach(() => takeUnanswered())

describe('the fake host link', () => {
  it('fails with the name of a method that it does not answer, and keeps the name for the end of the test', async () => {
    for (const link of [createFakeHostLink(), withStacks(createFakeHostLink())]) {
      for (const method of ['profiles.invent', 'toString']) {
        await expect(link.call(method, {})).rejects.toThrow(method)
        expect(takeUnanswered()).toEqual([method])
      }
    }
  })

  it('answers each query that needs no input as core would', async () => {
    const asked: string[] = []
    for (const [method, { kind, input, output }] of Object.entries(contract)) {
      // The command line alone asks for these.
      if (method === 'folders.list') continue
      if (kind !== 'query' || !input.safeParse({}).success) continue
      const reply = await createFakeHostLink().call(method, {})
      if (reply.ok) output.parse(reply.value)
      asked.push(method)
    }
    expect(asked).toContain('app.snapshot')
    expect(takeUnanswered()).toEqual([])
  })
})
