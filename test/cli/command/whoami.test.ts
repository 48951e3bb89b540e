import { describe, expect, it } from 'vitest'
import { userIdentity } from '../../fakes/sts/identities.ts'
import { startStsDouble } from '../../fakes/sts/server.ts'
import { withSandbox } from './with-sandbox.ts'

const at = withSandbox()

describe('whoami', () => {
  it('says profile, rule and account without asking or writing', async () => {
    const before = await at.sandbox.picture()
    const ran = await at.sandbox.run(['whoami'], { env: { AWS_PROFILE: 'dev' } })
    expect(ran).toMatchObject({ code: 0, stderr: '' })
    expect(ran.stdout).toContain('Profile   dev\nBecause   AWS_PROFILE is set in this shell\n')
    expect(ran.stdout).toContain('Account   111122223333, according to the files\n')
    expect(await at.sandbox.picture()).toEqual(before)
  })

  it('says in JSON which rule', async () => {
    const { stdout } = await at.sandbox.run(['whoami', '--json'])
    expect(JSON.parse(stdout)).toMatchObject({
      ok: true,
      value: { rule: 'default-profile', profile: 'default', summary: { name: 'default', kind: 'keys' } },
    })
  })

  it('names keys of the environment, and what they hide', async () => {
    const env = { AWS_ACCESS_KEY_ID: 'AKIAIOSFODNN7EXAMPLE', AWS_SECRET_ACCESS_KEY: 'x', AWS_PROFILE: 'dev' }
    const { stdout } = await at.sandbox.run(['whoami'], { env })
    expect(stdout).toContain('does not ask AWS_PROFILE=dev')
    expect(stdout).not.toContain('111122223333')
  })

  it('tells of an active profile that this shell does not follow, and of one that is missing', async () => {
    await at.sandbox.run(['use', 'dev'])
    const { stderr } = await at.sandbox.run(['whoami'])
    expect(stderr).toContain('The active profile is dev')
    const missing = await at.sandbox.run(['whoami'], { env: { AWS_PROFILE: 'DEV' } })
    expect(missing.code).toBe(1)
    expect(missing.stderr).toContain('Did you mean "dev"?')
  })

  it('asks STS with --verify alone, and says who that is, or why it is not', async () => {
    const users = [userIdentity('alice'), userIdentity('over', { failure: 'ExpiredToken' })]
    const double = await startStsDouble({ identities: users })
    try {
      const sections = ['alice', 'over'].map(
        (name, index) =>
          `[${name}]\naws_access_key_id = ${users[index]!.accessKeyId}\naws_secret_access_key = ${users[index]!.secretAccessKey}\nregion = eu-west-1\n`,
      )
      await at.sandbox.write('credentials', sections.join('\n'))
      const env = (name: string) => ({ AWS_PROFILE: name, AWS_ENDPOINT_URL_STS: double.url })
      const unasked = await at.sandbox.run(['whoami'], { env: env('alice') })
      expect(unasked.stdout).toContain('not known; --verify asks STS')
      expect(double.received).toEqual([])

      const asked = await at.sandbox.run(['whoami', '--verify'], { env: env('alice') })
      expect(asked, asked.stderr).toMatchObject({ code: 0 })
      expect(asked.stdout).toMatch(/^Account {3}123456789012/m)
      expect(asked.stdout).toContain(`Identity  ${users[0]!.arn}\n`)
      expect(double.received.map(({ accessKeyId }) => accessKeyId)).toEqual([users[0]!.accessKeyId])

      const refused = await at.sandbox.run(['whoami', '--verify'], { env: env('over') })
      expect(refused.stdout).toMatch(/^State {5}Expired$/m)
      expect(refused.stdout).not.toContain('Identity')
      expect(refused.stderr).toMatch(/^Note: \S/m)
    } finally {
      await double.close()
    }
  })
})
