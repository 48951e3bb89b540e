import { describe, expect, it } from 'vitest'
import { editSharedFile } from '../../../shared/domain/aws/edit.ts'
import { parseSharedFile } from '../../../shared/domain/aws/parse.ts'
import { findFileProblems } from '../../../shared/domain/aws/problems/find-file-problems.ts'
import { redactText } from '../../../shared/domain/secrets/redact.ts'
import { bytesOf, textOf } from './support/bytes.ts'

const problemsIn = (config: string) =>
  findFileProblems({ config: parseSharedFile(bytesOf(config), 'config') })
const codes = (config: string): string[] => problemsIn(config).map(({ code }) => code)

/** The file after the only repair that is offered. */
function repaired(config: string): string | undefined {
  const fixes = problemsIn(config).flatMap(({ fix }) => (fix ? [fix] : []))
  expect(fixes).toHaveLength(1)
  const outcome = editSharedFile(bytesOf(config), 'config', fixes[0]!.operation)
  return outcome.ok ? textOf(outcome.bytes) : outcome.error.message
}

const role = 'role_arn = arn:aws:iam::111122223333:role/x\nsource_profile = x\n'

describe('values that no repair can guess', () => {
  it.each([
    ['AttemptsNoNumber', 'max_attempts = three', 'max_attempts = 3'],
    ['AttemptsNoNumber', 'max_attempts = -1', 'max_attempts = 10'],
    ['SessionNameRefused', 'role_session_name = jane doe', 'role_session_name = jane.doe@corp'],
    ['SessionNameRefused', 'role_session_name = j', 'role_session_name = j1'],
  ])('%s: %s', (code, line, right) => {
    expect(codes(`[profile x]\n${line}\n`)).toEqual([code])
    expect(codes(`[profile x]\n${right}\n`)).toEqual([])
  })
})

describe('values with a repair', () => {
  it.each<readonly [code: string, line: string, fixed: string]>([
    ['ZoneForRegion', 'region = us-east-1a', 'region = us-east-1'],
    ['ZoneForRegion', 'region=eu-west-1c', 'region=eu-west-1'],
    ['ZoneForRegion', 'region = us-west-2-lax-1a', 'region = us-west-2'],
    ['UnknownRegion', 'region = eu-wset-1', 'region = eu-west-1'],
    ['UnknownRegion', 'region = EU-CENTRAL-1', 'region = eu-central-1'],
    ['UnknownRegion', 'region = us_gov_west_1', 'region = us-gov-west-1'],
    ['MalformedAccount', 'sso_account_id = 1111-2222-3333', 'sso_account_id = 111122223333'],
    [
      'MalformedUrl',
      'sso_start_url = corp.awsapps.com/start',
      'sso_start_url = https://corp.awsapps.com/start',
    ],
    ['UnknownKey', 'endpoint-url = http://127.0.0.1:4566', 'endpoint_url = http://127.0.0.1:4566'],
    [
      'UnknownKey',
      'mfa_serail = arn:aws:iam::111122223333:mfa/jane',
      'mfa_serial = arn:aws:iam::111122223333:mfa/jane',
    ],
    ['UnknownKey', 'aws_default_region = eu-west-1', 'region = eu-west-1'],
    ['UnknownValue', 'retry_mode = standart', 'retry_mode = standard'],
  ])('%s: %s', (code, line, fixed) => {
    const file = `[profile x]\n${line}\n`
    expect(codes(file)).toContain(code)
    expect(repaired(file)).toBe(`[profile x]\n${fixed}\n`)
  })

  it.each<readonly [code: string, before: string, after: string]>([
    ['DurationNoNumber', 'duration_seconds = 12h', 'duration_seconds = 43200'],
    ['DurationNoNumber', 'duration_seconds = 90 minutes', 'duration_seconds = 5400'],
  ])('%s: %s', (code, before, after) => {
    const file = (line: string): string =>
      `[profile x]\naws_access_key_id = AKIAIOSFODNN7EXAMPLE\naws_secret_access_key = s\n[profile r]\n${role}${line}\n`
    expect(codes(file(before))).toEqual([code])
    expect(repaired(file(before))).toBe(file(after))
  })

  it('adds the colon that is missing in an ARN, and mends the case of a source', () => {
    const file = (arn: string, source: string): string =>
      `[profile x]\nrole_arn = ${arn}\ncredential_source = ${source}\n`
    const right = file('arn:aws:iam::123456789012:role/x', 'Environment')
    expect(codes(right)).toEqual([])
    expect(repaired(file('arn:aws:iam:123456789012:role/x', 'Environment'))).toBe(right)
    expect(repaired(file('arn:aws:iam::123456789012:role/x', 'environment'))).toBe(right)
  })

  it('renames no key to one that is there already', () => {
    const file = '[profile x]\nregion = eu-west-1\naws_region = us-east-1\n'
    expect(problemsIn(file)).toMatchObject([{ code: 'UnknownKey', line: 3 }])
    expect(problemsIn(file)[0]).not.toHaveProperty('fix')
  })
})

describe('values that a person has to mend', () => {
  it.each<readonly [code: string, settings: string]>([
    ['MalformedArn', 'role_arn = arn:aws:iam::12345678901:role/x\ncredential_source = Environment'],
    ['MalformedArn', 'role_arn = arn:aws:iam::123456789012:user/x\ncredential_source = Environment'],
    [
      'MalformedArn',
      'role_arn = arn:aws:sts::123456789012:assumed-role/x/y\ncredential_source = Environment',
    ],
    ['MalformedArn', 'mfa_serial = arn:aws:iam::123456789012:u2f/user/jane/key'],
    ['UnknownPartition', 'role_arn = arn:aws-ru:iam::123456789012:role/x\ncredential_source = Environment'],
    ['MalformedAccount', 'sso_account_id = 12345678901'],
    ['UnknownRegion', 'region = eu-west-7'],
    ['UnknownRegion', 'region = frankfurt'],
    ['FipsRegion', 'region = fips-us-east-1'],
    ['FipsRegion', 'region = us-gov-west-1-fips'],
    ['SourceWithoutRole', 'credential_source = Ec2InstanceMetadata'],
    ['ProcessAsksItself', 'credential_process = stackpass credentials x'],
    ['ProcessAsksItself', 'credential_process = aws configure export-credentials --profile x'],
    ['ProcessAsksItself', 'credential_process = /usr/local/bin/aws --profile=x configure export-credentials'],
    ['ProcessAsksItself', 'credential_process = env AWS_PROFILE=x aws configure export-credentials'],
    ['PathNotExpanded', 'web_identity_token_file = ~/token\nrole_arn = arn:aws:iam::123456789012:role/x'],
    ['PathNotExpanded', 'ca_bundle = $HOME/ca.pem\nregion = eu-west-1'],
    ['PathNotExpanded', 'ca_bundle = ${HOME}/ca.pem\nregion = eu-west-1'],
    [
      'ProcessNamesMissing',
      'credential_process = aws configure export-credentials --profile "gone" --format process',
    ],
    ['ProcessNamesMissing', 'credential_process = tool --profile=gone'],
    ['ProcessNeedsShell', 'credential_process = ~/bin/ok'],
    ['ProcessNeedsShell', 'credential_process = $HOME/bin/ok'],
    ['ProcessNeedsShell', 'credential_process = cat /x | tee /dev/null'],
    ['ProcessNeedsShell', 'credential_process = FOO=1 /bin/tool'],
    ['ProcessNeedsShell', 'credential_process = /bin/tool "$(cat /x)"'],
    [
      'PartitionMismatch',
      'region = cn-north-1\nrole_arn = arn:aws:iam::123456789012:role/x\ncredential_source = Environment',
    ],
    ['SeveralSources', 'credential_process = /bin/x\nlogin_session = arn:aws:iam::123456789012:user/x'],
  ])('%s: %s', (code, settings) => {
    expect(codes(`[profile x]\n${settings}\n`)).toEqual([code])
  })

  it.each([
    [
      'two twins of each other',
      '[profile a]\ncredential_process = stackpass credentials b\n[profile b]\ncredential_process = stackpass credentials a\n',
      ['ProcessAsksItself', 'ProcessAsksItself'],
    ],
    [
      'over a source profile',
      '[profile a]\ncredential_process = aws configure export-credentials --profile b\n[profile b]\nrole_arn = arn:aws:iam::123456789012:role/x\nsource_profile = a\n',
      ['ProcessAsksItself'],
    ],
    [
      'the default one',
      '[default]\ncredential_process = aws configure export-credentials\n',
      ['ProcessAsksItself'],
    ],
    [
      'a program that keeps keys of its own',
      '[profile a]\ncredential_process = aws-vault exec a --json\n[profile b]\ncredential_process = granted credential-process --profile b\n',
      [],
    ],
    [
      'another one',
      '[profile a]\ncredential_process = AWS_PROFILE=b /bin/tool\n[profile b]\ncredential_process = stackpass credentials a\n',
      ['ProcessNeedsShell'],
    ],
  ])('a process that comes back to its profile: %s', (_, config, found) => {
    expect(codes(config)).toEqual(found)
  })

  it('are told of in words that no redaction hides', () => {
    const keys = 'aws_access_key_id = AKIAIOSFODNN7EXAMPLE\naws_secret_access_key = s\n'
    const sso = 'sso_account_id = 111122223333\nsso_role_name = Dev\n'
    const [problem] = problemsIn(`[profile x]\n${keys}${sso}`)
    expect(problem).toMatchObject({ code: 'SeveralSources' })
    expect(redactText(problem!.message)).toBe('x has more than one source: keys and Identity Center')
    expect(redactText(problem!.reason)).toBe(problem!.reason)
  })

  it('are MFA on the source alone, and long sessions behind a chain', () => {
    const keys = 'aws_access_key_id = AKIAIOSFODNN7EXAMPLE\naws_secret_access_key = s\n'
    const mfa = `[profile x]\n${keys}mfa_serial = arn:aws:iam::111122223333:mfa/jane\n[profile r]\n${role}`
    expect(codes(mfa)).toEqual(['MfaOnSource'])
    const chain = `[profile x]\n${keys}[profile r]\n${role}[profile s]\nrole_arn = arn:aws:iam::111122223333:role/y\nsource_profile = r\nduration_seconds = 7200\n`
    expect(codes(chain)).toEqual(['DurationInChain'])
    const [problem] = problemsIn(chain)
    expect(problem).toMatchObject({
      severity: 'error',
      fix: { operation: { type: 'fix', fix: { kind: 'setValue', value: '3600' } } },
    })
    // Temporary keys in a file may be those of a user: only then are longer sessions granted.
    const pasted = `[profile x]\n${keys.replace('AKIA', 'ASIA')}aws_session_token = t\n[profile r]\n${role}duration_seconds = 7200\n`
    expect(problemsIn(pasted).map(({ code, severity }) => [code, severity])).toEqual([
      ['DurationInChain', 'warning'],
    ])
    expect(codes(`[profile x]\n${keys}[profile r]\n${role}duration_seconds = 7200\n`)).toEqual([])
  })

  it('are a session and a profile that disagree', () => {
    const file = (region: string): string =>
      `[sso-session corp]\nsso_start_url = https://corp.awsapps.com/start\nsso_region = us-east-1\n[profile p]\nsso_session = corp\nsso_region = ${region}\nsso_account_id = 111122223333\nsso_role_name = Dev\n`
    expect(codes(file('us-east-1'))).toEqual([])
    expect(codes(file('eu-central-1'))).toEqual(['SsoDisagrees'])
  })
})

describe('values that are right', () => {
  it.each([
    'region = ap-southeast-7',
    'region = aws-global',
    'region = eusc-de-east-1',
    'region = garage\nendpoint_url = http://127.0.0.1:3900',
    'credential_process = granted credential-process --profile x',
    "credential_process = '/opt/my tools/x' --flag 'a b'",
    'mfa_serial = GAHT12345678',
    'common_fate_generated_from = aws-sso',
    'x_principal_arn = arn:aws:sts::1:assumed-role/x/y',
    'output = JSON',
    'duration_seconds =',
  ])('%s', (settings) => {
    expect(codes(`[profile x]\n${settings}\n`)).toEqual([])
  })
})
