import { existsSync, readdirSync } from 'node:fs'
import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { runAwsCorpus } from './aws.ts'
import { runReadersCorpus } from './readers.ts'

interface Result {
  readonly passed: number
  readonly failed: number
  readonly failures: readonly { readonly id: string; readonly expected: string; readonly got: string }[]
  readonly notes?: readonly string[]
}

type Runner = (dir: string) => Promise<Result>

const root = resolve(import.meta.dirname, '../..')

/** The folder of the copy of a corpus, if not under its own name. */
const copies: ReadonlyMap<string, string> = new Map([['readers', 'aws/readers']])

/** The corpus next to the repository if it exists, else the copy in the repository. */
function defaultFolder(name: string): string {
  const beside = resolve(root, '../shared/corpus', name)
  return existsSync(beside) ? beside : resolve(root, 'test/fixtures', copies.get(name) ?? name)
}

async function run(name: string, given: string | undefined, runner: Runner): Promise<Result> {
  const folder = given === undefined ? defaultFolder(name) : resolve(given)
  console.log(`${name}: ${folder}`)
  if (!existsSync(folder) || readdirSync(folder).length === 0) {
    const got = existsSync(folder) ? 'the folder is empty' : 'no such folder'
    return { passed: 0, failed: 1, failures: [{ id: `${name} corpus`, expected: `cases in ${folder}`, got }] }
  }
  const result = await runner(folder).catch((error: unknown): Result => {
    const got = error instanceof Error ? (error.stack ?? error.message) : String(error)
    return {
      passed: 0,
      failed: 1,
      failures: [{ id: `${name} corpus`, expected: 'a corpus that can be run', got }],
    }
  })
  if (result.passed + result.failed > 0) return result
  const failures = [
    {
      id: `${name} corpus`,
      expected: `cases in ${folder}`,
      got: 'nothing in it has the format of the corpus',
    },
  ]
  return { passed: 0, failed: 1, failures, notes: result.notes ?? [] }
}

async function pulumiRunner(): Promise<Runner> {
  const module = (await import('./pulumi.ts')) as { runPulumiCorpus: Runner }
  return module.runPulumiCorpus
}

const { values } = parseArgs({
  options: { aws: { type: 'string' }, pulumi: { type: 'string' }, readers: { type: 'string' } },
})

let passed = 0
let failed = 0
const runs: readonly (readonly [string, string | undefined, Runner])[] = [
  ['aws', values.aws, runAwsCorpus],
  ['pulumi', values.pulumi, async (dir) => (await pulumiRunner())(dir)],
  ['readers', values.readers, runReadersCorpus],
]
for (const [name, folder, runner] of runs) {
  const result = await run(name, folder, runner)
  for (const note of result.notes ?? []) console.log(`  not there: ${note}`)
  for (const failure of result.failures) {
    console.log(`  FAILED ${failure.id}\n    expected ${failure.expected}\n    got      ${failure.got}`)
  }
  console.log(`  ${name}: ${result.passed} passed, ${result.failed} failed`)
  passed += result.passed
  failed += result.failed
}
console.log(`${passed} passed, ${failed} failed`)
process.exitCode = failed > 0 ? 1 : 0
