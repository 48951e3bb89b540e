import type {
  AssumeRoleCommandInput,
  AssumeRoleWithWebIdentityCommandInput,
  Credentials as StsCredentials,
  STSClient,
} from '@aws-sdk/client-sts'
import type { Endpoint } from './endpoint.ts'
import { loadStsSdk, stsClient } from './sts-client.ts'
import type { Credentials } from './types.ts'

/** How one call is sent. */
export interface CallOptions {
  readonly endpoint: Endpoint
  readonly timeoutMs: number
  readonly signal?: AbortSignal
}

/** The part of the SDK's context that its signing step reads (SMITHY_CONTEXT_KEY of @smithy/types). */
interface SmithyContext {
  readonly __smithy_context?: { readonly selectedHttpAuthScheme?: { signer: unknown } }
}

interface Stack {
  addRelativeTo(middleware: unknown, options: object): void
}

type Next = (args: unknown) => Promise<unknown>

/**
 * Makes this one command be signed with these credentials, whatever client sends it: after the SDK chose how to sign, and
 * before it signs, the SDK's own signer is given them. A client per profile would do the same at several times the cost.
 */
function signWith(client: STSClient, command: object, credentials: Credentials, region: string): void {
  const { accessKeyId, secretAccessKey, sessionToken } = credentials
  const identity = { accessKeyId, secretAccessKey, ...(sessionToken !== undefined && { sessionToken }) }
  const { signerConstructor: Signer, sha256 } = client.config as unknown as SignerParts
  const inner = new Signer({ service: 'sts', region, credentials: identity, sha256, uriEscapePath: true })
  const signer = {
    sign: (request: unknown) =>
      inner.sign(request, { signingDate: new Date(), signingRegion: region, signingService: 'sts' }),
  }
  const stack = (command as { readonly middlewareStack: Stack }).middlewareStack
  stack.addRelativeTo(
    (next: Next, context: SmithyContext) => (args: unknown) => {
      const scheme = context.__smithy_context?.selectedHttpAuthScheme
      if (!scheme) throw new Error('The SDK chose no way to sign this request')
      scheme.signer = signer
      return next(args)
    },
    { relation: 'before', toMiddleware: 'httpSigningMiddleware', name: 'callCredentials' },
  )
}

interface SignerParts {
  readonly sha256: unknown
  readonly signerConstructor: new (options: object) => {
    sign(request: unknown, options: object): Promise<unknown>
  }
}

const httpOptions = (options: CallOptions) => ({
  requestTimeout: options.timeoutMs,
  ...(options.signal && { abortSignal: options.signal }),
})

/** A reply that parses but is none of STS, such as a sign-in page: classifyCallError names it. */
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

export interface CallerIdentity {
  readonly account: string
  readonly arn: string
  readonly userId: string
}

/** `sts:GetCallerIdentity`. Throws what the SDK throws; classify it with classifyCallError. */
export async function getCallerIdentity(
  credentials: Credentials,
  options: CallOptions,
): Promise<CallerIdentity> {
  const { GetCallerIdentityCommand } = await loadStsSdk()
  const client = await stsClient(options.endpoint)
  const command = new GetCallerIdentityCommand({})
  signWith(client, command, credentials, options.endpoint.signingRegion)
  const { Account, Arn, UserId } = await client.send(command, httpOptions(options))
  if (!Account || !Arn || !UserId) throw notAws('The answer names no account')
  return { account: Account, arn: Arn, userId: UserId }
}

/** `sts:AssumeRole`, signed with the source credentials. */
export async function assumeRole(
  source: Credentials,
  input: AssumeRoleCommandInput,
  options: CallOptions,
): Promise<Credentials> {
  const { AssumeRoleCommand } = await loadStsSdk()
  const client = await stsClient(options.endpoint)
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
  const client = await stsClient(options.endpoint)
  const output = await client.send(new AssumeRoleWithWebIdentityCommand(input), httpOptions(options))
  return fromSts(output.Credentials, output.AssumedRoleUser?.Arn)
}

/** `sts:GetSessionToken` with an MFA code: one code then serves several roles. */
export async function getSessionToken(
  source: Credentials,
  mfa: { readonly serial: string; readonly code: string },
  options: CallOptions,
): Promise<Credentials> {
  const { GetSessionTokenCommand } = await loadStsSdk()
  const client = await stsClient(options.endpoint)
  const command = new GetSessionTokenCommand({
    SerialNumber: mfa.serial,
    TokenCode: mfa.code,
    DurationSeconds: 3600,
  })
  signWith(client, command, source, options.endpoint.signingRegion)
  const output = await client.send(command, httpOptions(options))
  return fromSts(output.Credentials, undefined)
}
