import type { Environment } from './locations.ts'

export interface EndpointQuestion {
  /** The service id in snake case, as in a `services` section: `sts`, `s3`, `dynamodb`. */
  readonly service: string
  readonly environment: Environment
  /** The settings of the profile, by key. */
  readonly profile: ReadonlyMap<string, { readonly value: string }>
  /** The settings of the `services` section that the profile names; nested ones as `sts.endpoint_url`. */
  readonly services?: ReadonlyMap<string, { readonly value: string }> | undefined
  /** An endpoint given in code. */
  readonly client?: string | undefined
  readonly ignoreConfigured?: boolean | undefined
}

export interface ConfiguredEndpoint {
  readonly url: string
  readonly source: 'client' | 'environment' | 'services' | 'profile'
  /** The variable or setting it comes from. */
  readonly key: string
}

/**
 * The endpoint that was configured for a service, by the precedence that botocore and the JS SDK share: code, variable of the
 * service, variable for all, the profile's `services` section, the profile. Undefined when the SDK's own endpoint applies.
 */
export function configuredEndpointUrl(question: EndpointQuestion): ConfiguredEndpoint | undefined {
  const { service, environment, profile, services, client } = question
  if (client) return { url: client, source: 'client', key: 'endpoint' }
  const ignored =
    question.ignoreConfigured ??
    (
      environment['AWS_IGNORE_CONFIGURED_ENDPOINT_URLS'] ??
      profile.get('ignore_configured_endpoint_urls')?.value ??
      ''
    ).toLowerCase() === 'true'
  if (ignored) return undefined
  const variables = [`AWS_ENDPOINT_URL_${service.toUpperCase().replaceAll(/[ -]/g, '_')}`, 'AWS_ENDPOINT_URL']
  for (const key of variables) {
    const url = environment[key]
    if (url) return { url, source: 'environment', key }
  }
  const nested = `${service}.endpoint_url`
  const own = services?.get(nested)?.value
  if (own) return { url: own, source: 'services', key: nested }
  const general = profile.get('endpoint_url')?.value
  return general ? { url: general, source: 'profile', key: 'endpoint_url' } : undefined
}
