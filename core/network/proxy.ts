import { isIP } from 'node:net'

type Environment = Readonly<Record<string, string | undefined>>

export type ProxyChoice =
  | { readonly kind: 'direct' }
  | { readonly kind: 'proxy'; readonly url: string }
  | { readonly kind: 'unusable'; readonly variable: string; readonly why: string }

const direct: ProxyChoice = { kind: 'direct' }

/** The first that is set; lower case goes first, as in curl and in the AWS CLI. */
function valueOf(
  env: Environment,
  name: string,
): { readonly variable: string; readonly value: string } | undefined {
  for (const variable of [name.toLowerCase(), name]) {
    const value = env[variable]?.trim()
    if (value !== undefined && value !== '') return { variable, value }
  }
  return undefined
}

const isLoopback = (host: string): boolean =>
  host === 'localhost' || host.endsWith('.localhost') || host === '[::1]' || /^127\.\d+\.\d+\.\d+$/.test(host)

/** True when an entry of NO_PROXY names the host: itself or a domain above it, with its port where it has one. */
function isNamed(entry: string, host: string, port: string): boolean {
  if (entry === '*') return true
  const [, name = '', wantedPort] = /^(.*?)(?::(\d+))?$/.exec(entry)!
  if (wantedPort !== undefined && wantedPort !== port) return false
  const domain = name.replace(/^\*?\./, '')
  if (domain === '') return false
  return host === domain || (isIP(host) === 0 && host.endsWith(`.${domain}`))
}

/**
 * The proxy for a URL as HTTPS_PROXY, HTTP_PROXY, ALL_PROXY and NO_PROXY say. Pure. A loopback address never goes through a
 * proxy. ALL_PROXY counts where it names an HTTP proxy; a SOCKS proxy is skipped, as the AWS CLI does.
 */
export function proxyFor(url: string, env: Environment): ProxyChoice {
  const target = new URL(url)
  const host = target.hostname.toLowerCase()
  const isSecure = target.protocol === 'https:'
  const all = valueOf(env, 'ALL_PROXY')
  const isSocks = all !== undefined && /^socks/i.test(all.value)
  const found = valueOf(env, isSecure ? 'HTTPS_PROXY' : 'HTTP_PROXY') ?? (isSocks ? undefined : all)
  if (found === undefined || isLoopback(host)) return direct
  const port = target.port || (isSecure ? '443' : '80')
  const exceptions =
    valueOf(env, 'NO_PROXY')
      ?.value.toLowerCase()
      .split(/[\s,]+/) ?? []
  if (exceptions.some((entry) => entry !== '' && isNamed(entry, host, port))) return direct
  const text = /^[a-z][a-z0-9+.-]*:\/\//i.test(found.value) ? found.value : `http://${found.value}`
  const proxy = URL.canParse(text) ? new URL(text) : undefined
  if (!proxy || !/^https?:$/.test(proxy.protocol) || proxy.hostname === '') {
    const why =
      proxy && !/^https?:$/.test(proxy.protocol)
        ? `It is a ${proxy.protocol.slice(0, -1)} proxy; only http and https ones can be used.`
        : 'It is not the address of a proxy.'
    return { kind: 'unusable', variable: found.variable, why }
  }
  return { kind: 'proxy', url: proxy.href }
}
