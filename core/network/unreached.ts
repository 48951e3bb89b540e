import { RouteError } from './route-error.ts'

/** Why a request got no answer, in words for the user. */
export interface Unreached {
  readonly code: 'NoNetwork' | 'Timeout'
  readonly message: string
  readonly reason: string
  readonly remedy: string
  readonly detail?: string
}

const networkReasons = new Map([
  ['ENOTFOUND', 'The name could not be resolved.'],
  ['EAI_AGAIN', 'The name could not be resolved just now.'],
  ['ECONNREFUSED', 'The connection was refused.'],
  ['ECONNRESET', 'The connection was reset.'],
  ['EPIPE', 'The connection was closed.'],
  ['EHOSTUNREACH', 'There is no route to the host.'],
  ['ENETUNREACH', 'There is no network.'],
  ['ENETDOWN', 'The network is down.'],
  ['EADDRNOTAVAIL', 'There is no network.'],
  ['EHOSTDOWN', 'The host is down.'],
  ['EPROTO', 'The TLS handshake failed.'],
])

const timeoutCodes = new Set(['ETIMEDOUT', 'ESOCKETTIMEDOUT', 'TimeoutError'])

const isCertificateCode = (code: string) =>
  /CERT|SELF_SIGNED|UNABLE_TO_VERIFY|UNABLE_TO_GET_ISSUER|ALTNAME/.test(code)

/** Says why `url` was not reached; undefined for every other error. */
export function unreached(thrown: unknown, url: string): Unreached | undefined {
  const error = (typeof thrown === 'object' && thrown !== null ? thrown : {}) as {
    readonly name?: string
    readonly code?: unknown
  }
  const host = URL.canParse(url) ? new URL(url).host : url
  const code = typeof error.code === 'string' ? error.code : ''
  if (thrown instanceof RouteError) {
    const { message, remedy } = thrown
    return { code: 'NoNetwork', message: `${host} was not asked.`, reason: message, remedy }
  }
  // The SDK calls a reset connection a timeout; its Node code tells more.
  const network = networkReasons.get(code)
  if (network || isCertificateCode(code)) {
    return {
      code: 'NoNetwork',
      message: `${host} could not be reached.`,
      reason: network ?? `Its certificate is not trusted here (${code}).`,
      remedy: network
        ? 'Check the network, VPN and proxy settings, and the endpoint of the profile.'
        : 'A proxy may replace certificates: set AWS_CA_BUNDLE, or ca_bundle of the profile, to a file with its certificate.',
      detail: code,
    }
  }
  if (timeoutCodes.has(error.name ?? '') || timeoutCodes.has(code)) {
    return {
      code: 'Timeout',
      message: `${host} did not answer in time.`,
      reason: 'The connection may be slow, or a firewall may drop it silently.',
      remedy: 'Try again, and check VPN and proxy settings.',
    }
  }
  return undefined
}
