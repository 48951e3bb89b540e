// Measures a whole scan through the contract, as a host with a page makes it: until the first list with projects and to
// the end, stack files and all. A running app has loaded the parser before, so a small folder is scanned first.
import { readFileSync } from 'node:fs'
import { createCore } from '../../../core/start/create-core.ts'
import type { Output, Reply } from '../../../shared/contract/index.ts'

const [root = '', small = ''] = process.argv.slice(2)
const core = createCore({
  env: process.env,
  homeDir: process.env['HOME'] ?? '',
  platform: process.platform,
  host: 'loopback',
  version: '0.0.0',
  watch: true,
})

async function ask(method: string, input: unknown): Promise<Output<'stacks.list'>> {
  const reply = (await core.dispatch(method, input)) as Reply<Output<'stacks.list'>>
  if (!reply.ok) throw new Error(reply.error.message)
  return reply.value
}

await ask('stacks.scan', { folders: [small] })
let first: number | undefined
const started = performance.now()
function note({ projects }: Output<'stacks.list'>): void {
  if (projects.length > 0) first ??= performance.now() - started
}
core.events.subscribe(({ type }) => {
  if (type === 'stacksChanged' && first === undefined) void ask('stacks.list', {}).then(note)
})
note(await ask('stacks.addFolder', { folder: root }))
const list = await ask('stacks.scan', {})
const milliseconds = performance.now() - started
await core.close()

/** Megabytes. On Linux maxRSS includes the parent's memory from before this program started, so read the process's own peak. */
function peakMemory(): number {
  try {
    const own = /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync('/proc/self/status', 'utf8'))?.[1]
    if (own !== undefined) return Number(own) / 1024
  } catch {
    // Not Linux.
  }
  return process.resourceUsage().maxRSS / 1024
}

const peak = peakMemory()
const stacks = list.projects.reduce((sum, project) => sum + project.stacks.length, 0)
console.log(JSON.stringify({ milliseconds, first, peak, projects: list.projects.length, stacks }))
