// Moves a key into a store and out of it, over and over, until it is killed. Continues from whatever an earlier run left.
// Argument: the home folder, the address of STS, and the folder that replaces the system's store.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { createCore } from '../../../core/start/create-core.ts'
import type { PlanView } from '../../../shared/contract/models.ts'
import { fileKeychain } from '../../fakes/file-keychain.ts'

const { home, endpoint, store, rounds } = JSON.parse(process.argv[2] ?? '{}') as {
  home: string
  endpoint: string
  store: string
  rounds: number
}
const core = createCore({
  env: { HOME: home, AWS_ENDPOINT_URL: endpoint, XDG_STATE_HOME: join(home, 'state') },
  homeDir: home,
  platform: 'linux',
  host: 'cli',
  version: '0.0.0',
  keychain: fileKeychain(store),
})
console.log('ready')
for (let round = 0; round < rounds; round += 1) {
  const began = performance.now()
  const asks = readFileSync(join(home, '.aws', 'config'), 'utf8').includes('credential_process')
  const action = asks ? 'takeOut' : 'move'
  const plan = (await core.dispatch('vault.plan', { action, profiles: ['alice'] })) as {
    ok: boolean
    value: PlanView
    error?: { code: string; message: string }
  }
  // The plan itself may finish what an earlier run left.
  if (!plan.ok && plan.error?.code === 'NothingToChange') continue
  if (!plan.ok) throw new Error(`${action}: ${JSON.stringify(plan.error)}`)
  const done = await core.dispatch('edits.apply', { planId: plan.value.planId })
  if (!done.ok) throw new Error(`${action}: ${JSON.stringify(done.error)}`)
  console.log(`round ${performance.now() - began}`)
}
await core.close()
console.log('done')
