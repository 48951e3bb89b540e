import { describe, expect, it } from 'vitest'
import { nearestTests, readImports } from '../../build/nearest-tests.mjs'

const imports = new Map([
  ['core/a/one.ts', []],
  ['core/a/two.ts', ['core/a/one.ts']],
  ['core/b/three.ts', ['core/a/two.ts']],
  ['test/core/a/one.test.ts', ['core/a/one.ts']],
  ['test/core/a/two.test.ts', ['core/a/two.ts', 'test/core/a/help.ts']],
  ['test/core/b/three.test.ts', ['core/b/three.ts']],
  ['test/all/other.test.ts', ['core/a/two.ts']],
  ['test/core/a/help.ts', []],
  ['test/e2e/page.test.ts', ['core/a/one.ts']],
])

describe('the nearest tests', () => {
  it.each([
    ['a test that imports the file', ['core/a/one.ts'], ['test/core/a/one.test.ts']],
    ['a helper of a test', ['test/core/a/help.ts'], ['test/core/a/two.test.ts']],
    ['a test itself', ['test/core/a/one.test.ts'], ['test/core/a/one.test.ts']],
    ['the mirrored folder first', ['core/a/two.ts'], ['test/core/a/two.test.ts', 'test/all/other.test.ts']],
    ['nothing', ['README.md'], []],
  ])('%s', (_, changed, tests) => {
    expect(nearestTests(changed, imports, 9)).toEqual({ tests, left: 0 })
  })

  it('goes further up where no test imports the file itself', () => {
    const fewer = new Map([...imports].filter(([file]) => !file.startsWith('test/core/a/one')))
    expect(nearestTests(['core/a/one.ts'], fewer, 9).tests).toEqual([
      'test/core/a/two.test.ts',
      'test/all/other.test.ts',
    ])
  })

  it('ends in a circle, and counts what it leaves out', () => {
    const circle = new Map([
      ['core/a.ts', ['core/b.ts']],
      ['core/b.ts', ['core/a.ts']],
      ['test/a.test.ts', ['core/a.ts']],
      ['test/b.test.ts', ['core/a.ts']],
    ])
    expect(nearestTests(['core/b.ts'], circle, 1)).toEqual({ tests: ['test/a.test.ts'], left: 1 })
    expect(nearestTests(['core/none.ts'], circle, 1)).toEqual({ tests: [], left: 0 })
  })

  it('of this tree: finds this file by what it imports', async () => {
    const { tests } = nearestTests(['build/nearest-tests.mjs'], await readImports(), 9)
    expect(tests).toEqual(['test/build/nearest-tests.test.ts'])
  })
})
