import { type Partition, partitionOfRegion } from '../../shared/domain/aws/partitions.ts'
import { iamHost, iamRegion } from './iam-host.ts'

export type Environment = Readonly<Record<string, string | undefined>>
export type Service = 'sts' | 'sso' | 'sso-oidc' | 'signin' | 'iam'

/** How a service names itself in environment variables and `services` sections, and its usual host. */
const services = {
  sts: { variable: 'STS', key: 'sts', host: 'sts' },
  sso: { variable: 'SSO', key: 'sso', host: 'portal.sso' },
  'sso-oidc': { variable: 'SSO_OIDC', key: 'sso_oidc', host: 'oidc' },
  signin: { variable: 'SIGNIN', key: 'signin', host: 'signin' },
  iam: { variable: 'IAM', key: 'iam', host: 'iam' },
} as const

const signinSuffixes: ReadonlyMap<string, string> = new Map([
  ['aws', 'signin.aws.amazon.com'],
  ['aws-cn', 'signin.amazonaws.cn'],
  ['aws-us-gov', 'signin.amazonaws-us-gov.com'],
  ['aws-eusc', 'signin.amazonaws-eusc.eu'],
])

/** The host of the sign-in service, by the rules of botocore 1.44; its name differs from all others. */
function signinHost(region: string, partition: Partition, fips: boolean, dualStack: boolean) {
  const suffix = signinSuffixes.get(partition.id)
  if (suffix === undefined) return undefined
  if (dualStack) return `signin${fips ? '-fips' : ''}.${region}.${partition.dualStackSuffix}`
  if (!fips) return `${region}.${suffix}`
  if (partition.id !== 'aws-us-gov') return `signin-fips.${region}.${partition.dnsSuffix}`
  const host = 'signin-fips.amazonaws-us-gov.com'
  return region === 'us-gov-west-1' ? host : `${region}.${host}`
}

export interface EndpointInput {
  readonly service: Service
  readonly region: string
  readonly env: Environment
  /** Dual-stack hosts, unless the user's switch says otherwise: for an instance whose portal is one. */
  readonly prefersDualStack?: boolean
  /** The settings of the profile, by lower-case key. */
  readonly setting: (key: string) => string | undefined
  /** A `services` section by name: keys such as `sts.endpoint_url`. */
  readonly servicesSection: (name: string) => ReadonlyMap<string, string> | undefined
}

export interface Endpoint {
  readonly url: string
  /** The URL without user, path and query: what may be shown. */
  readonly origin: string
  readonly signingRegion: string
  /** Where the URL comes from: a variable, a setting, or the rule of the partition. */
  readonly source: string
}

export type EndpointResult =
  | { readonly ok: true; readonly endpoint: Endpoint }
  | { readonly ok: false; readonly reason: string; readonly source: string }

const hostLabel = /^[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?$/

/** Reads a switch the way the SDKs do: only `true` and `false` count; anything else is an error in the SDKs, here `undefined`. */
function readSwitch(text: string | undefined): boolean | undefined {
  const lower = text?.trim().toLowerCase()
  return lower === 'true' ? true : lower === 'false' ? false : undefined
}

const switchValue = (input: EndpointInput, variable: string, key: string): boolean | undefined =>
  readSwitch(input.env[variable]) ?? readSwitch(input.setting(key))

const withoutUser = (url: string) => url.replace(/\/\/[^/@]*@/, '//')

const origins = new Map<string, string | undefined>()

/** The origin of an http or https URL, otherwise `undefined`; remembered, because thousands of profiles share a few URLs. */
function httpOrigin(text: string): string | undefined {
  if (!origins.has(text)) {
    if (origins.size > 1_000) origins.clear()
    const url = URL.canParse(text) ? new URL(text) : undefined
    origins.set(text, url && /^https?:$/.test(url.protocol) ? url.origin : undefined)
  }
  return origins.get(text)
}

/** The configured endpoint with its source: AWS_ENDPOINT_URL_<SERVICE>, AWS_ENDPOINT_URL, the services section, endpoint_url. */
function configuredEndpoint(input: EndpointInput): { url: string; source: string } | undefined {
  const { env, setting } = input
  if (switchValue(input, 'AWS_IGNORE_CONFIGURED_ENDPOINT_URLS', 'ignore_configured_endpoint_urls'))
    return undefined
  const { variable, key } = services[input.service]
  const section = setting('services')
  const candidates: readonly (readonly [string | undefined, string])[] = [
    [env[`AWS_ENDPOINT_URL_${variable}`], `AWS_ENDPOINT_URL_${variable}`],
    [env['AWS_ENDPOINT_URL'], 'AWS_ENDPOINT_URL'],
    [
      section === undefined ? undefined : input.servicesSection(section)?.get(`${key}.endpoint_url`),
      `services ${section ?? ''}, ${key}.endpoint_url`,
    ],
    [setting('endpoint_url'), 'endpoint_url'],
  ]
  const found = candidates.find(([url]) => url !== undefined && url !== '')
  return found && { url: found[0]!, source: found[1] }
}

/**
 * `fips-us-east-1` and `us-east-1-fips` of older settings are us-east-1 with FIPS endpoints, as botocore and the JS SDK read
 * them.
 */
function realRegion(region: string): { readonly region: string; readonly isFips: boolean } {
  const isFips = region.startsWith('fips-') || region.endsWith('-fips')
  return { region: isFips ? region.replace(/^fips-|-fips$/g, '') : region, isFips }
}

/**
 * Where a request of a profile goes, and for which region it is signed. Pure; the precedence is the one that the JS SDK and
 * botocore share. Not ok when the SDK would refuse: an invalid URL, a region that is not a host label, FIPS or dual stack
 * together with a configured URL.
 */
export function resolveEndpoint(input: EndpointInput): EndpointResult {
  const { service } = input
  const { region, isFips } = realRegion(input.region)
  const fips = isFips || switchValue(input, 'AWS_USE_FIPS_ENDPOINT', 'use_fips_endpoint') === true
  const dualStackSwitch = switchValue(input, 'AWS_USE_DUALSTACK_ENDPOINT', 'use_dualstack_endpoint')
  const dualStack = dualStackSwitch ?? input.prefersDualStack ?? false
  const partition = partitionOfRegion(region)
  const isGlobal = service === 'sts' && region === 'aws-global'
  const signingRegion = service === 'iam' ? iamRegion(partition) : isGlobal ? 'us-east-1' : region
  const configured = configuredEndpoint(input)
  if (configured) {
    const { source } = configured
    const origin = httpOrigin(configured.url)
    if (origin === undefined) {
      return { ok: false, source, reason: `${withoutUser(configured.url)} is not an http or https URL.` }
    }
    if (fips) return { ok: false, source, reason: 'FIPS and a configured endpoint cannot be combined.' }
    if (dualStackSwitch)
      return { ok: false, source, reason: 'Dual stack and a configured endpoint exclude each other.' }
    return { ok: true, endpoint: { url: configured.url, origin, signingRegion, source } }
  }
  if (!hostLabel.test(region)) {
    return { ok: false, source: 'region', reason: `${JSON.stringify(region)} cannot be part of a host name.` }
  }
  const { host } = services[service]
  const suffix = dualStack ? partition.dualStackSuffix : partition.dnsSuffix
  const rule = (url: string): EndpointResult => ({
    ok: true,
    endpoint: { url, origin: url, signingRegion, source: `partition ${partition.id}` },
  })
  if (isGlobal && !fips && !dualStack) return rule('https://sts.amazonaws.com')
  if (service === 'iam') return rule(`https://${iamHost(partition, fips, dualStack)}`)
  if (service === 'signin') {
    const host = signinHost(region, partition, fips, dualStack)
    return host === undefined
      ? { ok: false, source: 'region', reason: `No sign-in endpoint is known for ${region}.` }
      : rule(`https://${host}`)
  }
  const isGovernment = partition.id === 'aws-us-gov'
  if (fips && !dualStack && isGovernment) return rule(`https://${host}.${region}.amazonaws.com`)
  return rule(`https://${host}${fips ? '-fips' : ''}.${region}.${suffix}`)
}
