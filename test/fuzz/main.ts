// A search of the parsers with coverage, by a fuzzer that is not a dependency of the project (CONTRIBUTING.md):
// `npx tsx test/fuzz/main.ts FOLDER TARGET SECONDS`, `… FOLDER TARGET growth` over what was found, `… FOLDER TARGET FILE` for one input.
import { spawnSync } from 'node:child_process'
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { build } from 'rolldown'
import { growth, linear } from '../growth.ts'
import { headBytes } from './choices.ts'
import { seedsOf } from './seeds.ts'
import { runTarget, targets, type Target } from './targets.ts'

const root = join(import.meta.dirname, '../..')
const [folderName = '', targetName = '', what = '600'] = process.argv.slice(2)
const target = Object.keys(targets).find((name): name is Target => name === targetName)
if (folderName === '' || target === undefined)
  throw new Error(`Name the folder of the fuzzer and one of ${Object.keys(targets).join(', ')}.`)
const folder = resolve(folderName)
const corpus = join(folder, `corpus-${target}`)
const findings = join(folder, `findings-${target}`)

/** One file of CommonJS, which the fuzzer can count branches in. */
async function bundle(name: Target): Promise<string> {
  const file = join(folder, `bundle-${name}.cjs`)
  await build({
    input: join(root, 'test/fuzz/entry.ts'),
    cwd: root,
    platform: 'node',
    tsconfig: false,
    output: { file, format: 'cjs', codeSplitting: false },
    logLevel: 'silent',
  })
  return file
}

/** Seeds that are there already are written again: they are named by their place. */
function writeSeeds(name: Target): void {
  mkdirSync(corpus, { recursive: true })
  for (const [index, seed] of seedsOf(name).entries()) writeFileSync(join(corpus, `seed-${index}`), seed)
}

async function search(name: Target, seconds: number): Promise<void> {
  writeSeeds(name)
  mkdirSync(findings, { recursive: true })
  const file = await bundle(name)
  const jazzer = join(folder, 'node_modules/.bin/jazzer')
  const limits = ['-max_len=4096', `-max_total_time=${seconds}`, '-print_final_stats=1']
  const run = spawnSync(
    jazzer,
    [file, '-f', 'fuzz', '-i', `bundle-${name}`, corpus, '--sync', '--timeout', '600000', '--', ...limits],
    {
      cwd: folder,
      stdio: 'inherit',
      env: { ...process.env, STACKPASS_FUZZ_TARGET: name, STACKPASS_FUZZ_FINDINGS: findings },
    },
  )
  const found = readdirSync(findings)
  for (const file of found) console.log(`Found: ${join(findings, file)}`)
  process.exitCode = found.length > 0 ? 1 : (run.status ?? 1)
}

/** What the search found is repeated until it is long: work that grows with the square of it shows. */
function growthOfCorpus(name: Target): void {
  const size = 32_768
  for (const unit of readdirSync(corpus)) {
    const bytes = readFileSync(join(corpus, unit))
    const rest = bytes.subarray(headBytes)
    if (rest.length === 0) continue
    const make = (length: number) => Buffer.concat([bytes.subarray(0, headBytes), Buffer.alloc(length, rest)])
    const times = growth(make, (input) => runTarget(name, input), size)
    if (times > linear) console.log(`${unit}: four times the text took ${times.toFixed(1)} times as long`)
  }
}

if (/^\d+$/.test(what)) await search(target, Number(what))
else if (what === 'growth') growthOfCorpus(target)
else runTarget(target, readFileSync(what))
