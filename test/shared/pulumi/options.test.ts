import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { formatOptionPath, parseOptionPath } from '../../../shared/domain/pulumi/option-path.ts'
import { endpointServices } from '../../../shared/domain/pulumi/options/endpoint-services.ts'
import {
  defaultFor,
  optionNamed,
  optionTable,
  optionsForMajor,
} from '../../../shared/domain/pulumi/options/table.ts'
import {
  takesText,
  validateOption,
  type ValidationContext,
} from '../../../shared/domain/pulumi/options/validate.ts'
import { ciSnippet, webIdentityConfig } from '../../../shared/domain/pulumi/snippets/ci.ts'
import { escEnvironment } from '../../../shared/domain/pulumi/snippets/esc-environment.ts'
import { namedProvider } from '../../../shared/domain/pulumi/snippets/named-provider.ts'
import type { ConfigValue } from '../../../shared/domain/pulumi/value.ts'

describe('option table', () => {
  test('holds every option once, with the names of each major', () => {
    expect(optionTable).toHaveLength(41)
    expect(new Set(optionTable.map((option) => option.name)).size).toBe(41)
    expect(endpointServices).toHaveLength(321)
    const names = (major: number): Set<string> => new Set(optionsForMajor(major).map((option) => option.name))
    expect(optionsForMajor(7)).toHaveLength(35)
    expect(names(7).has('assumeRole')).toBe(false)
    expect(names(6).has('assumeRole')).toBe(true)
    expect(names(6).has('assumeRoles')).toBe(false)
    expect(names(5).has('s3ForcePathStyle')).toBe(true)
  })
  test('both names of an option are shown where the major is not known', () => {
    const names = optionsForMajor(undefined).map((option) => option.name)
    expect(names).toEqual(
      expect.arrayContaining(['assumeRole', 'assumeRoles', 's3ForcePathStyle', 's3UsePathStyle']),
    )
  })
  test.each([
    ['aws:assumeRole.policy', true],
    ['aws:assumeRoles[0].policy', true],
    ['aws:profile', true],
    ['aws:assumeRoles[0].tags.Team', true],
    ['aws:allowedAccountIds', false],
    ['aws:insecure', false],
    ['app:policy', false],
  ])('%s takes text: %s', (path, expected) => {
    expect(takesText(path)).toBe(expected)
  })
  test('the metadata check has the default of the version', () => {
    const option = optionNamed('aws:skipMetadataApiCheck')!
    expect(defaultFor(option, '6.35.0')).toMatch(/^true/)
    expect(defaultFor(option, '7.2.0')).toMatch(/^not set/)
  })
})

describe('validation', () => {
  const rows: [string, ConfigValue, string, ValidationContext?][] = [
    ['aws:region', 'eu-central-1', 'ok'],
    ['aws:region', 'frankfurt', 'InvalidValue'],
    ['aws:allowedAccountIds', ['012345678901'], 'ok'],
    ['aws:allowedAccountIds', [12345678901], 'InvalidValue'],
    ['aws:allowedAccountIds[0]', '1234', 'InvalidValue'],
    [
      'aws:allowedAccountIds',
      ['012345678901'],
      'OptionConflict',
      { otherKeys: new Set(['aws:forbiddenAccountIds']) },
    ],
    ['aws:secretKey', 'x', 'SecretNeedsPulumi'],
    ['aws:assumeRoleWithWebIdentity.webIdentityToken', 'abcd', 'SecretNeedsPulumi'],
    ['aws:assumeRoleWithWebIdentity', { webIdentityToken: 'a', webIdentityTokenFile: 'f' }, 'OptionConflict'],
    ['aws:assumeRoles[0].duration', '30m', 'ok'],
    ['aws:assumeRoles[0].duration', '10m', 'InvalidValue'],
    ['aws:assumeRoles[0].durationSeconds', 3600, 'OptionUnknown', { major: 7 }],
    ['aws:assumeRole.roleArn', 'arn:aws:iam::111122223333:role/x', 'OptionUnknown', { major: 7 }],
    ['aws:assumeRoles[0].roleArn', 'arn:aws:iam::111122223333:role/x', 'OptionUnknown', { major: 6 }],
    // Not known which: both names, and what belongs to either.
    ['aws:assumeRole.roleArn', 'arn:aws:iam::111122223333:role/x', 'ok'],
    ['aws:assumeRoles[0].roleArn', 'arn:aws:iam::111122223333:role/x', 'ok'],
    ['aws:assumeRole.durationSeconds', 3600, 'ok'],
    ['aws:assumeRole.policy', { Statement: [] }, 'InvalidValue'],
    ['aws:assumeRole.roleArn', 'arn:aws:iam::111122223333:role/x', 'ok', { major: 6 }],
    ['aws:retryMode', 'fast', 'InvalidValue'],
    ['aws:insecure', 'yes', 'InvalidValue'],
    ['aws:insecure', true, 'ok'],
    ['aws:endpoints[0].s3', 'http://localhost:4566', 'ok'],
    ['aws:endpoints[0].nothing', 'http://localhost:4566', 'OptionUnknown'],
    ['aws:nonsense', 'x', 'OptionUnknown'],
    ['app:anything', 'x', 'ok'],
  ]
  test.each(rows)('%s = %j is %s', (path, value, code, context) => {
    const result = validateOption(path, value, context)
    expect(result.ok ? 'ok' : result.error.code).toBe(code)
  })

  test.each([
    ['aws:assumeRoles', 6, 'There it is called assumeRole.'],
    ['aws:assumeRole', 7, 'It is now assumeRoles.'],
  ])('%s in major %i is named', (path, major, says) => {
    const result = validateOption(path, 'x', { major })
    expect(result.ok ? '' : result.error.message).toContain(says)
  })
})

test.each(['aws:a', 'aws:a.b[0].c', 'aws:defaultTags.tags["a.b"]', 'aws:x["q\\"[1]"]', 'aws:x["a\\\\b"][3]'])(
  'path %s reads back',
  (text) => {
    const parsed = parseOptionPath(text)
    expect(parsed.ok && formatOptionPath(parsed.value)).toBe(text)
  },
)
test.each(['', 'a', 'aws:', ':a', 'aws:a.', 'aws:a[', 'aws:a[x]', '["aws:a"]', 'aws:a b'])(
  '%j is no path',
  (text) => {
    expect(parseOptionPath(text)).toMatchObject({ ok: false, error: { code: 'BadInput' } })
  },
)

describe('snippets', () => {
  const input = {
    roleArn: 'arn:aws:iam::111122223333:role/ci',
    sessionName: 'ci',
    region: 'eu-west-1',
    stack: 'acme/shop/dev',
    tokenFile: 'token.txt',
  }
  test.each(['github', 'gitlab', 'azure-devops'] as const)(
    '%s is YAML that names role or token file',
    (service) => {
      const text = ciSnippet(service, input)
      expect(parse(text)).toBeTypeOf('object')
      expect(text).toContain('PULUMI_ACCESS_TOKEN')
      expect(text).toContain(service === 'github' ? input.roleArn : input.tokenFile)
    },
  )
  test.each([
    ['nodejs', 'npm ci'],
    ['python', 'pip install -r requirements.txt'],
    ['go', 'go mod download'],
    ['dotnet', 'dotnet restore'],
    ['java', 'actions/setup-java'],
  ])('GitHub makes a program of %s ready and signs in to the backend', (runtime, install) => {
    const text = ciSnippet('github', { ...input, runtime })
    const { jobs } = parse(text) as {
      jobs: { preview: { steps: { run?: string; uses?: string; env?: Record<string, string> }[] } }
    }
    const steps = jobs.preview.steps
    expect(steps.some(({ run, uses }) => `${run ?? ''}${uses ?? ''}`.includes(install))).toBe(true)
    expect(steps.at(-1)?.env?.['PULUMI_ACCESS_TOKEN']).toBe('${{ secrets.PULUMI_ACCESS_TOKEN }}')
  })
  test.each(['typescript', 'python', 'go', 'csharp', 'java', 'yaml'] as const)(
    'a provider in %s has profile, region, role and the metadata check',
    (language) => {
      const given = {
        profile: 'de"v',
        region: 'eu-west-1',
        roleArn: input.roleArn,
        sessionName: 'pulumi',
        skipMetadataApiCheck: true,
      }
      const text = namedProvider(language, given)
      for (const part of ['"de\\"v"', 'eu-west-1', input.roleArn]) expect(text).toContain(part)
      expect(text.replaceAll('_', '').toLowerCase()).toContain('skipmetadataapicheck')
      expect(text.replaceAll('_', '').toLowerCase()).toContain('assumeroles')
      expect(
        namedProvider(language, { ...given, major: 6 })
          .replaceAll('_', '')
          .toLowerCase(),
      ).not.toContain('assumeroles')
      const bare = namedProvider(language, { sessionName: 'pulumi', skipMetadataApiCheck: false })
      expect(bare).not.toMatch(/profile|region|assume/i)
    },
  )
  test.each([
    ['typescript', '"@pulumi/aws-native"'],
    ['python', 'pulumi_aws_native'],
    ['go', 'pulumi-aws-native/sdk/go/aws'],
    ['csharp', 'Pulumi.AwsNative'],
    ['java', 'com.pulumi.awsnative.Provider'],
    ['yaml', 'pulumi:providers:aws-native'],
  ] as const)('a provider of aws-native in %s is of its package alone, with one role', (language, name) => {
    const text = namedProvider(language, {
      profile: 'dev',
      roleArn: input.roleArn,
      sessionName: 'pulumi',
      skipMetadataApiCheck: true,
      native: true,
    })
    expect(text).toContain(name)
    expect(text).toContain(input.roleArn)
    expect(text.replaceAll('_', '').toLowerCase()).not.toContain('assumeroles')
    expect(text).not.toMatch(
      /@pulumi\/aws"|pulumi_aws as|pulumi-aws\/sdk|Pulumi\.Aws;|pulumi\.aws\.|providers:aws$/m,
    )
  })
  test('web identity config names the token file only', () => {
    const config = parse(webIdentityConfig(input)) as { config: Record<string, Record<string, string>> }
    expect(Object.keys(config.config['aws:assumeRoleWithWebIdentity']!)).toEqual([
      'roleArn',
      'sessionName',
      'webIdentityTokenFile',
    ])
  })
  test('an ESC environment signs in and passes credentials on', () => {
    const login = { kind: 'oidc', roleArn: input.roleArn, sessionName: 'pulumi' } as const
    const text = escEnvironment({ login, target: 'both', region: 'eu-west-1', imports: ['acme/base'] })
    const { values, imports } = parse(text) as {
      values: Record<string, Record<string, string>>
      imports: string[]
    }
    expect(imports).toEqual(['acme/base'])
    expect(values['environmentVariables']!['AWS_SESSION_TOKEN']).toBe('${aws.login.sessionToken}')
    expect(values['pulumiConfig']!['aws:region']).toBe('eu-west-1')
    const fixed = escEnvironment({
      login: { kind: 'static', withSessionToken: false },
      target: 'environmentVariables',
    })
    expect(fixed).not.toContain('AWS_SESSION_TOKEN')
    expect(fixed).toContain('fn::secret')
  })
})
