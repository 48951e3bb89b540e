import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { runAwsCorpus } from '../../corpus/aws.ts'

const folder = join(import.meta.dirname, '../../fixtures/aws')

describe('the AWS corpus', () => {
  it('holds in every file, lens, pair and edit', async () => {
    const { passed, failures } = await runAwsCorpus(folder)
    expect(failures).toEqual([])
    expect(passed).toBeGreaterThan(500)
  })

  it('says so when a folder has nothing to check', async () => {
    const { passed, failed, notes } = await runAwsCorpus(join(folder, 'files'))
    expect(passed + failed).toBe(0)
    expect(notes).toEqual(expect.arrayContaining([expect.stringContaining('edits.json is missing')]))
  })
})
