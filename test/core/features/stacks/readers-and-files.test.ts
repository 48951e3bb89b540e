import { describe, expect, it } from 'vitest'
import { profile, show } from './shown-stack.ts'

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
      // Lines before the first section belong to no section, not even to the last one of the previous file.
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
    // There is also one of the same name, but not the one that the run uses.
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
