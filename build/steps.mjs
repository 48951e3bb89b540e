import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join, relative } from 'node:path'
import { changedFiles, forkOf } from './changed-files.mjs'
import { reachedTests, readTree } from './reached-tests.mjs'
import { root } from './sources.mjs'

/**
 * `failures` names what failed, one line each; it is absent when the runner gives no names.
 * @typedef {{ passed: number, failed: number, skipped: number, failures?: readonly string[] }} Counts
 */

/** @param {string} name */
const report = (name) => join(root, 'test-results', name)

/** @param {string} file */
const readReport = async (file) => (existsSync(file) ? JSON.parse(await readFile(file, 'utf8')) : undefined)

/** Counts from Vitest's report. @param {any} result @returns {Counts} */
export function vitestCounts(result) {
  const failures = result.testResults.flatMap(({ name, status, assertionResults }) => {
    const file = relative(root, name)
    const failed = assertionResults.filter((each) => each.status === 'failed')
    if (failed.length > 0)
      return failed.map(({ ancestorTitles, title }) => [file, ...ancestorTitles, title].join(' > '))
    // A file that fails to load has no tests to count, but is a failure.
    return status === 'failed' ? [file] : []
  })
  return {
    passed: result.numPassedTests,
    failed: failures.length,
    skipped: result.numPendingTests + (result.numTodoTests ?? 0),
    failures,
  }
}

/** Counts from Playwright's report. @param {any} result @returns {Counts} */
export function playwrightCounts({ stats, suites, errors = [] }) {
  const failures = (suite, titles) => [
    ...(suite.suites ?? []).flatMap((inner) => failures(inner, [...titles, inner.title])),
    ...(suite.specs ?? []).flatMap(({ title, file, line, tests }) =>
      tests
        .filter(({ status }) => status === 'unexpected')
        .map(({ projectName }) => [`[${projectName}] ${file}:${line}`, ...titles, title].join(' > ')),
    ),
  ]
  // The outermost suite is the file.
  const named = suites.flatMap((suite) => failures(suite, []))
  return {
    passed: stats.expected + stats.flaky,
    failed: stats.unexpected,
    skipped: stats.skipped,
    failures: [...named, ...errors.map(({ message = '' }) => message.split('\n')[0])],
  }
}

/** @param {string} name @param {(result: any) => Counts} count */
const reported = (name, count) => async () => {
  const result = await readReport(report(name))
  return result && count(result)
}

/** The last "N passed, N failed" that one of our runners printed. @param {string} output @returns {Counts | undefined} */
export function printedCounts(output) {
  const match = [...output.matchAll(/^(\d+) passed, (\d+) failed(?:, (\d+) skipped)?$/gm)].at(-1)
  return match && { passed: Number(match[1]), failed: Number(match[2]), skipped: Number(match[3] ?? 0) }
}

/**
 * @typedef {object} Step
 * @property {string} name
 * @property {readonly string[]} command  program and arguments, looked up in node_modules/.bin first
 * @property {(output: string) => Promise<Counts | undefined>} [counts]  for steps that run tests
 * @property {true} [beside]  needs one core and disturbs no other step: runs in parallel with its neighbours (build/run-steps.mjs)
 * @property {readonly string[]} [after]  for a step with `beside`: the steps that it must wait for
 */

/** The unit tests, or some of them. @param {readonly string[]} files @returns {Step} */
const unitStep = (files) => ({
  name: 'unit',
  command: [
    'vitest',
    'run',
    '--reporter=default',
    '--reporter=json',
    '--outputFile.json=test-results/unit.json',
    ...files,
  ],
  counts: reported('unit.json', vitestCounts),
})

/** Specs in one host. @param {string} name @param {string} host @param {readonly string[]} files @returns {Step} */
const specStep = (name, host, files) => ({
  name,
  command: ['node', 'build/e2e.mjs', `--project=${host}`, ...files],
  counts: reported('e2e.json', playwrightCounts),
})

/** What `npm test -- --changed` runs: the tests affected by the changes since a branch. @param {string} branch */
export async function changedSteps(branch) {
  const changed = changedFiles(forkOf(branch))
  const { units, specs } = reachedTests(changed, await readTree())
  const inElectron = specs.filter((spec) => spec.startsWith('test/e2e/electron/'))
  const inPage = specs.filter((spec) => !inElectron.includes(spec))
  console.log(
    `${changed.length} files differ from ${branch}. They reach ${units.length} files of unit tests and ${specs.length} of end-to-end tests.`,
  )
  return [
    { name: 'types', command: ['tsgo', '-b'], beside: true },
    { name: 'quick lint', command: ['npm', 'run', '--silent', 'lint:quick'], beside: true },
    { name: 'layers', command: ['npm', 'run', '--silent', 'layers'], beside: true },
    ...(units.length > 0 ? [unitStep(units)] : []),
    ...(inPage.length > 0 ? [specStep('e2e', 'loopback', inPage)] : []),
    ...(inElectron.length > 0 ? [specStep('electron', 'electron', inElectron)] : []),
  ]
}

/** What CI runs, in order: the lint comes first because it takes the longest of the parallel steps. @type {readonly Step[]} */
export const steps = [
  { name: 'lint', command: ['eslint', '.', '--max-warnings', '0'], beside: true },
  { name: 'types', command: ['tsc', '-b'], beside: true },
  { name: 'build', command: ['node', 'build/bundle.mjs', '--if-stale'], beside: true },
  { name: 'sizes', command: ['node', 'build/check-sizes.mjs'], beside: true, after: ['build'] },
  { name: 'layers', command: ['npm', 'run', '--silent', 'layers'], beside: true },
  { name: 'unused', command: ['knip', '--no-progress'], beside: true },
  { name: 'format', command: ['prettier', '--check', '.', '--log-level', 'warn'], beside: true },
  {
    name: 'corpus',
    command: ['npm', 'run', '--silent', 'corpus'],
    counts: async (output) => printedCounts(output),
    beside: true,
  },
  unitStep([]),
  { name: 'e2e', command: ['npm', 'run', '--silent', 'e2e'], counts: reported('e2e.json', playwrightCounts) },
  {
    name: 'packed',
    command: ['npm', 'run', '--silent', 'packed'],
    counts: reported('packed.json', playwrightCounts),
  },
  {
    name: 'windows',
    command: ['npm', 'run', '--silent', 'windows'],
    counts: async (output) => printedCounts(output),
  },
  { name: 'budgets', command: ['npm', 'run', '--silent', 'bench', '--', '--budgets-if-quiet', '--gated'] },
  { name: 'clean tree', command: ['node', 'build/check-clean.mjs'] },
]
