import type { Environment } from '../locations.ts'
import type { FileProblem, Severity } from '../types.ts'
import { doubtRegion } from '../values/regions.ts'

interface About {
  readonly code: string
  readonly severity: Severity
  readonly message: string
  readonly reason: string
}

type Add = (about: About) => void

/** Variables that count only together. */
function checkHalves(environment: Environment, add: Add): void {
  const halves: readonly (readonly [name: string, needs: readonly string[], why: string])[] = [
    [
      'AWS_ACCESS_KEY_ID',
      ['AWS_SECRET_ACCESS_KEY'],
      'The AWS CLI and the check that Pulumi makes before a run stop with an error; SDKs look elsewhere',
    ],
    [
      'AWS_SECRET_ACCESS_KEY',
      ['AWS_ACCESS_KEY_ID'],
      'No tool uses a secret without its key ID; the check that Pulumi makes before a run stops with an error',
    ],
    [
      'AWS_ACCESS_KEY',
      ['AWS_SECRET_KEY', 'AWS_SECRET_ACCESS_KEY'],
      'The Go and Java SDKs read this old name',
    ],
    ['AWS_SECRET_KEY', ['AWS_ACCESS_KEY', 'AWS_ACCESS_KEY_ID'], 'The Go and Java SDKs read this old name'],
    [
      'AWS_SESSION_TOKEN',
      ['AWS_ACCESS_KEY_ID', 'AWS_ACCESS_KEY'],
      'A token belongs to the key pair it came with; the check that Pulumi makes before a run stops with an error',
    ],
    [
      'AWS_WEB_IDENTITY_TOKEN_FILE',
      ['AWS_ROLE_ARN'],
      'The token is for a role, and no role is named; the Go SDK, Terraform and Pulumi stop with an error',
    ],
    [
      'AWS_ROLE_ARN',
      ['AWS_WEB_IDENTITY_TOKEN_FILE'],
      'SDKs take a role from the environment only together with a token file',
    ],
    [
      'AWS_CONTAINER_AUTHORIZATION_TOKEN',
      ['AWS_CONTAINER_CREDENTIALS_FULL_URI', 'AWS_CONTAINER_CREDENTIALS_RELATIVE_URI'],
      'It is sent to the address of the container, and no address is set',
    ],
  ]
  for (const [name, needs, why] of halves) {
    if (!environment[name] || needs.some((need) => environment[need])) continue
    add({
      code: 'HalfIdentityInEnvironment',
      severity: 'warning',
      message: `${name} is set without ${needs.join(' or ')}`,
      reason: why,
    })
  }
}

function checkKeys(environment: Environment, now: number | undefined, add: Add): void {
  const id = environment['AWS_ACCESS_KEY_ID']
  if (!id) return
  const token = environment['AWS_SESSION_TOKEN'] || environment['AWS_SECURITY_TOKEN']
  if (id.startsWith('ASIA') && !token) {
    add({
      code: 'TemporaryKeyWithoutToken',
      severity: 'warning',
      message: 'The keys in the environment do not work without AWS_SESSION_TOKEN',
      reason: 'An access key ID that begins with ASIA is temporary and needs the token it was issued with',
    })
  }
  if (id.startsWith('AKIA') && token) {
    add({
      code: 'StaleToken',
      severity: 'warning',
      message: 'The session token in the environment does not belong to AWS_ACCESS_KEY_ID',
      reason: 'An access key ID that begins with AKIA is long-lived and has no token',
    })
  }
  const end = Date.parse(environment['AWS_CREDENTIAL_EXPIRATION'] ?? '')
  if (now !== undefined && end <= now) {
    add({
      code: 'ExpiredKeysInEnvironment',
      severity: 'warning',
      message: 'The keys in the environment have expired',
      reason: `AWS_CREDENTIAL_EXPIRATION says that they ended at ${new Date(end).toISOString()}`,
    })
  }
}

function checkOthers(environment: Environment, add: Add): void {
  const container =
    environment['AWS_CONTAINER_CREDENTIALS_FULL_URI'] || environment['AWS_CONTAINER_CREDENTIALS_RELATIVE_URI']
  if (environment['AWS_ROLE_ARN'] && environment['AWS_WEB_IDENTITY_TOKEN_FILE']) {
    add({
      code: 'WebIdentityInEnvironment',
      severity: 'warning',
      message: `Programs may sign in as ${environment['AWS_ROLE_ARN']}, whatever the profile`,
      reason:
        'AWS_ROLE_ARN and AWS_WEB_IDENTITY_TOKEN_FILE are set; some SDKs take them before the profile that AWS_PROFILE names',
    })
  }
  if (container) {
    add({
      code: 'ContainerInEnvironment',
      severity: 'info',
      message: 'Programs that find no other credentials take those of the container',
      reason: 'AWS_CONTAINER_CREDENTIALS_FULL_URI or AWS_CONTAINER_CREDENTIALS_RELATIVE_URI is set',
    })
  }
  if (environment['AWS_ACCOUNT_ID']) {
    add({
      code: 'AccountInEnvironment',
      severity: 'warning',
      message: `AWS_ACCOUNT_ID is ${environment['AWS_ACCOUNT_ID']}, whoever the credentials belong to`,
      reason:
        'SDKs treat it as the account of the keys in the environment, and send requests to its own endpoints',
    })
  }
  const other = environment['AWS_ACCESS_KEY']
  if (other && environment['AWS_SECRET_KEY'] && !environment['AWS_ACCESS_KEY_ID']) {
    add({
      code: 'OldKeysInEnvironment',
      severity: 'warning',
      message: 'AWS_ACCESS_KEY and AWS_SECRET_KEY hold keys that only some tools take',
      reason:
        'The Go SDK, Terraform and Pulumi take them before the profile that AWS_PROFILE names; the AWS CLI, boto3 and the JS SDK ignore them',
    })
  }
  if (other && environment['AWS_ACCESS_KEY_ID'] && other !== environment['AWS_ACCESS_KEY_ID']) {
    add({
      code: 'TwoKeysInEnvironment',
      severity: 'warning',
      message: 'AWS_ACCESS_KEY_ID and AWS_ACCESS_KEY name different keys',
      reason: 'The Go and Java SDKs also read the second, old name',
    })
  }
  if (environment['AWS_BEARER_TOKEN_BEDROCK']) {
    add({
      code: 'BearerTokenInEnvironment',
      severity: 'info',
      message: 'Amazon Bedrock is called with AWS_BEARER_TOKEN_BEDROCK, whatever the profile',
      reason: 'SDKs take this token before any credentials',
    })
  }
}

/** Regions and endpoints that go before those of every profile. */
function checkTargets(environment: Environment, add: Add): void {
  const { AWS_REGION: first, AWS_DEFAULT_REGION: second } = environment
  if (first && second && first !== second) {
    add({
      code: 'TwoRegionVariables',
      severity: 'warning',
      message: `AWS_REGION is ${first}, AWS_DEFAULT_REGION is ${second}`,
      reason: 'boto3 and AWS CLI 1 use the second, everything else the first',
    })
  }
  const ownEndpoint = Boolean(environment['AWS_ENDPOINT_URL'])
  for (const name of ['AWS_REGION', 'AWS_DEFAULT_REGION']) {
    const value = environment[name]
    const doubt = value ? doubtRegion('region', value, { ownEndpoint }) : undefined
    if (doubt === undefined) continue
    const { code, severity, message, reason } = doubt
    add({ code, severity, message: `${name}: ${message}`, reason })
  }
  for (const name of ['AWS_ENDPOINT_URL', 'AWS_ENDPOINT_URL_STS']) {
    const url = environment[name]
    if (!url) continue
    add({
      code: 'EndpointInEnvironment',
      severity: 'info',
      message: `${name} sends ${name === 'AWS_ENDPOINT_URL' ? 'every request' : 'requests for STS'} to another server`,
      reason: 'It takes precedence over the endpoints of the profile',
    })
  }
}

/** What in the environment is an identity, or a part of one, beside the profile. `now`: milliseconds since 1970. */
export function checkIdentity(environment: Environment, now: number | undefined, into: FileProblem[]): void {
  const add: Add = (about) => into.push({ ...about, readers: [] })
  checkHalves(environment, add)
  checkKeys(environment, now, add)
  checkOthers(environment, add)
  checkTargets(environment, add)
}
