import { createHash } from 'node:crypto'
import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { StackDetail } from '../../../../shared/contract/models.ts'
import { must, openHome } from '../../home.ts'

const config = `[default]
region = us-east-1

[profile base]
region = us-east-1
aws_access_key_id = AKIAIOSFODNN7EXAMPLE
aws_secret_access_key = wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY

[profile dev]
region = eu-west-1
role_arn = arn:aws:iam::111122223333:role/Deploy
source_profile = base

[profile mfa]
role_arn = arn:aws:iam::777788889999:role/Deploy
source_profile = base
mfa_serial = arn:aws:iam::111122223333:mfa/ann

[profile broken]
role_arn = arn:aws:iam::777788889999:role/Deploy
source_profile = gone

[sso-session corp]
sso_start_url = https://corp.awsapps.example/start
sso_region = eu-west-1

[profile sso]
sso_session = corp
sso_account_id = 222233334444
sso_role_name = Admin
region = eu-west-1

[profile empty]
region = eu-west-1
`

interface Setup {
  readonly stack: string
  readonly files?: Readonly<Record<string, string>>
  readonly env?: Readonly<Record<string, string>>
  readonly aws?: string
  readonly config?: string
}

async function show({ stack, files = {}, env = {}, aws = '7.1.0', config: text = config }: Setup) {
  const home = openHome({ env }, { config: text, credentials: '' })
  const write = (name: string, content: string): void => {
    mkdirSync(dirname(join(home.home, name)), { recursive: true })
    writeFileSync(join(home.home, name), content)
  }
  write('p/Pulumi.yaml', 'name: shop\nruntime: nodejs\n')
  if (aws !== '')
    write('p/node_modules/@pulumi/aws/package.json', `{"name":"@pulumi/aws","version":"${aws}"}`)
  write('p/Pulumi.dev.yaml', stack)
  for (const [name, content] of Object.entries(files)) write(name, content)
  const detail = await must<StackDetail>(home.core, 'stacks.show', {
    project: join(home.home, 'p'),
    stack: 'dev',
  })
  const { credentials, regions, problems, summary, unknowns } = detail
  const stateOf = (source: string) => credentials.find((candidate) => candidate.source === source)?.state
  return {
    summary,
    unknowns,
    regions,
    options: detail.options,
    credentials,
    stateOf,
    counts: credentials.find(({ state }) => state === 'wins' || state === 'fails'),
    said: problems.map(({ code, severity }) => `${severity} ${code}`),
    problem: (code: string) => problems.find((problem) => problem.code === code),
  }
}

const profile = (name: string): string => `config:\n  aws:region: eu-west-1\n  aws:profile: ${name}\n`
const keys = { AWS_ACCESS_KEY_ID: 'AKIAIOSFODNN7EXAMPLE', AWS_SECRET_ACCESS_KEY: 'x'.repeat(40) }

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
    // Signing in would not help: the twin does.
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
    // An environment may set keys, which go before the profile.
    expect(await why('broken', 'environment: [acme/aws]\n')).toBeUndefined()
  })
})

describe('shared files that a stack names', () => {
  const own =
    '[profile dev]\nregion = eu-west-3\nrole_arn = arn:aws:iam::999988887777:role/X\nsource_profile = b\n'
  const creds = '[b]\naws_access_key_id = AKIAIOSFODNN7EXAMPLE\naws_secret_access_key = zzz\n'
  const stack = (name: string) =>
    `config:\n  aws:profile: ${name}\n  aws:sharedConfigFiles: ["./my-config"]\n  aws:sharedCredentialsFiles: ["./my-creds"]\n`

  it('are read in the place of those in ~/.aws', async () => {
    const shown = await show({ stack: stack('dev'), files: { 'p/my-config': own, 'p/my-creds': creds } })
    expect(shown.summary).toMatchObject({ account: { id: '999988887777' }, region: 'eu-west-3' })
    expect(shown.unknowns.join()).toContain('./my-config, ./my-creds')
    expect(shown.summary).not.toHaveProperty('cannotCheck')
  })

  it('hold the profile that counts, and the others do not', async () => {
    const files = { 'p/my-config': own.replace('profile dev', 'profile other'), 'p/my-creds': creds }
    expect(
      (await show({ stack: stack('other'), files })).said.filter((said) => said.startsWith('error')),
    ).toEqual([])
    expect((await show({ stack: stack('dev'), files })).said).toContain('error profile-unknown')
  })

  it('are not known where one is encrypted, and the form does not offer to write the others without it', async () => {
    const text = stack('dev').replace('"./my-config"', '"./my-config", {secure: v1:a:b}')
    const shown = await show({ stack: text, files: { 'p/my-config': own, 'p/my-creds': creds } })
    expect(shown.summary).not.toHaveProperty('account')
    expect(shown.summary).toMatchObject({ profile: 'dev', regionOpen: true })
    expect(shown.summary.cannotCheck).toContain('cannot be read here')
    expect(shown.regions.at(-1)).toMatchObject({ origin: 'AWS files that are not known here' })
    expect(shown.unknowns.join()).toContain('aws:sharedConfigFiles cannot be read here')
    const option = shown.options.find(({ name }) => name === 'sharedConfigFiles')
    expect(option).toMatchObject({ secure: true, secretAt: ['aws:sharedConfigFiles[1]'] })
    expect(option).not.toHaveProperty('value')
  })

  it('are named as the place of the region', async () => {
    const shown = await show({ stack: stack('dev'), files: { 'p/my-config': own, 'p/my-creds': creds } })
    expect(shown.regions.at(-1)).toMatchObject({ value: 'eu-west-3' })
    const later = stack('dev').replace('  aws:profile', '  aws:region: eu-west-1\n  aws:profile')
    const beaten = await show({ stack: later, files: { 'p/my-config': own, 'p/my-creds': creds } })
    expect(beaten.regions.at(-1)).toMatchObject({ state: 'beaten', origin: './my-config' })
  })

  it('of one kind go over each other in their order', async () => {
    const several = stack('dev').replace('["./my-config"]', '["./first", "./none", "./second"]')
    const files = {
      // What stands before the first section belongs to nobody, also not to the last section of the file before.
      'p/first': `${own}[profile loose]\nregion = eu-west-2\n`,
      'p/second': 'region = us-east-2\n[profile dev]\nregion = eu-north-1\n[profile loose]\noutput = json\n',
      'p/my-creds': creds,
    }
    const shown = await show({ stack: several, files })
    expect(shown.summary).toMatchObject({ account: { id: '999988887777' }, region: 'eu-north-1' })
    const loose = await show({ stack: several.replace('profile: dev', 'profile: loose'), files })
    expect(loose.summary.region).toBe('eu-west-2')
  })

  it('are not all read by the check before a run, which is said', async () => {
    const files = { 'p/my-config': own.replace('profile dev', 'profile other'), 'p/my-creds': creds }
    const shown = await show({ stack: stack('other'), files })
    expect(shown.problem('check-reads-other-files')?.reason).toContain('does not find the profile')
    const off = `${stack('other')}  aws:skipCredentialsValidation: true\n`
    expect((await show({ stack: off, files })).said).not.toContain('warning check-reads-other-files')
    // One of the same name is there as well: another one than the run takes.
    expect((await show({ stack: stack('dev'), files: { ...files, 'p/my-config': own } })).said).toContain(
      'warning shell-keys-checked-first',
    )
  })

  it('that cannot be read leave it open', async () => {
    const shown = await show({
      stack: stack('dev').replace('./my-creds', './'),
      files: { 'p/my-config': own },
    })
    expect(shown.summary.account).toBeUndefined()
    expect(shown.counts?.state).toBe('fails')
  })
})

describe('the inline definition of an environment', () => {
  const definition = (imports: string) =>
    `environment:\n${imports}  values:\n    environmentVariables:\n      AWS_PROFILE: dev\n    pulumiConfig:\n      aws:region: us-west-2\n      aws:token: \${aws.login.sessionToken}\n`

  it.each(['', '  imports:\n    - aws/prod\n'])(
    'gives literal values with their line: %j',
    async (imports) => {
      const lines = imports === '' ? 0 : 2
      const shown = await show({ stack: definition(imports).replace(/ {6}aws:token.*\n/, '') })
      expect(shown.counts).toMatchObject({ value: 'dev', origin: 'Pulumi.dev.yaml', line: 4 + lines })
      expect(shown.regions[0]).toMatchObject({ state: 'wins', value: 'us-west-2', line: 6 + lines })
      expect(shown.summary).toMatchObject({ profile: 'dev', region: 'us-west-2' })
    },
  )

  it('leaves out what is worked out when it is opened', async () => {
    const shown = await show({ stack: definition('') })
    expect(shown.counts).toMatchObject({ source: 'static-keys', state: 'wins' })
    expect(shown.counts?.value).toBeUndefined()
  })

  it('an import leaves the region open', async () => {
    const shown = await show({ stack: 'environment:\n  - aws/prod\n', env: { AWS_PROFILE: 'dev' } })
    expect(shown.summary.region).toBeUndefined()
    expect(shown.summary.regionOpen).toBe(true)
    const unset = await show({ stack: 'config: {}\n', config: '[default]\nrole_arn = x\n' })
    expect(unset.summary.region).toBeUndefined()
    expect(unset.summary.regionOpen).toBeUndefined()
  })

  it('an import leaves the account in doubt, but for a role that is taken on last', async () => {
    const imported = 'environment:\n  - aws/prod\n'
    const doubtful = await show({ stack: imported + profile('dev') })
    expect(doubtful.summary.account).toMatchObject({
      id: '111122223333',
      unless: { environments: ['aws/prod'], sets: 'aws:accessKey' },
    })
    const role = `${imported}${profile('dev')}  aws:assumeRoles:\n    - roleArn: arn:aws:iam::444455556666:role/x\n`
    const last = (await show({ stack: role })).summary.account
    expect(last).toEqual({ id: '444455556666', from: 'role' })
    expect((await show({ stack: profile('dev') })).summary.account).not.toHaveProperty('unless')
  })
})
