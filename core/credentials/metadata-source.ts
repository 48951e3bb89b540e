import { foreignLimits } from '../system/foreign-limits.ts'
import { foreignText, readForeignFile } from '../system/read-foreign-file.ts'
import { refuse, throwIfCancelled } from './failure.ts'
import { type HttpOptions, exchange, jsonObject, textOf } from '../network/http.ts'
import type { CredentialContext, Credentials } from './types.ts'

/** A service of the machine answers at once or not at all, as in the SDKs. */
const timeoutMs = 1_000

const unavailable = (profile: string, service: string, reason: string): never =>
  refuse(
    'NoCredentials',
    `${profile} takes its source from ${service}, which gave no credentials.`,
    reason,
    'Verify it on the machine that it is meant for, or name a source_profile.',
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
    return unavailable(profile, service, 'It did not answer: this may not be such a machine.')
  }
}

/** Only for a profile that names `credential_source = Ec2InstanceMetadata`, and only when it is verified. IMDSv2. */
export async function fromInstanceMetadata(
  profile: string,
  context: CredentialContext,
): Promise<Credentials> {
  const service = 'the EC2 metadata service'
  if (context.allowMetadata !== true) return unavailable(profile, service, 'It is not asked here.')
  if (context.env['AWS_EC2_METADATA_DISABLED']?.toLowerCase() === 'true') {
    return unavailable(profile, service, 'AWS_EC2_METADATA_DISABLED switches it off.')
  }
  const isIpv6 = context.env['AWS_EC2_METADATA_SERVICE_ENDPOINT_MODE'] === 'IPv6'
  const usual = isIpv6 ? 'http://[fd00:ec2::254]' : 'http://169.254.169.254'
  const base = (context.env['AWS_EC2_METADATA_SERVICE_ENDPOINT'] || usual).replace(/\/$/, '')
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

const loopback = new Set([
  'localhost',
  '127.0.0.1',
  '[::1]',
  '169.254.170.2',
  '169.254.170.23',
  '[fd00:ec2::23]',
])

/** Only for a profile that names `credential_source = EcsContainer`. */
export async function fromContainer(profile: string, context: CredentialContext): Promise<Credentials> {
  const service = 'the container credentials service'
  const { env } = context
  if (context.allowMetadata !== true) return unavailable(profile, service, 'It is not asked here.')
  const relative = env['AWS_CONTAINER_CREDENTIALS_RELATIVE_URI']
  const url = relative ? `http://169.254.170.2${relative}` : env['AWS_CONTAINER_CREDENTIALS_FULL_URI']
  if (!url || !URL.canParse(url)) {
    return unavailable(profile, service, 'AWS_CONTAINER_CREDENTIALS_RELATIVE_URI and _FULL_URI are not set.')
  }
  const { protocol, hostname } = new URL(url)
  // The SDKs' rule: plain http only to the machine itself and to the addresses of the container agents.
  if (protocol !== 'https:' && !loopback.has(hostname)) {
    return unavailable(profile, service, `${hostname} may only be asked over https.`)
  }
  const tokenFile = env['AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE']
  const token = tokenFile
    ? foreignText(await readForeignFile(tokenFile, { maxBytes: foreignLimits.token }))
    : env['AWS_CONTAINER_AUTHORIZATION_TOKEN']
  if (tokenFile && token === undefined) return unavailable(profile, service, `${tokenFile} cannot be read.`)
  const headers = token ? { authorization: token.trim() } : {}
  const http = { timeoutMs, headers, ...(context.signal && { signal: context.signal }) }
  return parse(await ask(url, http, profile, service), profile, service)
}
