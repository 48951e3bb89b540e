// Moves a key into the real keyring of its session, uses it and takes it out again. Prints what it saw to standard output
// as JSON. Argument: the home folder and the address of STS.
import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { createCore } from '../../../../core/start/create-core.ts'
import type { PlanView } from '../../../../shared/contract/models.ts'

const { home, endpoint } = JSON.parse(process.argv[2] ?? '{}') as { home: string; endpoint: string }
const core = createCore({
  env: { ...process.env, HOME: home, AWS_ENDPOINT_URL: endpoint },
  homeDir: home,
  platform: 'linux',
  host: 'cli',
  version: '0.0.0',
  askPerson: () => Promise.resolve({ kind: 'once' }),
})
const file = (): string => readFileSync(join(home, '.aws', 'credentials'), 'utf8')
const ask = async (method: string, input: object): Promise<unknown> => core.dispatch(method, input)
const change = async (action: string): Promise<unknown> => {
  const plan = (await ask('vault.plan', { action, profiles: ['alice'] })) as { ok: boolean; value: PlanView }
  return plan.ok ? ask('edits.apply', { planId: plan.value.planId }) : plan
}
const inKeyring = (): string =>
  spawnSync('secret-tool', ['search', '--all', 'service', 'stackpass'], { encoding: 'utf8' }).stdout

const moved = await change('move')
const seen = {
  moved,
  file: file(),
  keyring: inKeyring(),
  keys: await ask('credentials.get', { name: 'alice' }),
}
const out = await change('takeOut')
console.log(JSON.stringify({ ...seen, out, after: { file: file(), keyring: inKeyring() } }))
await core.close()
