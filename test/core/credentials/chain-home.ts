import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, expect } from 'vitest'
import { closeConnections } from '../../../core/network/agents.ts'
import { guardConnections } from '../../fakes/sts/connect-guard.ts'
import { keysOf } from '../../fakes/sts/context.ts'
import { userIdentity } from '../../fakes/sts/identities.ts'
import { type StsDouble, startStsDouble } from '../../fakes/sts/server.ts'

export const serial = 'arn:aws:iam::123456789012:mfa/alice'
export const alice = userIdentity('alice', { mfa: { serial, codes: ['111111', '222222', '333333'] } })
export const arnOf = (name: string) => `arn:aws:iam::444455556666:role/${name}`
export const sessionOf = (name: string) => `arn:aws:sts::444455556666:assumed-role/${name}/`
export const webToken = 'header.payload.signature'
const roles = [
  { arn: arnOf('one'), trusts: [alice.arn] },
  { arn: arnOf('two'), trusts: [sessionOf('one')] },
  { arn: arnOf('three'), trusts: [sessionOf('two')], externalId: 'ext-1' },
  { arn: arnOf('mfa'), mfaRequired: true },
  { arn: arnOf('mfa2'), mfaRequired: true },
  { arn: arnOf('web'), webIdentityTokens: [webToken] },
]
export const base = keysOf(alice)
export const region = 'eu-central-1'
export const roleOf = (name: string, source: string, more: Record<string, string> = {}) => ({
  role_arn: arnOf(name),
  source_profile: source,
  region,
  ...more,
})

export let double: StsDouble
export let folder: string
let guard: ReturnType<typeof guardConnections>

/** A fresh STS for each test of the file, and no connection to anywhere else. */
export function freshSts(): void {
  beforeAll(async () => {
    guard = guardConnections()
    folder = await mkdtemp(join(tmpdir(), 'stackpass-chain-'))
  })
  beforeEach(async () => {
    const previous = double
    double = await startStsDouble({ identities: [alice], roles })
    await previous?.close()
  })
  afterAll(async () => {
    closeConnections()
    await double.close()
    await rm(folder, { recursive: true })
    guard.restore()
    expect(guard.hosts.length).toBeGreaterThan(0)
    expect(guard.hosts.filter((host) => !/^(127\.0\.0\.1|localhost)$/.test(host))).toEqual([])
  })
}

export const actions = () => double.received.map((call) => call.action)
