import { execFile } from 'node:child_process'
import { cp, mkdir, mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { playwrightCounts, printedCounts, vitestCounts } from '../../build/steps.mjs'

const root = fileURLToPath(new URL('../../', import.meta.url))
const run = promisify(execFile)
let copy = ''

/** The entry in a folder without a build. */
beforeAll(async () => {
  copy = await mkdtemp(join(tmpdir(), 'stackpass-entry-'))
  await mkdir(join(copy, 'bin'))
  await cp(join(root, 'bin', 'stackpass.cjs'), join(copy, 'bin', 'stackpass.cjs'))
  await cp(join(root, 'package.json'), join(copy, 'package.json'))
})
afterAll(() => rm(copy, { recursive: true }))

describe('bin/stackpass.cjs', () => {
  it.each(['--version', '-V'])('%s gives the version of package.json, also without a build', async (flag) => {
    const { version } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8')) as { version: string }
    const { stdout } = await run(process.execPath, [join(copy, 'bin', 'stackpass.cjs'), flag])
    expect(stdout).toBe(`${version}\n`)
  })

  it('says what to do when it was not built', async () => {
    const failed = run(process.execPath, [join(copy, 'bin', 'stackpass.cjs'), 'profiles', 'list'])
    await expect(failed).rejects.toMatchObject({
      code: 1,
      stdout: '',
      stderr: 'Stackpass is not built yet. Run `npm start` or `npm run build` in its folder once.\n',
    })
  })
})

describe('the counts of a runner', () => {
  it.each([
    ['12 passed, 0 failed', { passed: 12, failed: 0, skipped: 0 }],
    ['x\n1 passed, 2 failed\nmore\n3 passed, 4 failed, 5 skipped\n', { passed: 3, failed: 4, skipped: 5 }],
    ['12 passed, 0 failedx', undefined],
    ['nothing', undefined],
  ])('are read from its last line: %j', (output, counts) => {
    expect(printedCounts(output)).toEqual(counts)
  })
})

describe('the tests that failed', () => {
  it('are named from the report of Vitest, with files that could not be loaded', () => {
    const test = (title: string, status: string) => ({ ancestorTitles: ['a part'], title, status })
    expect(
      vitestCounts({
        numPassedTests: 1,
        numPendingTests: 2,
        testResults: [
          {
            name: join(root, 'a.ts'),
            status: 'failed',
            assertionResults: [test('x', 'failed'), test('y', 'passed')],
          },
          { name: join(root, 'b.ts'), status: 'failed', assertionResults: [] },
        ],
      }),
    ).toEqual({ passed: 1, failed: 2, skipped: 2, failures: ['a.ts > a part > x', 'b.ts'] })
  })

  it('are named from the report of Playwright, with the host', () => {
    const spec = (title: string, status: string) => ({
      title,
      file: 'a.spec.ts',
      line: 7,
      tests: [{ projectName: 'loopback', status }],
    })
    expect(
      playwrightCounts({
        stats: { expected: 1, flaky: 0, unexpected: 2, skipped: 0 },
        suites: [
          {
            title: 'a.spec.ts',
            specs: [spec('x', 'unexpected'), spec('y', 'expected')],
            suites: [{ title: 'a part', specs: [spec('z', 'unexpected')] }],
          },
        ],
      }),
    ).toEqual({
      passed: 1,
      failed: 2,
      skipped: 0,
      failures: ['[loopback] a.spec.ts:7 > a part > z', '[loopback] a.spec.ts:7 > x'],
    })
  })
})
