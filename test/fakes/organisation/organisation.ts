import { type IncomingMessage, type ServerResponse, createServer } from 'node:http'
import { createServer as createTlsServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { type StsDoubleOptions, type StsListener, createStsListener } from '../sts/server.ts'
import { oidcRoutes } from './oidc.ts'
import { portalRoutes } from './portal.ts'
import { type Call, type Outcome, type ReceivedCall, type Routes, html, json } from './routes.ts'
import { type Account, type Knobs, type World, defaultKnobs, giveTokens, random } from './world.ts'

export interface OrganisationOptions {
  readonly accounts?: readonly Account[]
  readonly knobs?: Partial<Knobs>
  readonly startUrl?: string
  /** Who the roles' sessions are named after. */
  readonly user?: string
  /** Users and roles beside those of Identity Center. */
  readonly sts?: StsDoubleOptions
  /** More modules of the same server: `signin`, federation. */
  readonly routes?: readonly ((world: World) => Routes)[]
  readonly tls?: { readonly key: string; readonly cert: string }
}

export interface Organisation {
  /** `http://127.0.0.1:PORT`; serves OIDC, portal, STS and what was given in `routes`. */
  readonly url: string
  readonly startUrl: string
  readonly world: World
  readonly knobs: Knobs
  readonly received: readonly ReceivedCall[]
  readonly sts: Pick<StsListener, 'identities' | 'roles' | 'received' | 'counts'>
  /** The variables that lead every tool here. */
  readonly env: Readonly<Record<string, string>>
  /** Requests that were made to wait so far. */
  waiting(): number
  /** What was received for a path. */
  callsTo(path: string): readonly ReceivedCall[]
  /** A session as the AWS CLI would have left it, registered and known to the double. */
  cached(more?: { readonly endsInSeconds?: number }): Readonly<Record<string, string>>
  close(): Promise<void>
}

const proxyPage = '<!DOCTYPE html><html><body>Please sign in to the network</body></html>'

async function read(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = []
  for await (const part of request) parts.push(part as Buffer)
  return Buffer.concat(parts).toString('utf8')
}

const isoSeconds = (ms: number) => new Date(ms).toISOString().replace(/\.\d{3}Z$/, 'Z')

/**
 * A loopback double of an organisation: SSO OIDC, the access portal and STS on one port, with PKCE, signatures, single
 * use of codes and refresh tokens checked for real. The keys that the portal gives are good at its STS.
 */
export async function startOrganisation(options: OrganisationOptions = {}): Promise<Organisation> {
  const sts = createStsListener(options.sts)
  const received: ReceivedCall[] = []
  const knobs = { ...defaultKnobs(), ...options.knobs }
  const world: World = {
    knobs,
    startUrl: options.startUrl ?? 'https://example.awsapps.com/start',
    user: options.user ?? 'ana@example.com',
    accounts: [...(options.accounts ?? [{ id: '123456789012', name: 'Example', roles: ['Admin'] }])],
    identities: sts.identities,
    registrations: new Map(),
    codes: new Map(),
    devices: new Map(),
    accessTokens: new Map(),
    refreshTokens: new Map(),
    address: { url: '' },
    now: () => Date.now() + knobs.clockOffsetMs,
  }
  const modules = [oidcRoutes, portalRoutes, ...(options.routes ?? [])]
  const routes: Routes = new Map(modules.flatMap((module) => [...module(world)]))

  let waiting = 0

  function forced(call: Call): Outcome | undefined {
    const { throttle } = knobs
    if (throttle !== undefined && throttle.times > 0 && call.path.startsWith(throttle.path)) {
      throttle.times -= 1
      const headers = { 'x-amzn-errortype': 'TooManyRequestsException' }
      const wait = throttle.retryAfter === undefined ? {} : { 'retry-after': throttle.retryAfter }
      return json(429, { message: 'Too many' }, { ...headers, ...wait })
    }
    if (knobs.failure === 'html') return html(200, proxyPage)
    if (knobs.failure === 'server')
      return json(500, { message: 'Broken' }, { 'x-amzn-errortype': 'InternalServerException' })
    return undefined
  }

  async function handle(message: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(message.url ?? '/', 'http://127.0.0.1')
    const method = message.method ?? ''
    if (method === 'POST' && url.pathname === '/') return sts.handle(message, response)
    const body = await read(message)
    const call = { method, path: url.pathname, query: url.searchParams, headers: message.headers, body }
    if (knobs.waitMs > 0) {
      waiting += 1
      const gone = new AbortController()
      response.on('close', () => gone.abort())
      const left = await sleep(knobs.waitMs, false, { signal: gone.signal }).catch(() => true)
      if (left) return
    }
    const answer = forced(call) ?? (await routes.get(`${method} ${url.pathname}`)?.(call))
    const outcome = answer ?? json(404, { message: 'Not found' })
    received.push({ ...call, status: typeof outcome === 'string' ? 0 : outcome.status })
    if (knobs.latencyMs > 0) await sleep(knobs.latencyMs)
    if (outcome === 'never') return
    if (outcome === 'reset') {
      message.socket.resetAndDestroy()
      return
    }
    const length = String(Buffer.byteLength(outcome.body))
    const date = new Date(world.now()).toUTCString()
    response.writeHead(outcome.status, { ...outcome.headers, 'content-length': length, date })
    response.end(outcome.body)
  }

  const listener = (message: IncomingMessage, response: ServerResponse): void => {
    handle(message, response).catch((error: unknown) => {
      response.writeHead(500, { 'content-type': 'text/plain' })
      response.end(`the double itself failed: ${String(error)}`)
    })
  }
  const server = options.tls ? createTlsServer(options.tls, listener) : createServer(listener)
  server.on('connection', sts.connected)
  server.keepAliveTimeout = 30_000
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  const url = `${options.tls ? 'https' : 'http'}://127.0.0.1:${port}`
  world.address.url = url
  return {
    url,
    startUrl: world.startUrl,
    world,
    knobs,
    received,
    sts,
    env: { AWS_ENDPOINT_URL: url },
    waiting: () => waiting,
    callsTo: (path) => received.filter((call) => call.path === path),
    cached({ endsInSeconds = knobs.accessSeconds } = {}) {
      const clientId = random('client')
      const clientSecret = random('secret')
      const registrationEnd = world.now() + knobs.registrationSeconds * 1000
      world.registrations.set(clientId, {
        clientId,
        clientSecret,
        grantTypes: ['authorization_code', 'refresh_token'],
        redirectUris: ['http://127.0.0.1/oauth/callback'],
        scopes: ['sso:account:access'],
        expiresAt: registrationEnd,
      })
      const tokens = giveTokens(world)
      const end = world.now() + endsInSeconds * 1000
      world.accessTokens.set(tokens.accessToken, end)
      return {
        startUrl: world.startUrl,
        region: 'eu-west-1',
        ...tokens,
        expiresAt: isoSeconds(end),
        clientId,
        clientSecret,
        registrationExpiresAt: isoSeconds(registrationEnd),
      }
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}
