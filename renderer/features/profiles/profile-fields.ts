import { regionSuggestions } from '../../app/region-suggestions.ts'
import type { Suggestion } from '../../ui/suggest-field.tsx'
import type { ProfileKind } from './profile-kinds.ts'

export interface FieldSpec {
  readonly key: string
  readonly label: string
  readonly control: 'text' | 'secret' | 'suggest' | 'profile' | 'session'
  readonly suggestions?: readonly Suggestion[]
  readonly long?: boolean
  readonly mono?: boolean
  readonly placeholder?: string
  readonly required?: boolean
  /** Takes the trimmed value; returns what is wrong with it and how to fix it. */
  readonly check?: (value: string) => string | undefined
}

const accessKeyPattern = /^[A-Z0-9]+$/
const roleArnPattern = /^arn:[a-z0-9-]+:iam::\d{12}:role\/.+$/
const secretLength = 40
const keyIdShortest = 16

function checkAccessKey(value: string): string | undefined {
  if (!accessKeyPattern.test(value)) return 'Key IDs have capital letters and digits only.'
  if (value.length < keyIdShortest) {
    return `Key IDs have at least ${keyIdShortest} characters. This one has ${value.length}.`
  }
  return undefined
}

function checkWhole(value: string): string | undefined {
  const least = 60
  const most = 43_200
  const seconds = Number(value)
  if (Number.isInteger(seconds) && seconds >= least && seconds <= most) return undefined
  return `Write whole seconds between ${least} and ${most}.`
}

const checkAccount = (value: string) => (/^\d{12}$/.test(value) ? undefined : 'Account IDs have 12 digits.')
const checkArn = (value: string) =>
  roleArnPattern.test(value) ? undefined : 'Role ARNs look like arn:aws:iam::111122223333:role/Name.'
const checkUrl = (value: string) => (/^https:\/\/\S+$/.test(value) ? undefined : 'Write the https address.')

const accessKey: FieldSpec = {
  key: 'aws_access_key_id',
  label: 'Access key ID',
  control: 'text',
  mono: true,
  required: true,
  check: checkAccessKey,
}
const secretKey: FieldSpec = {
  key: 'aws_secret_access_key',
  label: 'Secret access key',
  control: 'secret',
  required: true,
  check: (value) =>
    /\s/.test(value)
      ? 'Secret keys have no blanks. Copy it again.'
      : value.length < secretLength
        ? `Secret keys have ${secretLength} characters. This one has ${value.length}.`
        : undefined,
}
const token: FieldSpec = {
  key: 'aws_session_token',
  label: 'Session token',
  control: 'secret',
  long: true,
  required: true,
  check: (value) => (/\s/.test(value) ? 'Tokens have no blanks or line ends. Copy it again.' : undefined),
}
const region: FieldSpec = {
  key: 'region',
  label: 'Region',
  control: 'suggest',
  suggestions: regionSuggestions,
  check: (value) =>
    /^[a-z]{2,}(-[a-z]+)+-\d+$/.test(value) || value === 'aws-global'
      ? undefined
      : 'Regions look like eu-west-1.',
}
const output: FieldSpec = {
  key: 'output',
  label: 'Output',
  control: 'suggest',
  suggestions: ['json', 'yaml', 'yaml-stream', 'text', 'table'].map((value) => ({ value })),
}
const roleArn: FieldSpec = {
  key: 'role_arn',
  label: 'Role ARN',
  control: 'text',
  mono: true,
  required: true,
  placeholder: 'arn:aws:iam::111122223333:role/Name',
  check: checkArn,
}
const roleSessionName: FieldSpec = { key: 'role_session_name', label: 'Session name', control: 'text' }

const byKind: Readonly<Record<ProfileKind, readonly FieldSpec[]>> = {
  keys: [accessKey, secretKey],
  session: [accessKey, secretKey, token],
  role: [
    roleArn,
    { key: 'source_profile', label: 'Source profile', control: 'profile' },
    {
      key: 'mfa_serial',
      label: 'MFA device',
      control: 'text',
      mono: true,
      placeholder: 'arn:aws:iam::111122223333:mfa/you',
    },
    { key: 'external_id', label: 'External ID', control: 'text' },
    roleSessionName,
    { key: 'duration_seconds', label: 'Session length in seconds', control: 'text', check: checkWhole },
  ],
  sso: [
    { key: 'sso_session', label: 'SSO session', control: 'session' },
    {
      key: 'sso_account_id',
      label: 'Account ID',
      control: 'text',
      mono: true,
      required: true,
      check: checkAccount,
    },
    { key: 'sso_role_name', label: 'Role name', control: 'text', required: true },
  ],
  process: [
    { key: 'credential_process', label: 'Command', control: 'text', mono: true, long: true, required: true },
  ],
  'web-identity': [
    roleArn,
    { key: 'web_identity_token_file', label: 'Token file', control: 'text', mono: true, required: true },
    roleSessionName,
  ],
  login: [{ key: 'login_session', label: 'Login session', control: 'text', mono: true, required: true }],
  incomplete: [],
}

/** Fields of the older way to set up SSO, without an sso-session section; also those of such a section. */
export const ssoAddressFields: readonly FieldSpec[] = [
  {
    key: 'sso_start_url',
    label: 'Start URL',
    control: 'text',
    mono: true,
    required: true,
    placeholder: 'https://example.awsapps.com/start',
    check: checkUrl,
  },
  { ...region, key: 'sso_region', label: 'SSO region', required: true },
]

/** The fields of a kind in the order of the form; region and output end every form. */
export function fieldsOf(kind: ProfileKind): readonly FieldSpec[] {
  return [...byKind[kind], region, output]
}

/** The field for any key, known or not. */
export function fieldFor(key: string, secret: boolean): FieldSpec {
  const known = [...Object.values(byKind).flat(), ...ssoAddressFields, region, output].find(
    (field) => field.key === key,
  )
  return known ?? { key, label: key, control: secret ? 'secret' : 'text', mono: true }
}

/** Keys that can be added to any profile, with what they do. */
export const otherKeys: readonly Suggestion[] = [
  { value: 'endpoint_url', about: 'where requests go' },
  { value: 'ca_bundle', about: 'certificates' },
  { value: 'cli_pager', about: 'AWS CLI' },
  { value: 'cli_auto_prompt', about: 'AWS CLI' },
  { value: 'retry_mode', about: 'standard, adaptive, legacy' },
  { value: 'max_attempts', about: 'retries' },
  { value: 'sts_regional_endpoints', about: 'regional, legacy' },
  { value: 'use_fips_endpoint', about: 'true, false' },
  { value: 'use_dualstack_endpoint', about: 'true, false' },
  { value: 'services', about: 'a services section' },
  { value: 'credential_source', about: 'Environment, Ec2InstanceMetadata, EcsContainer' },
  { value: 'duration_seconds', about: 'of a role session' },
  { value: 'external_id' },
  { value: 'mfa_serial' },
  { value: 'role_session_name' },
  { value: 'source_profile' },
  { value: 'region' },
  { value: 'output' },
  { value: 's3.addressing_style', about: 'path, virtual, auto' },
  { value: 's3.max_concurrent_requests' },
  { value: 'x_security_token_expires', about: 'end of temporary keys' },
]
