import { refuse, throwIfCancelled } from './failure.ts'
import { type HttpOptions, exchange } from '../network/http.ts'
import { jsonObject, textOf } from '../../shared/domain/text/json-object.ts'
import type { CredentialContext, Credentials } from './types.ts'

/** A service of the machine answers at once or not at all, as the SDKs assume. */
const timeoutMs = 1_000

const unavailable = (profile: string, service: string, reason: string): never =>
  refuse(
    'NoCredentials',
    `${profile} takes its credentials from ${service}, which gave none.`,
    reason,
    'Verify it on the machine that the profile is for, or name a source_profile.',
  )

function parse(body: string, profile: string, service: string): Credentials {
  const fields = jsonObject(body)
  const accessKeyId = textOf(fields, 'AccessKeyId')
  const secretAccessKey = textOf(fields, 'SecretAccessKey')
  if (!accessKeyId || !secretAccessKey) return unavailable(profile, service, 'The answer holds no keys.')
  const sessionToken = textOf(fields, 'Token')
  const expiresAt = Date.parse(textOf(fields, 'Expiration') ?? '')
  return {
    accessKeyId,
    secretAccessKey,
    ...(sessionToken && { sessionToken }),
    ...(!Number.isNaN(expiresAt) && { expiresAt }),
  }
}

async function ask(url: string, options: HttpOptions, profile: string, service: string): Promise<string> {
  try {
    const answer = await exchange(url, options)
    if (answer.status === 200) return answer.body
    return unavailable(profile, service, `It answered with status ${answer.status}.`)
  } catch (error) {
    throwIfCancelled(options.signal)
    if (error instanceof Error && error.name === 'CredentialError') throw error
    return unavailable(profile, service, 'It did not answer: this may not be an EC2 instance or a container.')
  }
}

/**
 * The role of the machine, by IMDSv2. `endpoint`: where a variable or the profile says it is. Only when credentials are wanted.
 */
export async function fromInstanceMetadata(
  profile: string,
  endpoint: string | undefined,
  context: CredentialContext,
): Promise<Credentials> {
  const service = 'the EC2 metadata service'
  if (context.allowMetadata !== true) return unavailable(profile, service, 'Stackpass does not ask it here.')
  const isIpv6 = context.env['AWS_EC2_METADATA_SERVICE_ENDPOINT_MODE'] === 'IPv6'
  const usual = isIpv6 ? 'http://[fd00:ec2::254]' : 'http://169.254.169.254'
  const base = (endpoint || usual).replace(/\/$/, '')
  const http = { timeoutMs, ...(context.signal && { signal: context.signal }) }
  const token = await ask(
    `${base}/latest/api/token`,
    { ...http, method: 'PUT', headers: { 'x-aws-ec2-metadata-token-ttl-seconds': '21600' } },
    profile,
    service,
  )
  const authorized = { ...http, headers: { 'x-aws-ec2-metadata-token': token } }
  const path = `${base}/latest/meta-data/iam/security-credentials/`
  const role = (await ask(path, authorized, profile, service)).trim().split('\n')[0] ?? ''
  const body = await ask(`${path}${encodeURIComponent(role)}`, authorized, profile, service)
  return parse(body, profile, service)
}

/** The reader decides which endpoint may be asked, and with which token. */
export async function fromContainer(
  profile: string,
  url: string,
  authorization: string | undefined,
  context: CredentialContext,
): Promise<Credentials> {
  const service = 'the container credentials service'
  if (context.allowMetadata !== true) return unavailable(profile, service, 'Stackpass does not ask it here.')
  const headers = authorization ? { authorization: authorization.trim() } : {}
  const http = { timeoutMs, headers, ...(context.signal && { signal: context.signal }) }
  return parse(await ask(url, http, profile, service), profile, service)
}
