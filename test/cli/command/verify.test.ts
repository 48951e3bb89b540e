import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { VerifyResult } from '../../../shared/contract/models.ts'
import { contract } from '../../../shared/contract/index.ts'
import { foreignEndpoints } from '../../../cli/output/format-verify.ts'
import { userIdentity } from '../../fakes/sts/identities.ts'
import { startStsDouble, type StsDouble } from '../../fakes/sts/server.ts'
import { onTerminal } from './on-terminal.ts'
import { withSandbox } from './with-sandbox.ts'
import { until } from '../../patience.ts'

const at = withSandbox()
const serial = 'arn:aws:iam::123456789012:mfa/alice'
const roleArn = 'arn:aws:iam::123456789012:role/ops'
const users = [
  userIdentity('alice', { mfa: { serial, codes: ['111111'] } }),
  userIdentity('expired', { failure: 'ExpiredToken' }),
  userIdentity('stuck', { failure: 'Slow' }),
]
let double: StsDouble

beforeAll(async () => {
  double = await startStsDouble({ identities: users, roles: [{ arn: roleArn, mfaRequired: true }] })
})
afterAll(() => double.close())

const names = ['alice', 'expired', 'stuck']

async function prepare(): Promise<{ readonly AWS_ENDPOINT_URL_STS: string }> {
  const sections = users.map(
    ({ accessKeyId, secretAccessKey }, index) =>
      `[${names[index]}]\naws_access_key_id = ${accessKeyId}\naws_secret_access_key = ${secretAccessKey}\nregion = eu-west-1\n`,
  )
  await at.sandbox.write('credentials', sections.join('\n'))
  await at.sandbox.write(
    'config',
    `[profile ops]\nrole_arn = ${roleArn}\nsource_profile = alice\nmfa_serial = ${serial}\nregion = eu-west-1\n` +
      `[profile broker]\ncredential_process = /bin/false\nregion = eu-west-1\n`,
  )
  return { AWS_ENDPOINT_URL_STS: double.url }
}

describe('verify', () => {
  it('says who a profile is', async () => {
    const env = await prepare()
    const { code, stdout, stderr } = await at.sandbox.run(['verify', 'alice'], { env })
    expect({ code, failed: stderr.includes('Why:') }).toEqual({ code: 0, failed: false })
    expect(stdout).toMatch(
      /^alice +Valid, as AWS CLI +123456789012 +arn:aws:iam::123456789012:user\/alice +\d+$/m,
    )
  })

  it('names the account as AWS listed it, and says when that was', async () => {
    const env = await prepare()
    const state = join(at.sandbox.home, '.local', 'state', 'stackpass')
    await mkdir(state, { recursive: true, mode: 0o700 })
    const known = { version: 1, accounts: [['123456789012', 'acme-prod', '2026-11-28T12:09:00Z']] }
    await writeFile(join(state, 'account-names.json'), JSON.stringify(known), { mode: 0o600 })
    try {
      const { stdout, stderr } = await at.sandbox.run(['verify', 'alice', 'expired'], { env })
      expect(stdout).toMatch(/^alice +Valid, as AWS CLI +123456789012 +acme-prod +arn:aws:iam::/m)
      expect(stderr).toMatch(/Note: Account names are as AWS listed them .*28.*\./)
      const json = await at.sandbox.run(['verify', 'alice', '--json'], { env })
      expect(JSON.parse(json.stdout)).toMatchObject({
        value: { results: [{ accountName: 'acme-prod', accountNameAt: '2026-11-28T12:09:00Z' }] },
      })
    } finally {
      await rm(state, { recursive: true })
    }
  })

  it('says where it asked when that is no host of AWS', async () => {
    const env = await prepare()
    const { stdout, stderr } = await at.sandbox.run(['verify', 'alice', 'expired'], { env })
    expect(stdout).toMatch(/^alice +Valid, as AWS CLI/m)
    expect(stderr).toContain(
      `Note: ${double.url}, which is not a host of AWS, was asked about alice, expired.`,
    )
    const asked = (endpoint: string): VerifyResult => ({
      profile: 'p',
      as: 'awsCli',
      status: 'valid',
      checkedAt: '',
      via: [],
      endpoint,
    })
    const own = ['https://sts.cn-north-1.amazonaws.com.cn', 'https://sts.amazonaws.com']
    const others = [
      'http://sts.amazonaws.com',
      'https://sts.amazonaws.com.example.org',
      'https://evilamazonaws.com',
    ]
    expect(foreignEndpoints(own.map(asked))).toEqual([])
    expect(foreignEndpoints(others.map(asked))).toHaveLength(3)
  })

  it('says that nobody can be asked for an MFA code where there is no terminal', async () => {
    const env = { ...at.sandbox.environment, ...(await prepare()) }
    const child = spawn(process.execPath, [at.entry, 'verify', 'ops'], { env, detached: true })
    let stderr = ''
    child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text))
    const [code] = (await once(child, 'close')) as [number | null]
    expect({ code, said: /^ops: MFA needed .+\n.+there is nobody to ask here/m.test(stderr) }).toEqual({
      code: 1,
      said: true,
    })
  })

  it('proves the credentials that another tool takes, and says which', async () => {
    const env = await prepare()
    await at.sandbox.write(
      'config',
      `[profile ops]\nrole_arn = ${roleArn}\nsource_profile = alice\nmfa_serial = ${serial}\nregion = eu-west-1\n`,
    )
    const { code, stdout, stderr } = await at.sandbox.run(['verify', 'alice', 'ops', '--as', 'pulumi'], {
      env,
    })
    expect(stdout).toMatch(/^alice +Valid, as Pulumi/m)
    expect(stderr).toMatch(/^ops: MFA needed as Pulumi: Pulumi gets no credentials from ops\./m)
    expect(stderr).toContain('stackpass credentials ops')
    expect(code).toBe(1)
    const json = await at.sandbox.run(['verify', 'alice', '--as', 'goSdk', '--json'], { env })
    expect(JSON.parse(json.stdout)).toMatchObject({ value: { results: [{ as: 'goSdk', status: 'valid' }] } })
    expect((await at.sandbox.run(['verify', 'alice', '--as', 'perl'], { env })).code).toBe(2)
  })

  it('ends with 1 when one fails, and says what, why and what to do', async () => {
    const env = await prepare()
    const { code, stdout, stderr } = await at.sandbox.run(['verify', 'alice', 'expired'], { env })
    expect(code).toBe(1)
    expect(stdout).toMatch(/^alice +Valid, as AWS CLI/m)
    expect(stdout).toMatch(/^expired +Expired/m)
    expect(stderr).toMatch(/^expired: Expired as AWS CLI: .+\n {2}Why: /m)
    expect(stderr).toContain('To do:')
  })

  it('prints the results as JSON in the shape of the contract', async () => {
    const env = await prepare()
    const { stdout } = await at.sandbox.run(['verify', 'alice', 'expired', '--json'], { env })
    const reply = JSON.parse(stdout) as { value: unknown }
    expect(contract['verify.run'].output.parse(reply.value)).toEqual(reply.value)
  })

  it('refuses a name that is not there', async () => {
    const env = await prepare()
    const { code, stderr } = await at.sandbox.run(['verify', 'nope'], { env })
    expect({ code, coded: stderr.includes('ProfileNotFound') }).toEqual({ code: 1, coded: true })
  })

  it('does not run a credential_process that nobody allowed', async () => {
    const env = await prepare()
    const { code, stderr } = await at.sandbox.run(['verify', 'broker'], { env })
    expect(code).toBe(1)
    expect(stderr).toContain('Asks to run')
    expect(stderr).toContain('/bin/false')
  })

  it('asks for an MFA code on the terminal', async () => {
    const env = await prepare()
    const { code, text } = await onTerminal(at, ['verify', 'ops'], env, 'MFA code for ops', '111111\n')
    expect(text).toContain('arn:aws:sts::123456789012:assumed')
    expect(code).toBe(0)
  })

  it('shows a credential_process command, runs it once allowed, and names its failure', async () => {
    const env = await prepare()
    const { code, text } = await onTerminal(at, ['verify', 'broker'], env, 'Run it', 'y\n')
    expect(text).toContain('/bin/false')
    expect(text).toContain('Process failed')
    expect(code).toBe(1)
  })

  it('uses colour on a terminal, and none with NO_COLOR', async () => {
    const env = await prepare()
    expect((await onTerminal(at, ['verify', 'alice'], env, '', '')).text).toContain('\u001b[32mValid')
    const plain = await onTerminal(at, ['profiles', 'list'], { ...env, NO_COLOR: '1' }, '', '')
    expect(plain.text).toContain('alice')
    expect(plain.text).not.toContain('\u001b[')
  })

  it('does not pass --all for valid when a file could not be read, and says which', async () => {
    const env = await prepare()
    await at.sandbox.write(
      'credentials',
      (await at.sandbox.read('credentials')).split('\n[expired]')[0] ?? '',
    )
    await at.sandbox.write('config', '')
    expect((await at.sandbox.run(['verify', '--all'], { env })).code).toBe(0)
    const config = join(at.sandbox.home, '.aws', 'config')
    await at.sandbox.write('config', Buffer.from('\ufeff[default]\n', 'utf16le'))
    const unsupported = await at.sandbox.run(['verify', '--all'], { env })
    expect({ code: unsupported.code, said: unsupported.stderr.includes('UnsupportedEncoding') }).toEqual({
      code: 1,
      said: true,
    })
    await rm(config)
    await mkdir(config)
    const { code, stdout, stderr } = await at.sandbox.run(['verify', '--all'], { env })
    expect({ code, said: stderr.includes('Error FileNotRegular:') }).toEqual({ code: 1, said: true })
    expect(stdout).toMatch(/^alice +Valid, as AWS CLI/m)
    expect((await at.sandbox.run(['verify', 'alice'], { env })).code).toBe(0)
  })

  it('stops at Ctrl-C with what it has found so far', async () => {
    const env = await prepare()
    const child = spawn(process.execPath, [at.entry, 'verify', '--concurrency', '1', 'alice', 'stuck'], {
      env: { ...at.sandbox.environment, ...env },
    })
    let stdout = ''
    let stderr = ''
    child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text))
    child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text))
    const before = double.received.length
    // In sequence: the second question comes once the first answer is known.
    await until(() => expect(double.received.length).toBe(before + 2))
    child.kill('SIGINT')
    const [code, signal] = (await once(child, 'close')) as [number | null, string | null]
    expect({ code, signal, stderr: stderr.includes('Internal') }).toEqual({
      code: 130,
      signal: null,
      stderr: false,
    })
    expect(stdout).toMatch(/^alice +Valid, as AWS CLI/m)
    expect(stdout).toMatch(/^stuck +Cancelled/m)
    expect(stderr).toContain('Note: Stopped: 1 of 2 were not verified.')
  })
})
