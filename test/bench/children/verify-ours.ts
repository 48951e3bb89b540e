// Measures two verifications of all profiles through the contract: the first of a process, and the next.
import { createCore } from '../../../core/start/create-core.ts'
import type { Output, Reply } from '../../../shared/contract/index.ts'

const core = createCore({
  env: process.env,
  homeDir: process.env['HOME'] ?? '',
  platform: process.platform,
  host: 'cli',
  version: '0.0.0',
})

async function verify(profiles: string[] | undefined): Promise<Output<'verify.run'>> {
  const input = { runId: 'bench', concurrency: 16, ...(profiles && { profiles }) }
  const reply = (await core.dispatch('verify.run', input)) as Reply<Output<'verify.run'>>
  if (!reply.ok) throw new Error(reply.error.message)
  return reply.value
}

async function timed(): Promise<{ milliseconds: number; valid: number }> {
  const started = performance.now()
  const { results } = await verify(undefined)
  const milliseconds = performance.now() - started
  return { milliseconds, valid: results.filter(({ status }) => status === 'valid').length }
}

await verify(['default'])
const first = await timed()
const next = await timed()
await core.close()
console.log(JSON.stringify({ first, next }))
