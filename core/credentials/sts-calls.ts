import type {
  AssumeRoleCommandInput,
  AssumeRoleWithWebIdentityCommandInput,
  Credentials as StsCredentials,
  GetFederationTokenCommandInput,
  STSClient,
} from '@aws-sdk/client-sts'
import type { Route } from '../network/agents.ts'
import type { Endpoint } from '../network/endpoint.ts'
import { loadStsSdk, sendAgain, signBeforeSending, stsClient } from './sts-client.ts'
import type { CallerIdentity, Credentials } from './types.ts'

/** How to send one call. */
export interface CallOptions {
  readonly endpoint: Endpoint
  readonly timeoutMs: number
  readonly route: Route
  readonly signal?: AbortSignal
}

interface Command {
  readonly input: object
}

interface SignerParts {
  readonly sha256: unknown
  readonly signerConstructor: new (options: object) => {
    sign(request: unknown, options: object): Promise<unknown>
  }
}

/**
 * Signs this one command with these credentials by the SDK's own signer, whichever client sends it. A client per
 * profile would do the same at several times the cost. A command without this goes out unsigned, and AWS refuses it.
 */
function signWith(client: STSClient, command: Command, credentials: Credentials, region: string): void {
  const { accessKeyId, secretAccessKey, sessionToken } = credentials
  const identity = { accessKeyId, secretAccessKey, ...(sessionToken !== undefined && { sessionToken }) }
  const { signerConstructor: Signer, sha256 } = client.config as unknown as SignerParts
  const signer = new Signer({ service: 'sts', region, credentials: identity, sha256, uriEscapePath: true })
  const options = { signingRegion: region, signingService: 'sts' }
  signBeforeSending(command.input, (request) => signer.sign(request, { ...options, signingDate: new Date() }))
}

const httpOptions = (options: CallOptions) => ({
  requestTimeout: options.timeoutMs,
  ...(options.signal && { abortSignal: options.signal }),
})

/** A reply that parses but does not come from STS, such as a sign-in page: classifyCallError names it. */
const notAws = (message: string) => Object.assign(new Error(message), { name: 'NotAws' })

function fromSts(found: StsCredentials | undefined, arn: string | undefined): Credentials {
  if (!found?.AccessKeyId || !found.SecretAccessKey) throw notAws('The answer holds no credentials')
  const accountId = arn?.split(':')[4]
  return {
    accessKeyId: found.AccessKeyId,
    secretAccessKey: found.SecretAccessKey,
    ...(found.SessionToken && { sessionToken: found.SessionToken }),
    ...(found.Expiration && { expiresAt: found.Expiration.getTime() }),
    ...(accountId && { accountId }),
  }
}

/** A role as requested. */
export type RoleRequest = AssumeRoleCommandInput

/** `sts:GetCallerIdentity`. Throws what the SDK throws; classify it with classifyCallError. */
export async function getCallerIdentity(
  credentials: Credentials,
  options: CallOptions,
): Promise<CallerIdentity> {
  const { GetCallerIdentityCommand } = await loadStsSdk()
  const client = await stsClient(options)
  const command = new GetCallerIdentityCommand({})
  signWith(client, command, credentials, options.endpoint.signingRegion)
  const started = performance.now()
  const { Account, Arn, UserId } = await sendAgain(client, command, httpOptions(options))
  if (!Account || !Arn || !UserId) throw notAws('The answer names no account')
  const latencyMs = Math.round((performance.now() - started) * 10) / 10
  return { account: Account, arn: Arn, userId: UserId, latencyMs }
}

/** `sts:AssumeRole`, signed with the source credentials. */
export async function assumeRole(
  source: Credentials,
  input: RoleRequest,
  options: CallOptions,
): Promise<Credentials> {
  const { AssumeRoleCommand } = await loadStsSdk()
  const client = await stsClient(options)
  const command = new AssumeRoleCommand(input)
  signWith(client, command, source, options.endpoint.signingRegion)
  const output = await client.send(command, httpOptions(options))
  return fromSts(output.Credentials, output.AssumedRoleUser?.Arn)
}

/** `sts:AssumeRoleWithWebIdentity`: not signed, the token is the proof. */
export async function assumeRoleWithWebIdentity(
  input: AssumeRoleWithWebIdentityCommandInput,
  options: CallOptions,
): Promise<Credentials> {
  const { AssumeRoleWithWebIdentityCommand } = await loadStsSdk()
  const client = await stsClient(options)
  const command = new AssumeRoleWithWebIdentityCommand(input)
  const output = await client.send(command, httpOptions(options))
  return fromSts(output.Credentials, output.AssumedRoleUser?.Arn)
}

const sessionSeconds = 12 * 3_600

/** `sts:GetSessionToken` with an MFA code: one code then serves all roles, for twelve hours as in the AWS CLI. */
export async function getSessionToken(
  source: Credentials,
  mfa: { readonly serial: string; readonly code: string },
  options: CallOptions,
): Promise<Credentials> {
  const { GetSessionTokenCommand } = await loadStsSdk()
  const client = await stsClient(options)
  const command = new GetSessionTokenCommand({
    SerialNumber: mfa.serial,
    TokenCode: mfa.code,
    DurationSeconds: sessionSeconds,
  })
  signWith(client, command, source, options.endpoint.signingRegion)
  const output = await client.send(command, httpOptions(options))
  return fromSts(output.Credentials, undefined)
}

/** `sts:GetFederationToken`, signed with the keys of a user: a session that the console takes. */
export async function getFederationToken(
  source: Credentials,
  input: GetFederationTokenCommandInput,
  options: CallOptions,
): Promise<Credentials> {
  const { GetFederationTokenCommand } = await loadStsSdk()
  const client = await stsClient(options)
  const command = new GetFederationTokenCommand(input)
  signWith(client, command, source, options.endpoint.signingRegion)
  const output = await client.send(command, httpOptions(options))
  return fromSts(output.Credentials, output.FederatedUser?.Arn)
}
