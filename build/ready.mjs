// npm run ready: what CI runs. `node build/ready.mjs unit e2e` runs only these steps, `--without=budgets` omits some.
// `--changed[=BRANCH]`: types, the quick lint, layers, and the tests that are affected by the changes since BRANCH (main).
import { mkdir, rm } from 'node:fs/promises'
import { delimiter, join } from 'node:path'
import { runSteps } from './run-steps.mjs'
import { root } from './sources.mjs'
import { changedSteps, steps } from './steps.mjs'

const args = process.argv.slice(2)
const without = args.filter((arg) => arg.startsWith('--without=')).flatMap((arg) => arg.slice(10).split(','))
const wanted = args.filter((arg) => !arg.startsWith('--'))
const known = new Set(steps.map((step) => step.name))
const unknown = [...wanted, ...without].filter((name) => !known.has(name))
if (unknown.length > 0) {
  console.error(`No such step: ${unknown.join(', ')}. There are ${[...known].join(', ')}.`)
  process.exit(2)
}
const changedArg = args.find((arg) => arg === '--changed' || arg.startsWith('--changed='))
const all = changedArg === undefined ? steps : await changedSteps(changedArg.split('=')[1] ?? 'main')
const chosen = all.filter(
  ({ name }) => (wanted.length === 0 || wanted.includes(name)) && !without.includes(name),
)

await rm(join(root, 'test-results'), { recursive: true, force: true })
await mkdir(join(root, 'test-results'), { recursive: true })

const total = { passed: 0, failed: 0, skipped: 0 }
const rows = []
const names = []
const env = {
  ...process.env,
  // Tests build what they need, unless the build step just ran.
  ...(chosen.some(({ name }) => name === 'build') ? { STACKPASS_BUILT: '1' } : {}),
  PATH: `${join(root, 'node_modules', '.bin')}${delimiter}${process.env['PATH'] ?? ''}`,
}
const print = (/** @type {string} */ text) => process.stdout.write(text)
await runSteps(chosen, { cwd: root, env, print }, async ({ step, code, output, seconds }) => {
  const counts = await step.counts?.(output)
  // A step without counts, or one that fails outside its tests, counts as one failure.
  const failed = counts?.failed ?? 0
  const own = code !== 0 && failed === 0 ? 1 : 0
  const uncounted = step.counts !== undefined && counts === undefined && own === 0 ? 1 : 0
  total.passed += counts?.passed ?? (own === 0 && uncounted === 0 ? 1 : 0)
  total.failed += failed + own + uncounted
  total.skipped += counts?.skipped ?? 0
  const detail = counts ? `${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped` : ''
  const failures = counts?.failures ?? []
  if (failures.length > 0) names.push(...failures.map((failure) => `${step.name}: ${failure}`))
  else if (failed + own + uncounted > 0) names.push(`${step.name}: see its output above`)
  rows.push({ name: step.name, ok: failed + own + uncounted === 0, seconds: seconds.toFixed(1), detail })
})

const place = new Map(chosen.map(({ name }, index) => [name, index]))
rows.sort((a, b) => (place.get(a.name) ?? 0) - (place.get(b.name) ?? 0))
console.log('\n=== summary ===')
for (const { name, ok, seconds, detail } of rows)
  console.log(`${ok ? 'ok  ' : 'FAIL'} ${name.padEnd(11)} ${seconds.padStart(7)} s  ${detail}`.trimEnd())
if (names.length > 0) console.log(`\nFailed:\n${names.map((name) => `  ${name}`).join('\n')}\n`)
console.log(
  `${total.passed} passed, ${total.failed} failed${total.skipped > 0 ? `, ${total.skipped} skipped` : ''}`,
)
process.exitCode = total.failed > 0 ? 1 : 0
