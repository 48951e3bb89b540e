const titles = new Map([
  ['allowedAccountIds', 'Allowed accounts'],
  ['forbiddenAccountIds', 'Forbidden accounts'],
  ['accessKey', 'Access key ID'],
  ['secretKey', 'Secret access key'],
  ['token', 'Session token'],
  ['assumeRole', 'Assume role (old name)'],
  ['assumeRoleWithWebIdentity', 'Web identity'],
  ['customCaBundle', 'CA bundle'],
  ['httpProxy', 'HTTP proxy'],
  ['httpsProxy', 'HTTPS proxy'],
  ['noProxy', 'No proxy for'],
  ['roleArn', 'Role ARN'],
  ['externalId', 'External ID'],
  ['policyArns', 'Policy ARNs'],
])

const groups = new Map([
  ['basics', 'Basics'],
  ['credentials', 'Credentials'],
  ['roles', 'Roles and web identity'],
  ['safety', 'Account guard'],
  ['tags', 'Tags'],
  ['endpoints', 'Endpoints'],
  ['network', 'Network and retries'],
  ['s3', 'S3'],
  ['files', 'Shared files'],
  ['skips', 'Skipped checks'],
  ['imds', 'Instance metadata'],
])

/** "skipRegionValidation" as "Skip region validation". */
export function optionTitle(name: string): string {
  const known = titles.get(name)
  if (known !== undefined) return known
  const words = name.replace(/([a-z0-9])([A-Z])/g, '$1 $2').toLowerCase()
  return words.charAt(0).toUpperCase() + words.slice(1)
}

export function groupTitle(group: string): string {
  return groups.get(group) ?? optionTitle(group)
}

/** Shown without unfolding, in this order; so is every option that is set. */
export const basicOptions = ['profile', 'region', 'assumeRoles', 'allowedAccountIds', 'defaultTags'] as const
