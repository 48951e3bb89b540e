// Measures how long `profiles.list` takes to answer while each of the hostile trees is scanned, as a host with a page does.
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { createCore } from '../../../core/start/create-core.ts'
import { hostileTrees } from '../../hostile/trees.ts'

const [root = '', many = '100000', only = ''] = process.argv.slice(2)
mkdirSync(join(root, '.aws'), { recursive: true })
writeFileSync(join(root, '.aws', 'config'), '[default]\nregion = eu-west-1\n')
const core = createCore({
  env: { HOME: root, STACKPASS_HOME: join(root, '.stackpass') },
  homeDir: root,
  platform: process.platform,
  host: 'loopback',
  version: '0.0.0',
  watch: true,
})

/** Milliseconds of each answer during the work, with a new call every five milliseconds. */
async function ask(work: Promise<unknown>): Promise<number[]> {
  const times: number[] = []
  let going = true
  void work.finally(() => (going = false))
  do {
    const started = performance.now()
    await core.dispatch('profiles.list', {})
    times.push(performance.now() - started)
    await new Promise((resolve) => setTimeout(resolve, 5))
  } while (going)
  return times
}

const percentile = (times: readonly number[], part: number): number =>
  [...times].sort((a, b) => a - b)[Math.min(times.length - 1, Math.floor(times.length * part))] ?? 0

await core.dispatch('profiles.list', {})
const all: number[] = []
const trees: { name: string; p99: number; longest: number; milliseconds: number }[] = []
for (const [name, make] of hostileTrees(Number(many))) {
  if (!name.includes(only)) continue
  const folder = join(root, 'trees', name)
  mkdirSync(folder, { recursive: true })
  const end = make(folder)
  const started = performance.now()
  const times = await ask(core.dispatch('stacks.scan', { folders: [folder] }))
  trees.push({
    name,
    p99: percentile(times, 0.99),
    longest: Math.max(...times),
    milliseconds: performance.now() - started,
  })
  if (process.env['VERBOSE'] !== undefined) console.error(JSON.stringify(trees.at(-1)))
  all.push(...times)
  end?.()
}
await core.close()
console.log(
  JSON.stringify({ p99: percentile(all, 0.99), worst: Math.max(...trees.map(({ p99 }) => p99)), trees }),
)
