import type { Doubt } from './doubt.ts'

const partitions: ReadonlySet<string> = new Set(
  'aws aws-cn aws-us-gov aws-eusc aws-iso aws-iso-b aws-iso-e aws-iso-f'.split(' '),
)

const malformed = (key: string, reason: string, value?: string): Doubt => ({
  code: 'MalformedArn',
  severity: 'error',
  message: `${key} is not the ARN of ${key === 'role_arn' ? 'a role' : 'an MFA device'}`,
  reason,
  ...(value !== undefined && { repair: { value } }),
})

/** What the ARN is about, where there is a choice: `role/` for a role. */
const wanted: ReadonlyMap<string, RegExp> = new Map([
  ['role_arn', /^role\/./],
  ['mfa_serial', /^(?:mfa|sms-mfa)\/./],
])

/** What is wrong with the ARN of a role or an MFA device. */
export function doubtArn(key: string, value: string): Doubt | undefined {
  const kind = wanted.get(key)
  if (kind === undefined) return undefined
  // A hardware device is named by its serial number.
  if (key === 'mfa_serial' && !/^arn\b/i.test(value)) {
    return /^[\w+=/:,.@-]{9,256}$/.test(value)
      ? undefined
      : malformed(key, 'It is neither an ARN nor the serial number of a device')
  }
  const short = /^arn:([\w-]+):iam:(\d{12}:.+)$/.exec(value)
  if (short)
    return malformed(key, 'One colon is missing: IAM has no region', `arn:${short[1]}:iam::${short[2]}`)
  const parts = /^arn:([^:]*):([^:]*):([^:]*):([^:]*):(.+)$/.exec(value)
  if (parts === null)
    return malformed(
      key,
      `It has the form arn:aws:iam::123456789012:${key === 'role_arn' ? 'role/NAME' : 'mfa/NAME'}`,
    )
  const [, partition = '', service, region, account = '', resource = ''] = parts
  if (!partitions.has(partition)) {
    return {
      code: 'UnknownPartition',
      severity: 'error',
      message: `${key} names the partition ${partition || '(nothing)'}, which AWS does not have`,
      reason: 'The usual ones are aws, aws-cn and aws-us-gov',
    }
  }
  if (service === 'sts' && resource.startsWith('assumed-role/'))
    return malformed(
      key,
      'It is the ARN of a session; the ARN of its role begins with arn:aws:iam:: and role/',
    )
  if (service !== 'iam') return malformed(key, `It belongs to the service ${service || '(nothing)'}, not iam`)
  if (region !== '') return malformed(key, 'IAM has no region: nothing goes between its two colons')
  if (!/^\d{12}$/.test(account)) return malformed(key, 'An account ID has 12 digits')
  if (key === 'mfa_serial' && resource.startsWith('u2f/'))
    return malformed(
      key,
      'It belongs to a security key or passkey; tools can only send the codes of an authenticator app',
    )
  return kind.test(resource) ? undefined : malformed(key, `It names ${resource.split('/')[0]}`)
}

/** The partition and account that an ARN names. */
export function arnParts(arn: string): { readonly partition: string; readonly account: string } | undefined {
  const found = /^arn:([\w-]+):iam::(\d{12}):/.exec(arn)
  return found ? { partition: found[1]!, account: found[2]! } : undefined
}
