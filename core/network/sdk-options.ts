import type { Connection } from './agents.ts'
import type { Endpoint } from './endpoint.ts'
import { retryOnce } from './retry-once.ts'

const noCredentials = (): Promise<never> =>
  Promise.reject(new Error('Every call brings its own credentials, or needs none'))

/**
 * The settings of an SDK client: gives each setting that the client would otherwise look up, because a missing one
 * makes it parse the user's config file with its own reader, which a section such as `[constructor]` turns against the
 * process (docs/adr/0005). The client has no credentials. Clock correction is off, because a wrong clock must be reported.
 */
export function sdkOptions(endpoint: Endpoint, timeoutMs: number, { agent }: Connection): object {
  return {
    region: endpoint.signingRegion,
    endpoint: endpoint.url,
    credentials: { accessKeyId: 'unused', secretAccessKey: 'unused' },
    credentialDefaultProvider: () => noCredentials,
    useFipsEndpoint: false,
    useDualstackEndpoint: false,
    ignoreConfiguredEndpointUrls: true,
    defaultsMode: 'standard',
    retryMode: 'standard',
    maxAttempts: 2,
    retryStrategy: retryOnce,
    authSchemePreference: [],
    sigv4aSigningRegionSet: [],
    userAgentAppId: 'stackpass',
    disableClockSkewCorrection: true,
    // The request timeout, which comes with each call, ends with the headers; this one covers a body that stalls.
    requestHandler: {
      httpAgent: agent,
      httpsAgent: agent,
      throwOnRequestTimeout: true,
      socketTimeout: timeoutMs,
    },
  }
}

const warningVariable = 'AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'

/** The SDK prints a note about future Node versions on the first client; it means nothing to the user of a profile. */
export function withoutVersionWarning<T>(make: () => T): T {
  const before = process.env[warningVariable]
  process.env[warningVariable] = 'true'
  try {
    return make()
  } finally {
    if (before === undefined) delete process.env[warningVariable]
    else process.env[warningVariable] = before
  }
}
