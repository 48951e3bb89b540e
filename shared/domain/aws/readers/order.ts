/**
 * The orders in which the readers look for credentials: the first that has something decides.
 * Each word is a step that the reader's own file implements; nothing else knows an order.
 */

/** botocore 1.44: the AWS CLI v1, boto3; the AWS CLI v2 carries the same resolver. */
const botocoreSource = ['web-identity', 'sso', 'keys-credentials', 'login', 'process', 'keys-config'] as const
const botocoreProfile = ['role', ...botocoreSource, 'container', 'imds'] as const
export const botocoreOrder = {
  /** A profile named in code leaves the environment out: `environment`, and the variables of `web-identity`. */
  profileInCode: botocoreProfile,
  profileFromEnvironment: ['environment', ...botocoreProfile],
  /** A profile that another one names in `source_profile`; a role of its own comes first only where it has no keys. */
  sourceProfile: botocoreSource,
} as const

/** @aws-sdk/credential-provider-node and -ini. A failure leads to the next step unless the provider forbids it. */
export const jsOrder = {
  /** AWS_PROFILE counts as a profile: with one, `environment` is left out. */
  profileNamed: ['profile', 'process', 'web-identity-environment', 'remote'],
  noProfileNamed: ['environment', 'profile', 'process', 'web-identity-environment', 'remote'],
  profile: ['role', 'keys', 'web-identity', 'process', 'sso', 'login'],
  /** As a source profile, keys come before a role. */
  sourceProfile: ['keys', 'role', 'web-identity', 'process', 'sso', 'login'],
} as const

/** aws-sdk-go-v2 config. A role of the profile goes on top of whatever was found, except for `web-identity`. */
export const goOrder = {
  profileInCode: ['profile'],
  /** The keys of the environment win over AWS_PROFILE. */
  profileFromEnvironment: ['environment', 'web-identity-environment', 'profile'],
  profile: [
    'source-profile',
    'keys',
    'credential-source',
    'web-identity',
    'sso',
    'login',
    'process',
    'container',
    'imds',
  ],
} as const

/** Pulumi's AWS provider: its own check first, then the same as Terraform's; each asks STS who it is. */
export const pulumiOrder = {
  /** Any of the three variables of keys, as if they were options; otherwise the profile (aws:profile, AWS_PROFILE) as in code. */
  check: ['environment-as-options', 'profile-as-option'],
  resources: 'terraform',
} as const

export type BotocoreStep = (typeof botocoreOrder)[keyof typeof botocoreOrder][number]
export type JsChainStep = (typeof jsOrder)['noProfileNamed'][number]
export type JsProfileStep = (typeof jsOrder)['profile'][number]
export type GoStartStep = (typeof goOrder)['profileFromEnvironment'][number]
export type GoProfileStep = (typeof goOrder)['profile'][number]
export type PulumiCheckStep = (typeof pulumiOrder)['check'][number]
