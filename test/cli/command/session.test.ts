import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { userIdentity } from '../../fakes/sts/identities.ts'
import { startStsDouble, type StsDouble } from '../../fakes/sts/server.ts'
import { withSandbox } from './with-sandbox.ts'

const at = withSandbox()
const role = 'arn:aws:iam::123456789012:role/ops'
const alice = userIdentity('alice')
let double: StsDouble
beforeAll(async () => {
  double = await startStsDouble({ identities: [alice], roles: [{ arn: role }] })
})
afterAll(() => double.close())

const keys = `[alice]\naws_access_key_id = ${alice.accessKeyId}\naws_secret_access_key = ${alice.secretAccessKey}\n`
const config = `[profile ops]\nrole_arn = ${role}\nsource_profile = alice\nregion = eu-west-1\n`

async function prepare() {
  await at.sandbox.write('credentials', keys)
  await at.sandbox.write('config', config)
  const env = { AWS_ENDPOINT_URL_STS: double.url }
  return (...words: string[]) => at.sandbox.run(['session', ...words], { env })
}

describe('session', () => {
  it('writes, lists, renews and removes a profile with a session', async () => {
    const run = await prepare()
    const empty = await run()
    expect(empty.stdout).toContain('No profile holds a session')
    const made = await run('ops', '--yes')
    expect({ code: made.code, said: /The session in ops-session ends in \d+ min/.test(made.stdout) }).toEqual(
      {
        code: 0,
        said: true,
      },
    )
    const first = await at.sandbox.read('credentials')
    // The diff shows no secret.
    const secret = /\[ops-session\][^]*?aws_secret_access_key = (.*)/.exec(first)![1]!
    expect(made.stdout + made.stderr).not.toContain(secret)
    expect((await run()).stdout).toMatch(/ops-session\s+ops\s+ends in/)
    expect((await run('ops', '--renew', '--yes')).code).toBe(0)
    expect(await at.sandbox.read('credentials')).not.toBe(first)
    expect((await run('ops', '--remove', '--yes')).code).toBe(0)
    expect(await at.sandbox.read('credentials')).toBe(keys)
    expect(await at.sandbox.read('config')).toBe(config)
  })

  it('writes nothing with --dry-run, nor where nobody can be asked', async () => {
    const run = await prepare()
    const dry = await run('ops', '--dry-run', '--json')
    expect(dry.code).toBe(0)
    const unasked = await run('ops')
    expect(unasked.code).toBe(1)
    expect(unasked.stderr).toContain('ConfirmationNeeded')
    expect(await at.sandbox.read('credentials')).toBe(keys)
  })

  it.each([[['--renew']], [['--as', 'x']], [['ops', '--renew', '--remove']]])('refuses %j', async (words) => {
    const run = await prepare()
    expect((await run(...words)).code).toBe(2)
  })
})
