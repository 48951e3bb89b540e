import { readFileSync } from 'node:fs'
import { afterAll, beforeEach } from 'vitest'
import { closeConnections } from '../../../core/network/agents.ts'
import type { Output } from '../../../shared/contract/index.ts'
import type { PlanView } from '../../../shared/contract/models.ts'
import { createMemoryKeychain } from '../../fakes/memory-keychain.ts'
import { userIdentity } from '../../fakes/sts/identities.ts'
import { startStsDouble, type StsDouble } from '../../fakes/sts/server.ts'
import { must, openHome } from '../home.ts'

export const alice = userIdentity('alice')
export const bob = userIdentity('bob')
// Complete AWS keys, as an import requires.
export const fresh = userIdentity('freshuser')
export const foreign = userIdentity('otheruser')
export const stranger = userIdentity('stranger')
export const secretOf = (who: { accessKeyId: string; secretAccessKey: string }) => who.secretAccessKey
export const bobSecret = `${secretOf(bob).slice(0, -3)}BOB`

export const config = `# mine
[profile alice]   ; hers
region = eu-west-1
mfa_serial = arn:aws:iam::123456789012:mfa/alice

[profile admin]
region = eu-west-1
role_arn = arn:aws:iam::123456789012:role/Admin
source_profile = alice
`
export const credentials = `# keys
[alice]
# made in spring
aws_access_key_id     = ${alice.accessKeyId}
aws_secret_access_key = ${alice.secretAccessKey}
# end of alice

[bob]
aws_secret_access_key=${bobSecret}
aws_access_key_id=${bob.accessKeyId}
[stranger]
aws_access_key_id = ${stranger.accessKeyId}XX
aws_secret_access_key = ${secretOf(stranger).slice(0, -3)}STR
[temp]
aws_access_key_id = ASIAIOSFODNN7EXAMPLE
aws_secret_access_key = ${secretOf(stranger).slice(0, -3)}TMP
aws_session_token = abc
`

/** The fake AWS of the running test. */
export let double: StsDouble
const doubles: StsDouble[] = []

/** A fresh fake AWS for each test of the file. */
export function freshAws(): void {
  beforeEach(async () => {
    double = await startStsDouble({
      identities: [alice, fresh, { ...bob, secretAccessKey: bobSecret }],
      roles: [{ arn: 'arn:aws:iam::123456789012:role/Admin' }],
    })
    doubles.push(double)
  })
  afterAll(async () => {
    closeConnections()
    await Promise.all(doubles.map((one) => one.close()))
  })
}

/** A home with keys in both files, and a system store that the test can read. */
export function open(files = { config, credentials }, now?: () => Date) {
  const memory = createMemoryKeychain()
  const asked: string[] = []
  const home = openHome(
    {
      env: { STACKPASS_HOME: '', AWS_ENDPOINT_URL: double.url },
      keychain: memory.keychain,
      askPerson: ({ profile }) => {
        asked.push(profile)
        return Promise.resolve({ kind: 'once' })
      },
      ...(now && { now }),
    },
    files,
  )
  const plan = (action: 'move' | 'takeOut', ...profiles: string[]) =>
    must<PlanView>(home.core, 'vault.plan', { action, profiles })
  const apply = async ({ planId }: PlanView) => home.core.dispatch('edits.apply', { planId })
  return {
    ...home,
    ...memory,
    asked,
    plan,
    apply,
    move: async (...profiles: string[]) => apply(await plan('move', ...profiles)),
    takeOut: async (...profiles: string[]) => apply(await plan('takeOut', ...profiles)),
    status: () => must<Output<'vault.status'>>(home.core, 'vault.status'),
    keysOf: (name: string) => home.core.dispatch('credentials.get', { name }),
    text: () => ({
      config: readFileSync(home.config, 'utf8'),
      credentials: readFileSync(home.credentials, 'utf8'),
    }),
  }
}
