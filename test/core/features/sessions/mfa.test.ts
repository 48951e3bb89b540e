import { afterAll, beforeEach, describe, expect, it } from 'vitest'
import type { Session } from '../../../../shared/contract/models.ts'
import { closeConnections } from '../../../../core/network/agents.ts'
import { userIdentity } from '../../../fakes/sts/identities.ts'
import { type StsDouble, startStsDouble } from '../../../fakes/sts/server.ts'
import { must, openHome } from '../../home.ts'

const serial = 'arn:aws:iam::123456789012:mfa/alice'
const id = `mfa:${serial}`
const alice = userIdentity('alice', { mfa: { serial, codes: ['111111', '222222', '333333'] } })
const role = 'arn:aws:iam::444455556666:role/mfa'
const config = `[profile role]
region = eu-west-1
role_arn = ${role}
source_profile = base
mfa_serial = ${serial}

[profile long]
region = eu-west-1
role_arn = ${role}
source_profile = base
mfa_serial = ${serial}
duration_seconds = 7200

[profile chained]
region = eu-west-1
role_arn = arn:aws:iam::777788889999:role/last
source_profile = role

[profile others]
region = eu-west-1
role_arn = ${role}
source_profile = someone
mfa_serial = ${serial}

[profile base]
mfa_serial = ${serial}
`
const credentials = `[base]
aws_access_key_id = ${alice.accessKeyId}
aws_secret_access_key = ${alice.secretAccessKey}

[someone]
aws_access_key_id = AKIASOMEONEELSE12345
aws_secret_access_key = other
`

let double: StsDouble
const doubles: StsDouble[] = []
beforeEach(async () => {
  double = await startStsDouble({
    identities: [alice],
    roles: [{ arn: role, mfaRequired: true, maxSeconds: 7_200 }],
  })
  doubles.push(double)
})
afterAll(async () => {
  closeConnections()
  await Promise.all(doubles.map((one) => one.close()))
})

function open() {
  const codes = ['111111', '222222', '333333']
  const clock = { ahead: 0 }
  const home = openHome(
    {
      env: { STACKPASS_HOME: '', AWS_ENDPOINT_URL: double.url },
      askMfa: () => Promise.resolve(codes.shift()),
      now: () => new Date(Date.now() + clock.ahead),
    },
    { config, credentials },
  )
  const list = async () => (await must<{ sessions: Session[] }>(home.core, 'sessions.list')).sessions
  return { ...home, list, clock, row: async () => (await list()).find((one) => one.id === id) }
}
const statesOf = (session: Session | undefined) =>
  Object.fromEntries((session?.profiles ?? []).map(({ name, state }) => [name, state.kind]))

describe('an MFA device among the sessions', () => {
  it('is there with the profiles that need its code, and not with keys that do not', async () => {
    const home = open()
    const row = await home.row()
    expect(row).toMatchObject({
      kind: 'mfa',
      name: 'mfa/alice',
      partition: 'aws',
      state: { kind: 'needsCode', serial },
    })
    expect(statesOf(row)).toEqual({
      role: 'needsCode',
      long: 'needsCode',
      chained: 'needsCode',
      others: 'needsCode',
    })
    expect(row?.profiles[0]).toMatchObject({ account: '444455556666', role: 'mfa' })
  })

  it('works for those that its session serves, until it ends', async () => {
    const home = open()
    await must(home.core, 'credentials.get', { name: 'role' })
    const row = await home.row()
    expect(row?.state.kind).toBe('works')
    const until = row?.state.kind === 'works' ? Date.parse(row.state.until!) : 0
    expect(until - Date.now()).toBeGreaterThan(11 * 3_600_000)
    // Two hours need a code with the role itself, and other keys belong to another user.
    expect(statesOf(row)).toEqual({
      role: 'works',
      long: 'needsCode',
      chained: 'works',
      others: 'needsCode',
    })
    await must(home.core, 'credentials.get', { name: 'long' })
    expect(statesOf(await home.row())).toMatchObject({ role: 'works', long: 'works' })
    home.clock.ahead = 13 * 3_600_000
    expect((await home.row())?.state).toEqual({
      kind: 'needsCode',
      serial,
      endedAt: new Date(until).toISOString(),
    })
  })

  it('is signed out of by forgetting what its codes opened', async () => {
    const home = open()
    await must(home.core, 'credentials.get', { name: 'role' })
    expect(await must(home.core, 'sessions.signOut', { session: id })).toMatchObject({
      signedOut: [id],
      untold: [{ session: id }],
    })
    expect((await home.row())?.state).toEqual({ kind: 'needsCode', serial })
    await must(home.core, 'credentials.get', { name: 'role' })
    expect(double.received.filter(({ action }) => action === 'GetSessionToken')).toHaveLength(2)
    expect(await must(home.core, 'sessions.signOut', { all: true })).toMatchObject({ signedOut: [id] })
    expect(await must(home.core, 'sessions.signOut', { all: true })).toMatchObject({ signedOut: [] })
  })

  it('is not signed in to by itself', async () => {
    const home = open()
    expect(await home.core.dispatch('sessions.signIn', { profile: 'role' })).toMatchObject({
      ok: false,
      error: { code: expect.stringMatching(/^SignIn/) },
    })
  })
})
