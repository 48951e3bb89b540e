// Measures one verification of all profiles through the contract, in a process whose core has verified once before.
import { createCore } from '../../../core/create-core.ts'
import type { Output, Reply } from '../../../shared/contract/index.ts'

const core = createCore({
  env: process.env,
  homeDir: process.env['HOME'] ?? '',
  platform: process.platform,
  host: 'cli',
  version: '0.0.0',
})

async function verify(profiles: string[] | undefined): Promise<Output<'verify.run'>> {
  const input = { runId: `bench-${String(profiles?.length)}`, concurrency: 16, ...(profiles && { profiles }) }
  const reply = (await core.dispatch('verify.run', input)) as Reply<Output<'verify.run'>>
  if (!reply.ok) throw new Error(reply.error.message)
  return reply.value
}

await verify(['default'])
const started = performance.now()
const { results } = await verify(undefined)
const milliseconds = performance.now() - started
await core.close()
const valid = results.filter(({ status }) => status === 'valid').length
console.log(JSON.stringify({ milliseconds, valid, total: results.length }))
