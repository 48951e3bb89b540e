import { join } from 'node:path'
import { expect, test } from 'vitest'
import { runPulumiCorpus } from '../../corpus/pulumi.ts'

test('the stack-file corpus passes as a whole', async () => {
  const result = await runPulumiCorpus(join(import.meta.dirname, '../../fixtures/pulumi'))
  expect(result.failures).toEqual([])
  expect(result.passed).toBe(99 + 5 + 5)
})
