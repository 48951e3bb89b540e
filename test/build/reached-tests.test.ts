import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { journeys, reachedTests, readTree } from '../../build/reached-tests.mjs'

const root = fileURLToPath(new URL('../../', import.meta.url))
const tree = await readTree()
const small = {
  imports: new Map<string, string[]>([
    ['core/files/one.ts', []],
    ['core/features/history/two.ts', ['core/files/one.ts']],
    ['cli/main.ts', ['core/features/history/two.ts']],
    ['build/bundle.mjs', []],
    ['renderer/app/shell.tsx', []],
    ['electron/main.ts', []],
    ['test/core/one.test.ts', ['core/files/one.ts']],
    ['test/cli/sandbox.ts', ['build/bundle.mjs']],
    ['test/cli/command.test.ts', ['test/cli/sandbox.ts']],
    ['test/docs.test.ts', []],
    ['test/e2e/support/page.ts', []],
    ['test/e2e/history.spec.ts', ['test/e2e/support/page.ts']],
    ['test/e2e/stacks.spec.ts', []],
    ['test/e2e/electron/tray.spec.ts', []],
  ]),
  texts: new Map([
    ['build/bundle.mjs', "bundle('cli/main.ts')"],
    ['test/docs.test.ts', "read('README.md', 'docs')"],
    ['test/e2e/stacks.spec.ts', ''],
  ]),
}

describe('what a change reaches', () => {
  it.each([
    [
      'over any number of steps, and through the bundle that a test starts',
      'core/files/one.ts',
      ['test/cli/command.test.ts', 'test/core/one.test.ts'],
      ['test/e2e/history.spec.ts', 'test/e2e/log.spec.ts'],
    ],
    ['by name, where it is read', 'README.md', ['test/docs.test.ts'], []],
    ['by its folder', 'docs/READERS.md', ['test/docs.test.ts'], []],
    ['a spec by its help', 'test/e2e/support/page.ts', [], ['test/e2e/history.spec.ts']],
    [
      'every journey, below all features',
      'renderer/app/shell.tsx',
      [],
      ['test/e2e/history.spec.ts', 'test/e2e/stacks.spec.ts'],
    ],
    ['the desktop app', 'electron/main.ts', [], ['test/e2e/electron/tray.spec.ts']],
    ['nothing', 'LICENSE', [], []],
  ])('%s', (_, file, units, specs) => {
    expect(reachedTests([file], small)).toEqual({ units, specs })
  })

  it('is everything where the way that tests run has changed', () => {
    const { units, specs } = reachedTests(['vitest.config.ts'], small)
    expect(units).toHaveLength(3)
    expect(specs).toHaveLength(2)
  })
})

it('each feature has a journey, and each journey a file', () => {
  const features = ['core', 'renderer'].flatMap((room) => readdirSync(join(root, room, 'features')))
  expect(features.filter((feature) => (journeys[feature] ?? []).length === 0)).toEqual([])
  const named = Object.values(journeys).flat()
  expect(named.filter((name) => !tree.imports.has(`test/e2e/${name}.spec.ts`))).toEqual([])
  const files = readdirSync(join(root, 'test/e2e')).filter((name) => name.endsWith('.spec.ts'))
  expect(files.filter((name) => !named.includes(name.replace('.spec.ts', '')))).toEqual([])
})

it('in this tree a change of one command is far from everything', () => {
  const units = [...tree.imports.keys()].filter((file) => /^test\/(?!e2e\/).*\.test\.tsx?$/.test(file))
  const { units: reached, specs } = reachedTests(['renderer/features/health/checks-pane.tsx'], tree)
  expect(reached).toContain('test/renderer/health/health-screen.test.tsx')
  expect(reached.length).toBeLessThan(units.length / 4)
  expect(specs).toEqual(['test/e2e/health.spec.ts', 'test/e2e/tools.spec.ts'])
})
