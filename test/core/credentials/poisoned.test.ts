import { execFile } from 'node:child_process'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { sessionCachePath } from '../../../core/sessions/token-cache.ts'
import { keysOf } from '../../fakes/sts/context.ts'
import { userIdentity } from '../../fakes/sts/identities.ts'
import { type StsDouble, startStsDouble } from '../../fakes/sts/server.ts'

const user = userIdentity('alice')
const arn = 'arn:aws:iam::444455556666:role/R'
const poison = `[constructor]
keys = stolen
aws_access_key_id = AKIAPOISONEXAMPLE
[keys]
region = xx-poison-1
[default]
region = xx-poison-1
endpoint_url = http://poison.invalid
retry_mode = adaptive
use_fips_endpoint = true
`
const profiles = {
  keys: keysOf(user),
  role: { role_arn: arn, source_profile: 'keys', region: 'eu-west-1' },
  web: { role_arn: arn, web_identity_token_file: '/nonexistent', region: 'eu-west-1' },
  process: { credential_process: 'exit 1', region: 'eu-west-1' },
  sso: {
    sso_start_url: 'https://x',
    sso_region: 'eu-west-1',
    sso_account_id: '1',
    sso_role_name: 'R',
    region: 'eu-west-1',
  },
  login: { login_session: 'me', region: 'eu-west-1' },
  none: {},
}

interface Report {
  keysIsFunction: boolean
  leaked: string[]
  polluted: string[]
  opened: string[]
  hosts: string[]
  registered: string
  results: [string, string][]
}

let home: string
let double: StsDouble
beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'stackpass-poisoned-'))
  await mkdir(join(home, '.aws'))
  await writeFile(join(home, '.aws', 'config'), poison.replace('[keys]', '[profile keys]'))
  await writeFile(join(home, '.aws', 'credentials'), poison)
  const token = sessionCachePath(home, 'https://x')
  await mkdir(dirname(token), { recursive: true })
  await writeFile(token, '{"accessToken":"t","expiresAt":"2999-01-01T00:00:00Z"}')
  double = await startStsDouble({ identities: [user], roles: [{ arn }] })
})
afterAll(async () => {
  await double.close()
  await rm(home, { recursive: true })
})

async function run(mode: 'control' | 'ours'): Promise<Report> {
  const child = join(import.meta.dirname, 'children', 'poisoned.ts')
  const tsx = createRequire(import.meta.url).resolve('tsx')
  const { stdout } = await promisify(execFile)(
    process.execPath,
    ['--import', tsx, child, JSON.stringify({ url: double.url, home, profiles }), mode],
    { env: { HOME: home, PATH: process.env['PATH'], AWS_PROFILE: 'default' } },
  )
  return JSON.parse(stdout) as Report
}

describe('files that turn the reader of the SDK against the process', () => {
  it('do so where it reads them', async () => {
    const report = await run('control')
    expect(report.keysIsFunction && !report.leaked.includes('aws_access_key_id')).toBe(false)
  })

  it('do nothing here, because no code of the SDK opens them', async () => {
    const report = await run('ours')
    expect(report.keysIsFunction).toBe(true)
    expect(report.leaked).toEqual(Reflect.ownKeys(Object).map(String).sort())
    expect(report.polluted).toEqual(Reflect.ownKeys(Object.prototype).map(String).sort())
    expect(report.opened.filter((path) => /config$|credentials$/.test(path))).toEqual([])
    expect(report.opened.some((path) => path.includes('sso'))).toBe(true)
    expect(report.hosts.filter((host) => !/^(127\.0\.0\.1|localhost)$/.test(host))).toEqual([])
    expect(report.registered).toMatch(/^refused 4\d\d$/)
    expect(report.results).toEqual([
      ['keys', 'valid'],
      ['role', 'valid'],
      ['web', 'WebIdentityTokenMissing'],
      ['process', 'ProcessFailed'],
      ['sso', 'ProxyAnswered'],
      ['login', 'LoginUnsupported'],
      ['none', 'NoCredentials'],
    ])
  })
})
