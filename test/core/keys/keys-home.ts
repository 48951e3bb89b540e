import { existsSync, readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeEach } from 'vitest'
import { closeConnections } from '../../../core/network/agents.ts'
import type { CorePorts } from '../../../core/host/ports.ts'
import type { Output } from '../../../shared/contract/index.ts'
import { createMemoryKeychain } from '../../fakes/memory-keychain.ts'
import { userIdentity, type Identity } from '../../fakes/sts/identities.ts'
import { startStsDouble, type StsDouble } from '../../fakes/sts/server.ts'
import { must, openHome } from '../home.ts'

export const serial = 'arn:aws:iam::123456789012:mfa/ci'
export const ci: Identity = userIdentity('ci', {
  secretAccessKey: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYOLDOLDOLDX',
  mfa: { serial, codes: ['123456', '222222'] },
})

export const config = `# mine
[profile ci]   ; the pipeline
region = eu-west-1

[profile deploy]
region = eu-west-1
role_arn = arn:aws:iam::123456789012:role/Deploy
source_profile = ci

[profile spare]
aws_access_key_id = ${ci.accessKeyId}
# kept here since 2019
aws_secret_access_key = ${ci.secretAccessKey}
`
export const credentials = `# keys
[ci]
# made in spring
aws_access_key_id     = ${ci.accessKeyId}
aws_secret_access_key = ${ci.secretAccessKey}
# end of ci

[temp]
aws_access_key_id = ASIAIOSFODNN7EXAMPLE
aws_secret_access_key = wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLETMP
aws_session_token = abc
`

export type Status = Output<'keys.status'>
export type Rotated = Output<'keys.rotate'>

/** A fake AWS with the user `ci`, and the requests that it got. */
export async function openDouble(identities: readonly Identity[] = [ci]): Promise<StsDouble> {
  return startStsDouble({ identities })
}

/** A core whose waits take no time, on a home with the files above. */
export function openKeys(
  double: StsDouble,
  more: Partial<CorePorts> & { readonly files?: { config: string; credentials: string } } = {},
) {
  const { files = { config, credentials }, ...ports } = more
  const memory = createMemoryKeychain()
  const waits: number[] = []
  let now = Date.now()
  const home = openHome(
    {
      env: { STACKPASS_HOME: '', AWS_ENDPOINT_URL: double.url },
      keychain: memory.keychain,
      wait: (ms) => Promise.resolve(void waits.push(ms)),
      now: () => new Date(now),
      askPerson: () => Promise.resolve({ kind: 'once' }),
      ...ports,
    },
    files,
  )
  const stateFolder = join(home.home, '.local', 'state', 'stackpass')
  return {
    ...home,
    ...memory,
    waits,
    stateFolder,
    later: (days: number) => void (now += days * 24 * 3_600_000),
    ask: (method: string, input: unknown = {}) => home.core.dispatch(method, input),
    rotate: (input: object = {}) => home.core.dispatch('keys.rotate', { profile: 'ci', ...input }),
    status: () => must<Status>(home.core, 'keys.status'),
    text: () => ({
      config: readFileSync(home.config, 'utf8'),
      credentials: readFileSync(home.credentials, 'utf8'),
    }),
    records: () => (existsSync(join(stateFolder, 'keys')) ? readdirSync(join(stateFolder, 'keys')) : []),
  }
}

/** The long-lived keys of a user at the fake AWS: id, and whether it is active. */
export const keysAtAws = (double: StsDouble, arn = ci.arn): Record<string, string> =>
  Object.fromEntries(
    [...double.identities.values()]
      .filter((one) => one.arn === arn && one.sessionToken === undefined)
      .map(({ accessKeyId }) => [accessKeyId, double.iam.stateOf(accessKeyId).status]),
  )

/** The new key, as the fake AWS created it. */
export const newKey = (double: StsDouble, old = ci): Identity =>
  [...double.identities.values()].find(
    (one) => one.arn === old.arn && one.sessionToken === undefined && one.accessKeyId !== old.accessKeyId,
  )!

/** The fake AWS of the running test, after `freshDoubles` was called. */
export let double: StsDouble
const doubles: StsDouble[] = []

/** Another fake AWS, which ends with the test file. */
export async function anotherDouble(): Promise<StsDouble> {
  const another = await openDouble()
  doubles.push(another)
  return another
}

/** A fresh fake AWS for each test of the file. */
export function freshDoubles(): void {
  beforeEach(async () => {
    double = await anotherDouble()
  })
  afterAll(async () => {
    closeConnections()
    await Promise.all(doubles.map((one) => one.close()))
  })
}

/** The requests to AWS, in order. */
export const actions = () => double.received.map(({ action }) => action)

/** A text of the files with the new key instead of the old one. */
export const withNew = (text: string) => {
  const made = newKey(double)
  return text
    .replaceAll(ci.accessKeyId, made.accessKeyId)
    .replaceAll(ci.secretAccessKey, made.secretAccessKey)
}
