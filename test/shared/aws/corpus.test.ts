import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { runAwsCorpus } from '../../corpus/aws.ts'

const unsetRegion = {
  id: 'good',
  file: 'a.ini',
  kind: 'config',
  operation: 'unset',
  args: { profile: 'default', key: 'region' },
  expectedTextAfter: '[default]\noutput = json\n',
}

async function corpusOf(edits: unknown): Promise<string> {
  const dir = await mkdtemp(join(tmpdir(), 'corpus-'))
  onTestFinished(() => rm(dir, { recursive: true }))
  await mkdir(join(dir, 'files'))
  await writeFile(join(dir, 'files', 'a.ini'), '[default]\nregion = x\noutput = json\n')
  await writeFile(join(dir, 'edits.json'), JSON.stringify(edits))
  return dir
}

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

  it.each([
    [
      'an operation that is not known',
      { file: 'a.ini', operation: 'explode', expectedTextAfter: '' },
      /not known/,
    ],
    ['a scenario without an expectation', { file: 'a.ini', operation: 'unset' }, /without an expectation/],
    ['a file that is missing', { file: 'gone.ini', operation: 'unset', expectedTextAfter: '' }, /ENOENT/],
    ['a pair that is missing', { pair: 'gone', operation: 'unset', expectedConfigAfter: '' }, /ENOENT/],
    [
      'a refusal that did not come',
      { file: 'a.ini', operation: 'unset', expectedError: 'Whatever' },
      /region/,
    ],
  ])('fails on %s, and runs the rest', async (_, scenario, got) => {
    const dir = await corpusOf({
      single: [
        { id: 'x', kind: 'config', args: { profile: 'default', key: 'output' }, ...scenario },
        unsetRegion,
      ],
    })
    const { passed, failures } = await runAwsCorpus(dir)
    expect(failures).toEqual([
      expect.objectContaining({ id: 'edit x', got: expect.stringMatching(got) as unknown }),
    ])
    expect(passed).toBe(2)
  })

  it('fails on groups of edits, JSON and files that it cannot read', async () => {
    const dir = await corpusOf({ single: [unsetRegion], triple: [unsetRegion] })
    await writeFile(join(dir, 'files', 'a.botocore.json'), '{')
    await writeFile(
      join(dir, 'files', 'MANIFEST.json'),
      JSON.stringify({
        files: [
          { name: 'a', kind: 'config', sha256: '00' },
          { name: 'gone', kind: 'config' },
        ],
        pairs: [{ name: 'p', config: 'gone.ini', credentials: 'a.ini' }],
      }),
    )
    const { failures } = await runAwsCorpus(dir)
    expect(failures.map(({ id }) => id).sort()).toEqual([
      'bytes a',
      'edits.json triple',
      'file a',
      'file gone',
      'pair p',
    ])
  })
})
