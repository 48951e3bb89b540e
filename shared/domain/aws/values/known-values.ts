/** Where a role may get its first credentials from, in exactly this spelling. */
export const credentialSources = ['Environment', 'Ec2InstanceMetadata', 'EcsContainer'] as const

/** Settings with a few possible values. */
export const keyChoices: ReadonlyMap<string, readonly string[]> = new Map([
  ['output', ['json', 'text', 'table', 'yaml', 'yaml-stream', 'off']],
  ['retry_mode', ['legacy', 'standard', 'adaptive']],
  ['sts_regional_endpoints', ['legacy', 'regional']],
  ['account_id_endpoint_mode', ['preferred', 'disabled', 'required']],
  ...['use_fips_endpoint', 'use_dualstack_endpoint', 'ignore_configured_endpoint_urls'].map(
    (key): [string, string[]] => [key, ['true', 'false']],
  ),
])
