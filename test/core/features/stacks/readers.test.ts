import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { config, keys, profile, show } from './shown-stack.ts'

describe('a profile that pulumi-aws cannot use', () => {
  it.each([
    ['mfa', 'error credentials-unusable', 'stackpass bridge twin mfa'],
    ['broken', 'error credentials-unusable', 'Repair the profile'],
    ['sso', 'warning profile-not-signed-in', 'stackpass login sso'],
  ])('%s fails, with the way out', async (name, said, out) => {
    const shown = await show({ stack: profile(name) })
    expect(shown.counts).toMatchObject({ source: 'stack-profile', state: 'fails', value: name })
    expect(shown.said).toContain(said)
    expect(shown.problem(said.split(' ')[1]!)).toMatchObject({
      line: 3,
      reason: expect.stringContaining(out),
    })
    expect(shown.stateOf('default-profile')).toBe('beaten')
  })

  it('is one problem where the name stands nowhere', async () => {
    const shown = await show({ stack: profile('nobody') })
    expect(shown.said.filter((text) => text.startsWith('error'))).toEqual(['error profile-unknown'])
  })

  it('counts as it is once somebody has signed in', async () => {
    const cache = createHash('sha1').update('corp').digest('hex')
    const token = { accessToken: 'not-a-real-token', expiresAt: '2999-01-01T00:00:00Z' }
    const shown = await show({
      stack: profile('sso'),
      files: { [`.aws/sso/cache/${cache}.json`]: JSON.stringify(token) },
    })
    expect(shown.counts).toMatchObject({ state: 'wins', value: 'sso' })
    expect(shown.said).not.toContain('warning profile-not-signed-in')
    expect(shown.summary.account?.id).toBe('222233334444')
  })

  it('counts as long as its token can be renewed, and not once AWS has refused that', async () => {
    const cache = createHash('sha1').update('corp').digest('hex')
    const token = {
      accessToken: 'not-a-real-token',
      expiresAt: '2020-01-01T00:00:00Z',
      refreshToken: 'not-a-real-refresh-token',
      clientId: 'client',
      clientSecret: 'not-a-real-secret',
      registrationExpiresAt: '2999-01-01T00:00:00Z',
    }
    const files = { [`.aws/sso/cache/${cache}.json`]: JSON.stringify(token) }
    const shown = await show({ stack: profile('sso'), files })
    expect(shown.said).not.toContain('warning profile-not-signed-in')
    const name = createHash('sha256').update(token.refreshToken).digest('hex').slice(0, 32)
    const refused = JSON.stringify({ version: 1, refused: [name] })
    const over = await show({
      stack: profile('sso'),
      files: { ...files, '.local/state/stackpass/refused-renewals.json': refused },
    })
    expect(over.counts).toMatchObject({ state: 'fails', value: 'sso' })
    expect(over.said).toContain('warning profile-not-signed-in')
  })

  it.each([[{}], [keys]])('AWS_PROFILE ends the run before keys count: %j', async (more) => {
    const shown = await show({ stack: 'config: {}\n', env: { AWS_PROFILE: 'nope', ...more } })
    expect(shown.counts).toMatchObject({ source: 'environment-profile', state: 'fails', value: 'nope' })
    expect(shown.problem('credentials-unusable')?.message).toBe(
      'AWS_PROFILE names nope, and there is no such profile.',
    )
  })

  it('offers the twin that is there already', async () => {
    const twin = '\n[profile mfa-twin]\ncredential_process = stackpass credentials mfa\n'
    const shown = await show({ stack: profile('mfa'), config: config + twin })
    expect(shown.problem('credentials-unusable')?.fix?.operations).toEqual([
      { type: 'setProfile', profile: 'mfa-twin' },
    ])
  })
})

describe('where credentials come from', () => {
  const container = { AWS_CONTAINER_CREDENTIALS_FULL_URI: 'http://127.0.0.1:9/creds' }

  it.each(['config: {}\n', profile('empty')])(
    'a profile without credentials leaves it to the container',
    async (stack) => {
      const shown = await show({ stack, env: container })
      expect(shown.counts).toMatchObject({ source: 'container', state: 'wins' })
    },
  )

  it('a profile without credentials is no winner on its own', async () => {
    const shown = await show({ stack: profile('empty') })
    expect(shown.counts).toBeUndefined()
    expect(shown.summary.profile).toBe('empty')
    expect(shown.said).toContain('warning profile-without-credentials')
  })

  it.each([
    ['6.30.0', 'config:\n  aws:profile: empty\n', 'fails'],
    ['6.30.0', 'config:\n  aws:profile: empty\n  aws:skipMetadataApiCheck: "false"\n', undefined],
    ['7.1.0', 'config:\n  aws:profile: empty\n', undefined],
    ['7.1.0', 'config:\n  aws:profile: empty\n  aws:skipMetadataApiCheck: "true"\n', 'fails'],
  ])('pulumi-aws %s asks the metadata service or not: %j', async (aws, stack, state) => {
    const shown = await show({ stack, aws })
    expect(shown.counts?.state).toBe(state)
    expect(shown.stateOf('instance-metadata')).toBe(state === undefined ? 'unknown' : 'absent')
  })

  it('the short names of the key variables count', async () => {
    const shown = await show({
      stack: 'config: {}\n',
      env: { AWS_ACCESS_KEY: 'AKIAIOSFODNN7EXAMPLE', AWS_SECRET_KEY: 'x'.repeat(40) },
    })
    expect(shown.counts).toMatchObject({ source: 'environment-keys', value: 'AWS_ACCESS_KEY' })
  })

  it('the account of AWS_ROLE_ARN is held against the guard', async () => {
    const shown = await show({
      stack: 'config:\n  aws:allowedAccountIds: ["111122223333"]\n',
      env: {
        AWS_ROLE_ARN: 'arn:aws:iam::999900001111:role/ci',
        AWS_WEB_IDENTITY_TOKEN_FILE: '/nowhere/token',
      },
      config: '',
    })
    expect(shown.said).toContain('error credentials-unusable')
    const there = await show({
      stack: 'config:\n  aws:allowedAccountIds: ["111122223333"]\n',
      env: {
        AWS_ROLE_ARN: 'arn:aws:iam::999900001111:role/ci',
        AWS_WEB_IDENTITY_TOKEN_FILE: import.meta.filename,
      },
      config: '',
    })
    expect(there.summary).toMatchObject({ verdict: 'not-allowed', account: { id: '999900001111' } })
  })

  it('no profile at all, and no keys in the default one, is remarked on', async () => {
    const shown = await show({ stack: 'config:\n  aws:region: eu-west-1\n' })
    expect(shown.said).toContain('info profile-without-credentials')
    expect(shown.problem('profile-without-credentials')?.message).toContain('the profile default holds no')
    const none = await show({ stack: 'config: {}\n', config: '[profile x]\nregion = eu-west-1\n' })
    expect(none.problem('profile-without-credentials')?.message).toContain('none called default')
    const off = await show({ stack: 'config: {}\n', env: { AWS_EC2_METADATA_DISABLED: 'true' } })
    expect(off.said).not.toContain('info profile-without-credentials')
  })

  it('the token file of a profile is looked for', async () => {
    const web = `${config}\n[profile web]\nrole_arn = arn:aws:iam::111122223333:role/x\nweb_identity_token_file = /nowhere/token\n`
    const shown = await show({ stack: profile('web'), config: web })
    expect(shown.problem('credentials-unusable')?.reason).toContain('token')
  })

  it('AWS_DEFAULT_PROFILE is called by its name', async () => {
    const shown = await show({ stack: 'config: {}\n', env: { AWS_DEFAULT_PROFILE: 'dev' } })
    expect(shown.counts).toMatchObject({ label: 'AWS_DEFAULT_PROFILE', value: 'dev' })
  })

  it.each([
    ['7.1.0', 'stack-profile'],
    ['4.38.0', 'environment-keys'],
  ])('pulumi-aws %s: with keys and a profile %s counts', async (aws, source) => {
    const shown = await show({ stack: profile('dev'), env: keys, aws })
    expect(shown.counts).toMatchObject({ source, state: 'wins' })
  })

  it('says that the check looks at the keys of the environment', async () => {
    const shown = await show({ stack: profile('dev'), env: keys })
    expect(shown.said).toContain('warning shell-keys-checked-first')
    expect(shown.counts?.why).toContain('looks at the keys in the environment instead')
  })
})

describe('a pulumi-aws that is too old for the profile', () => {
  const login = `${config}\n[profile ann]\nregion = eu-west-1\nlogin_session = arn:aws:iam::111122223333:user/ann\n`

  it.each([
    ['4.38.0', 'sso', 'error credentials-unusable'],
    ['5.25.0', 'sso', 'error credentials-unusable'],
    ['5.27.1', 'sso', 'warning sdk-too-old'],
    ['5.30.0', 'sso', undefined],
    ['6.0.0', 'sso', undefined],
    ['6.83.2', 'ann', 'error sdk-too-old'],
    ['6.83.4', 'ann', 'warning sdk-too-old'],
    ['7.11.1', 'ann', 'error sdk-too-old'],
    ['7.12.0', 'ann', 'warning sdk-too-old'],
    ['7.15.0', 'ann', undefined],
    ['4.38.0', 'base', undefined],
  ])('%s with %s: %s', async (aws, name, says) => {
    const { said, problem, credentials } = await show({ stack: profile(name), aws, config: login })
    const about = ['error credentials-unusable', 'warning sdk-too-old', 'error sdk-too-old']
    expect(said.filter((each) => about.includes(each))).toEqual(says === undefined ? [] : [says])
    if (says?.startsWith('error') !== true) return
    const whys = credentials.map(({ why }) => why).join(' ')
    expect(whys).toContain('This release of pulumi-aws does not know')
    if (says === 'error sdk-too-old') return
    // Signing in would not help; the twin does.
    expect(problem('credentials-unusable')?.reason).not.toContain('Sign in')
  })

  it('is told apart by its major where no more is known', async () => {
    const range = { 'p/package.json': '{"dependencies":{"@pulumi/aws":"^5.1.0"}}' }
    const shown = await show({ stack: profile('sso'), aws: '', files: range })
    expect(shown.said).toContain('warning sdk-too-old')
    const older = { 'p/package.json': '{"dependencies":{"@pulumi/aws":"^4.1.0"}}' }
    expect((await show({ stack: profile('sso'), aws: '', files: older })).said).toContain(
      'error credentials-unusable',
    )
  })
})

describe('a row of the list', () => {
  const why = async (name: string, more = '') =>
    (await show({ stack: `${more}config:\n  aws:profile: ${name}\n` })).summary.cannotRun

  it('says why a stack cannot run, where no sign-in changes that', async () => {
    expect(await why('broken')).toBe('It does not find the source profile.')
    expect(await why('nobody')).toBe('It does not find the profile.')
    expect(await why('mfa')).toContain('MFA code')
    for (const name of ['dev', 'sso', 'base']) expect(await why(name)).toBeUndefined()
    // An environment may set keys, which take precedence over the profile.
    expect(await why('broken', 'environment: [acme/aws]\n')).toBeUndefined()
  })
})
