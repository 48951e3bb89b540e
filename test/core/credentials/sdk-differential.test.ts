import { spawn } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import * as fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { resolveCredentials } from '../../../core/credentials/resolve.ts'
import { contextOf } from '../../fakes/sts/context.ts'
import { userIdentity } from '../../fakes/sts/identities.ts'
import { type StsDouble, startStsDouble } from '../../fakes/sts/server.ts'

const names = ['a', 'b', 'c', 'd']
const users = names.map((name) => userIdentity(name))
const environmentUser = userIdentity('environment')
const processUser = userIdentity('process')
const token = 'header.payload.signature'
const arnOf = (name: string) => `arn:aws:iam::444455556666:role/${name}`

type Settings = Record<string, string>
type Profiles = Record<string, Settings>

let folder: string
let double: StsDouble
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'stackpass-differential-'))
  await writeFile(join(folder, 'token'), token)
  double = await startStsDouble({
    identities: [...users, environmentUser, processUser],
    roles: names.map((name) => ({ arn: arnOf(name), webIdentityTokens: [token], maxSeconds: 43_200 })),
  })
})
afterAll(async () => {
  await double.close()
  await rm(folder, { recursive: true })
})

/** Any mixture of settings, sensible or not, to see which of them win. */
function profileArbitrary(name: string): fc.Arbitrary<Settings> {
  const user = users[names.indexOf(name)]!
  const output = `{"Version":1,"AccessKeyId":"${processUser.accessKeyId}","SecretAccessKey":"${processUser.secretAccessKey}"}`
  const maybe = <T>(value: fc.Arbitrary<T>, freq = 2) => fc.option(value, { nil: undefined, freq })
  return fc
    .record({
      aws_access_key_id: maybe(fc.constant(user.accessKeyId)),
      aws_secret_access_key: maybe(fc.constant(user.secretAccessKey), 4),
      role_arn: maybe(fc.constant(arnOf(name)), 3),
      source_profile: maybe(fc.constantFrom(...names, 'missing'), 3),
      credential_source: maybe(fc.constantFrom('Environment', 'Nowhere'), 1),
      web_identity_token_file: maybe(fc.constant(join(folder, 'token')), 1),
      credential_process: maybe(fc.constant(`echo '${output}'`), 1),
      external_id: maybe(fc.constant('any'), 1),
    })
    .map((record) => {
      const entries = Object.entries(record).filter(
        (entry): entry is [string, string] => entry[1] !== undefined,
      )
      return Object.fromEntries(entries)
    })
}

const environment = () => ({
  PATH: process.env['PATH'],
  HOME: folder,
  AWS_ENDPOINT_URL_STS: double.url,
  AWS_ACCESS_KEY_ID: environmentUser.accessKeyId,
  AWS_SECRET_ACCESS_KEY: environmentUser.secretAccessKey,
})

async function askSdk(cases: readonly Profiles[]): Promise<Record<string, string | null>[]> {
  const script = join(import.meta.dirname, 'children', 'sdk-resolve.ts')
  const tsx = createRequire(import.meta.url).resolve('tsx')
  const child = spawn(process.execPath, ['--import', tsx, script], {
    env: {
      ...environment(),
      AWS_REGION: 'us-east-1',
      AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
    },
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  child.stdin.end(JSON.stringify({ folder, url: double.url, cases }))
  return JSON.parse(await text(child.stdout)) as Record<string, string | null>[]
}

/** The owner of the keys, without the session name. */
const ownerOf = (accessKeyId: string) => {
  const arn = double.identities.get(accessKeyId)?.arn ?? 'unknown'
  return arn.includes(':assumed-role/') ? arn.replace(/\/[^/]*$/, '') : arn
}

describe('the credentials of any mixture of settings', () => {
  it('belong to whom the SDK would be, or are refused where it refuses', async () => {
    const graph = fc.record(Object.fromEntries(names.map((name) => [name, profileArbitrary(name)])))
    const cases = fc.sample(graph, { numRuns: 120, seed: 20_261_123 })
    const expected = await askSdk(cases)
    const differences: unknown[] = []
    let resolved = 0
    for (const [index, profiles] of cases.entries()) {
      const context = contextOf(double.url, profiles, {
        env: environment(),
        as: 'jsSdk',
        mayRun: () => ({ kind: 'allowed' as const }),
      })
      for (const name of names) {
        const found = await resolveCredentials(name, context)
        const ours = found.ok ? ownerOf(found.value.accessKeyId) : null
        const theirs = expected[index]?.[name]
        const sdk = theirs ? ownerOf(theirs) : null
        if (ours !== null) resolved += 1
        if (ours !== sdk)
          differences.push({ name, profiles, ours, sdk, why: found.ok ? '' : found.error.reason })
      }
    }
    expect(differences).toEqual([])
    // Not just a comparison of refusals.
    expect(resolved).toBeGreaterThan(100)
    expect(resolved).toBeLessThan(cases.length * names.length - 50)
  })
})
