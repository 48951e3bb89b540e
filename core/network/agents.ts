import { Agent as HttpAgent } from 'node:http'
import { type AgentOptions, Agent as HttpsAgent } from 'node:https'
import type { Environment } from './endpoint.ts'
import { proxyFor } from './proxy.ts'
import { RouteError } from './route-error.ts'

const options = { keepAlive: true, maxSockets: 64, maxFreeSockets: 32, scheduling: 'lifo' } as const

/** One pair for all requests of the process, so that 500 profiles do not mean 500 TLS handshakes. */
const httpAgent = new HttpAgent(options)
const httpsAgent = new HttpsAgent(options)

/** What decides how a request goes out: proxies and certificates to trust. */
export interface Route {
  readonly env: Environment
  /** The setting `ca_bundle` of the profile. */
  readonly caBundle?: string | undefined
}

export interface Connection {
  /** The same for all requests that share connections. */
  readonly key: string
  readonly agent: HttpAgent
}

const others = new Map<string, Connection>()
const mostOthers = 32

const routeVariables = /^(https?|all)_proxy$|^(aws_ca_bundle|node_extra_ca_certs)$/i

/** True where no variable or setting concerns proxies or certificates, so that nothing must be loaded or read. */
const isPlain = ({ env, caBundle }: Route): boolean =>
  caBundle === undefined &&
  !Object.entries(env).some(
    ([name, value]) => value !== undefined && value !== '' && routeVariables.test(name),
  )

/**
 * The connections for a URL. Without a route, or where the user has set nothing, the plain pair, at once; otherwise agents
 * that are made once for each proxy and set of certificates. Rejects with RouteError.
 */
export async function connectionFor(url: string, route: Route | undefined): Promise<Connection> {
  const isSecure = url.startsWith('https:')
  const plain = isSecure ? { key: 'https', agent: httpsAgent } : { key: 'http', agent: httpAgent }
  if (route === undefined || isPlain(route)) return plain
  const proxy = proxyFor(url, route.env)
  if (proxy.kind === 'unusable')
    throw new RouteError(
      `${proxy.variable} cannot be used. ${proxy.why}`,
      `Correct ${proxy.variable}, or remove it.`,
    )
  const { trustedCertificates } = await import('./ca-bundle.ts')
  const trusted = isSecure ? await trustedCertificates(route.env, route.caBundle) : undefined
  if (proxy.kind === 'direct' && trusted === undefined) return plain
  const key = [plain.key, proxy.kind === 'proxy' ? proxy.url : '', trusted?.key ?? ''].join('\n')
  const known = others.get(key)
  if (known) return known
  const more: AgentOptions = { ...options, ...(trusted && { ca: [...trusted.ca] }) }
  const agent = proxy.kind === 'direct' ? new HttpsAgent(more) : await proxyAgent(proxy.url, isSecure, more)
  const connection = { key, agent }
  if (others.size >= mostOthers) {
    const [oldest, { agent: idle }] = [...others][0]!
    others.delete(oldest)
    idle.destroy()
  }
  others.set(key, connection)
  return connection
}

async function proxyAgent(url: string, isSecure: boolean, more: AgentOptions): Promise<HttpAgent> {
  if (!isSecure) {
    const { HttpProxyAgent } = await import('http-proxy-agent')
    return new HttpProxyAgent(url, more)
  }
  const { HttpsProxyAgent } = await import('https-proxy-agent')
  const agent = new HttpsProxyAgent(url, more)
  const connect = agent.connect.bind(agent)
  // The constructor's options apply only to the way to the proxy; these apply to the way through it.
  agent.connect = (request, way) =>
    connect(request, { ...way, ...(more.ca && { ca: more.ca }) } as typeof way)
  return agent
}

/** Closes idle connections, for hosts that end. */
export function closeConnections(): void {
  httpAgent.destroy()
  httpsAgent.destroy()
  for (const { agent } of others.values()) agent.destroy()
  others.clear()
}
