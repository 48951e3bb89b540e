import type * as OidcModule from '@aws-sdk/client-sso-oidc'
import type { SSOOIDCClient, SSOOIDCClientConfig } from '@aws-sdk/client-sso-oidc'
import { connectionFor, type Route } from '../network/agents.ts'
import type { Endpoint } from '../network/endpoint.ts'
import { sdkOptions, withoutVersionWarning } from '../network/sdk-options.ts'

/** Where a sign-in goes, and how. */
export interface OidcPlace {
  readonly endpoint: Endpoint
  readonly route: Route
  readonly timeoutMs: number
}

export interface Oidc {
  readonly sdk: typeof OidcModule
  readonly client: SSOOIDCClient
  readonly http: (signal: AbortSignal) => {
    readonly requestTimeout: number
    readonly abortSignal: AbortSignal
  }
}

/** The official client, loaded when somebody signs in: loading it takes longer than most commands. */
export async function openOidc({ endpoint, route, timeoutMs }: OidcPlace): Promise<Oidc> {
  const sdk = await import('@aws-sdk/client-sso-oidc')
  const options = sdkOptions(endpoint, timeoutMs, await connectionFor(endpoint.url, route))
  const client = withoutVersionWarning(() => new sdk.SSOOIDCClient(options as SSOOIDCClientConfig))
  // It would tell AWS about the machine.
  if (!client.middlewareStack.remove('getUserAgentMiddleware'))
    throw new Error('The SDK has no step getUserAgentMiddleware any more')
  return { sdk, client, http: (abortSignal) => ({ requestTimeout: timeoutMs, abortSignal }) }
}
