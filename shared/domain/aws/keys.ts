/** The keys of a long-lived key pair. */
export const keyPair = ['aws_access_key_id', 'aws_secret_access_key'] as const

/** Session tokens; the second name is boto2's and still written by saml2aws. */
export const tokenKeys: ReadonlySet<string> = new Set(['aws_session_token', 'aws_security_token'])

/** What signs requests together with a key ID. Whether it is secret is another question: `isSecretName`. */
export const secretKeys: ReadonlySet<string> = new Set(['aws_secret_access_key', ...tokenKeys])

/** Where tools note the end of temporary keys, the most common ones first. No SDK reads them. */
export const expiryKeys: readonly string[] = [
  'x_security_token_expires',
  'aws_expiration',
  'expiration',
  'aws_session_expiration',
  'aws_credential_expiration',
  'aws_credentials_expiration',
  'aws_session_token_expiration',
  'aws_security_token_expiration',
  'aws_token_expiration',
  'session_expiration',
  'token_expiration',
  'expires_at',
  'expires',
]

const expiryKeySet: ReadonlySet<string> = new Set(expiryKeys)

export function isExpiryKey(key: string): boolean {
  return expiryKeySet.has(key)
}

const credentialKeys: ReadonlySet<string> = new Set([
  ...keyPair,
  ...tokenKeys,
  ...expiryKeys,
  'x_principal_arn',
  // Beside the keys that it is about, see session-profile.ts.
  'stackpass_session_of',
])

/** Keys that belong into the credentials file when they are new. */
export function isCredentialKey(key: string): boolean {
  return credentialKeys.has(key)
}

/**
 * Settings whose value is a command: for credentials, and for MFA codes (of aws-vault and Stackpass; the AWS tools ignore it).
 */
export const programSettings: readonly string[] = ['credential_process', 'mfa_process']

export const isProgramSetting = (key: string): boolean => programSettings.includes(key)

/** What a list shows about a profile, or judges it by: these are read without the rest of its settings. */
const listedKeys: readonly string[] = [
  ...keyPair,
  ...tokenKeys,
  ...expiryKeys,
  ...(
    'region role_arn source_profile credential_source web_identity_token_file sso_session sso_account_id sso_role_name ' +
    'sso_start_url sso_region credential_process login_session stackpass_session_of'
  ).split(' '),
]

/** The place of each of them in a list of their values. */
export const listedPlaces: ReadonlyMap<string, number> = new Map(listedKeys.map((key, place) => [key, place]))

/** Settings that AWS tools know: used to tell a key from the text of a continued value. */
export const knownKeys: ReadonlySet<string> = new Set([
  ...credentialKeys,
  ...(
    'region output role_arn source_profile credential_source external_id mfa_serial role_session_name duration_seconds ' +
    'credential_process mfa_process web_identity_token_file sso_session sso_start_url sso_region sso_account_id sso_role_name ' +
    'sso_registration_scopes services endpoint_url ignore_configured_endpoint_urls login_session cli_pager cli_auto_prompt ' +
    'cli_binary_format cli_history cli_timestamp_format cli_follow_urlparam ca_bundle parameter_validation retry_mode ' +
    'max_attempts defaults_mode use_fips_endpoint use_dualstack_endpoint sts_regional_endpoints s3 tcp_keepalive ' +
    's3_use_arn_region s3_us_east_1_regional_endpoint s3_disable_multiregion_access_points api_versions ' +
    'metadata_service_timeout metadata_service_num_attempts ec2_metadata_service_endpoint ' +
    'ec2_metadata_service_endpoint_mode ec2_metadata_v1_disabled endpoint_discovery_enabled sdk_ua_app_id ' +
    'request_min_compression_size_bytes disable_request_compression request_checksum_calculation ' +
    'response_checksum_validation account_id_endpoint_mode sigv4a_signing_region_set aws_account_id user_agent_appid ' +
    'csm_enabled csm_port csm_host csm_client_id'
  ).split(' '),
])

/** Settings that AWS tools know in a nested block: those of `s3`, and of every service in a `services` section. */
export const knownNestedKeys: ReadonlySet<string> = new Set(
  (
    'addressing_style endpoint_url max_bandwidth max_concurrent_requests max_queue_size multipart_chunksize ' +
    'multipart_threshold payload_signing_enabled preferred_transfer_client should_stream signature_version ' +
    'target_bandwidth use_accelerate_endpoint use_dualstack_endpoint'
  ).split(' '),
)
