// Finishes what an earlier run left, waits for a line, then rotates a key and undoes that or deletes the old key, over and over,
// until it is killed. Argument: the home folder, the address of AWS, and the folder that replaces the system's store.
import { join } from 'node:path'
import { createCore } from '../../../core/start/create-core.ts'
import type { PlanView } from '../../../shared/contract/models.ts'
import { fileKeychain } from '../../fakes/file-keychain.ts'

interface Answer {
  readonly ok: boolean
  readonly value?: unknown
  readonly error?: {
    readonly code: string
    readonly message: string
    readonly details?: { accessKeyId?: string }
  }
}

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
  wait: () => Promise.resolve(),
})

async function must(method: string, input: object): Promise<unknown> {
  const answer = (await core.dispatch(method, input)) as Answer
  if (!answer.ok) throw new Error(`${method}: ${JSON.stringify(answer.error)}`)
  return answer.value
}

/** As a person does: finds a key that a lost answer left and deletes it by its id. */
async function resume(): Promise<void> {
  const first = (await core.dispatch('keys.resume', {})) as Answer
  if (first.ok) return
  const orphan = first.error?.code === 'KeyOrphaned' ? first.error.details?.accessKeyId : undefined
  if (orphan === undefined) throw new Error(`keys.resume: ${JSON.stringify(first.error)}`)
  await must('keys.resume', { remove: orphan })
}

console.log('ready')
await resume()
const { held } = (await must('vault.status', {})) as { held: { profile: string }[] }
if (!held.some(({ profile }) => profile === 'held')) {
  const { planId } = (await must('vault.plan', { action: 'move', profiles: ['held'] })) as PlanView
  await must('edits.apply', { planId })
}
// Takes back the old key of a rotation in its grace period.
const { rotations } = (await must('keys.status', {})) as { rotations: unknown[] }
if (rotations.length > 0) await must('keys.undo', { profile: 'ci' })
console.log('resumed')
await new Promise((resolve) => process.stdin.once('data', resolve))
for (let round = 0; round < rounds; round += 1) {
  const began = performance.now()
  const graceDays = round % 2 === 0 ? 0 : 7
  const { rotation } = (await must('keys.rotate', { profile: 'ci', graceDays })) as { rotation?: unknown }
  if (rotation !== undefined) await must('keys.undo', { profile: 'ci' })
  console.log(`round ${performance.now() - began}`)
}
await core.close()
process.stdin.destroy()
console.log('done')
