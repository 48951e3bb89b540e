import { describe, expect, it } from 'vitest'
import { withSandbox } from './with-sandbox.ts'

const at = withSandbox()

describe('whoami', () => {
  it('says profile, rule and account without asking or writing', async () => {
    const before = await at.sandbox.picture()
    const ran = await at.sandbox.run(['whoami'], { env: { AWS_PROFILE: 'dev' } })
    expect(ran).toMatchObject({ code: 0, stderr: '' })
    expect(ran.stdout).toContain('Profile   dev\nBecause   AWS_PROFILE is set in this shell\n')
    expect(ran.stdout).toContain('Account   111122223333, as the files say\n')
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
    expect(stdout).toContain('AWS_PROFILE=dev is not asked')
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
})
