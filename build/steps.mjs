import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { root } from './sources.mjs'

/** @typedef {{ passed: number, failed: number, skipped: number }} Counts */

/** @param {string} name */
const report = (name) => join(root, 'test-results', name)

/** @param {string} file */
const readReport = async (file) => (existsSync(file) ? JSON.parse(await readFile(file, 'utf8')) : undefined)

/** @returns {Promise<Counts | undefined>} */
async function vitestCounts() {
  const result = await readReport(report('unit.json'))
  return (
    result && {
      passed: result.numPassedTests,
      // A file that cannot even be loaded has no tests to count, but is a failure.
      failed:
        result.numFailedTests +
        result.testResults.filter((each) => each.status === 'failed' && each.assertionResults.length === 0)
          .length,
      skipped: result.numPendingTests + (result.numTodoTests ?? 0),
    }
  )
}

/** @returns {Promise<Counts | undefined>} */
async function playwrightCounts() {
  const stats = (await readReport(report('e2e.json')))?.stats
  return stats && { passed: stats.expected + stats.flaky, failed: stats.unexpected, skipped: stats.skipped }
}

/** The last "N passed, N failed" that a runner of ours printed. @param {string} output @returns {Counts | undefined} */
export function printedCounts(output) {
  const match = [...output.matchAll(/^(\d+) passed, (\d+) failed(?:, (\d+) skipped)?$/gm)].at(-1)
  return match && { passed: Number(match[1]), failed: Number(match[2]), skipped: Number(match[3] ?? 0) }
}

/**
 * @typedef {object} Step
 * @property {string} name
 * @property {readonly string[]} command  program and arguments, found in node_modules/.bin first
 * @property {(output: string) => Promise<Counts | undefined>} [counts]  for steps that run tests
 */

/** What CI runs, in order. @type {readonly Step[]} */
export const steps = [
  { name: 'types', command: ['tsc', '-b'] },
  { name: 'lint', command: ['npm', 'run', '--silent', 'lint'] },
  { name: 'layers', command: ['npm', 'run', '--silent', 'layers'] },
  { name: 'unused', command: ['knip', '--no-progress'] },
  { name: 'build', command: ['node', 'build/bundle.mjs', '--if-stale'] },
  { name: 'sizes', command: ['node', 'build/check-sizes.mjs'] },
  {
    name: 'unit',
    command: [
      'vitest',
      'run',
      '--reporter=default',
      '--reporter=json',
      '--outputFile.json=test-results/unit.json',
    ],
    counts: vitestCounts,
  },
  {
    name: 'corpus',
    command: ['npm', 'run', '--silent', 'corpus'],
    counts: async (output) => printedCounts(output),
  },
  { name: 'e2e', command: ['npm', 'run', '--silent', 'e2e'], counts: playwrightCounts },
  { name: 'budgets', command: ['npm', 'run', '--silent', 'bench', '--', '--budgets'] },
  { name: 'clean tree', command: ['node', 'build/check-clean.mjs'] },
]
