import { randomUUID } from 'node:crypto'
import { type IncomingMessage, type ServerResponse, createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { runIam } from '../iam/actions.ts'
import { createIamWorld, type IamWorld } from '../iam/world.ts'
import * as actions from './actions.ts'
import { authenticate, requireAuthorization } from './authenticate.ts'
import { type FailureName, type Identity, type Role } from './identities.ts'
import { StsError, type StsReply, errorReply, successReply } from './replies.ts'
import type { SignedRequest } from './signature.ts'

export interface StsDoubleOptions {
  readonly identities?: readonly Identity[]
  readonly roles?: readonly Role[]
  /** Time before each answer, in milliseconds. */
  readonly latencyMs?: number
  /** Answers wait until so many requests are open at once; what comes one by one is answered in groups of so many. */
  readonly gather?: number
  /** The double's own work counts as part of the latency; for measurements. */
  readonly latencyFromArrival?: boolean
  /** The region that requests must be signed for; any when absent. */
  readonly region?: string
  /** The server's clock minus the true one, in milliseconds. */
  readonly clockOffsetMs?: number
  /** Keep what was received; off for benchmarks. */
  readonly record?: boolean
}

/** One request as the double saw it. */
export interface ReceivedCall {
  readonly action: string
  readonly accessKeyId?: string
  readonly region?: string
  readonly form: URLSearchParams
  readonly headers: Readonly<Record<string, string | string[] | undefined>>
  readonly status: number
}

/** The double without a port of its own, for a server that serves more than STS. */
export interface StsListener {
  readonly identities: Map<string, Identity>
  readonly roles: Map<string, Role>
  /** What IAM knows beyond the identities. */
  readonly iam: IamWorld
  readonly received: readonly ReceivedCall[]
  /** All requests so far, the most that were open at once, and the connections that were opened. */
  counts(): { readonly requests: number; readonly mostAtOnce: number; readonly connections: number }
  /** Answers a request; rejects where the double itself failed. */
  handle(message: IncomingMessage, response: ServerResponse): Promise<void>
  /** Counts a connection. */
  connected(): void
}

export interface StsDouble extends Pick<StsListener, 'identities' | 'roles' | 'iam' | 'received' | 'counts'> {
  /** `http://127.0.0.1:PORT` */
  readonly url: string
  close(): Promise<void>
}

type Outcome = StsReply | 'reset' | 'never' | 'stall'

const text = (status: number, contentType: string, body: string): StsReply => ({ status, contentType, body })
const proxyPage =
  '<!DOCTYPE html><html><head><title>Sign in</title></head><body>Please sign in to the network</body></html>'

function forced(failure: FailureName, times: number): Outcome | StsError | undefined {
  switch (failure) {
    case 'ExpiredToken':
    case 'ExpiredTokenException':
      return new StsError(403, failure, 'The security token included in the request is expired')
    case 'InvalidClientTokenId':
      return new StsError(403, failure, 'The security token included in the request is invalid.')
    case 'SignatureDoesNotMatch':
      return new StsError(
        403,
        failure,
        'The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method. Consult the service documentation for details.',
      )
    case 'AccessDenied':
      return new StsError(
        403,
        failure,
        'User is not authorized to perform this action with an explicit deny in a service control policy',
      )
    case 'RegionDisabledException':
      return new StsError(
        403,
        failure,
        'STS is not activated in this region for account:123456789012. Your account administrator can activate STS in this region using the IAM Console.',
      )
    case 'MissingAuthenticationToken':
      return new StsError(403, failure, 'Request is missing Authentication Token')
    case 'Throttling':
      return new StsError(400, failure, 'Rate exceeded')
    case 'ThrottlingOnce':
      return times === 1 ? new StsError(400, 'Throttling', 'Rate exceeded') : undefined
    case 'InternalFailure':
      return new StsError(500, failure, 'The request processing has failed because of an unknown error')
    case 'InternalFailureOnce':
      return times === 1
        ? new StsError(500, 'InternalFailure', 'The request processing has failed')
        : undefined
    case 'ProxyHtml':
      return text(502, 'text/html; charset=utf-8', proxyPage)
    case 'ProxyHtmlOk':
      return text(200, 'text/html', proxyPage)
    case 'ProxyRedirect':
      return text(302, 'text/html', proxyPage)
    case 'NotXml':
      return text(200, 'text/plain', 'it works')
    case 'Odd':
      return new StsError(418, 'Teapot', 'A code that no client knows')
    case 'Slow':
      return 'never'
    case 'Stall':
      return 'stall'
    case 'Reset':
      return 'reset'
  }
}

async function readBody(request: IncomingMessage): Promise<Buffer> {
  const parts: Buffer[] = []
  for await (const part of request) parts.push(part as Buffer)
  return Buffer.concat(parts)
}

/**
 * A loopback double of the STS query protocol: form POST in, XML out, Signature Version 4 checked for real.
 * Identities, roles and failures are configured by key id.
 */
export function createStsListener(options: StsDoubleOptions = {}): StsListener {
  const identities = new Map((options.identities ?? []).map((one) => [one.accessKeyId, one]))
  const roles = new Map((options.roles ?? []).map((one) => [one.arn, one]))
  const world: actions.StsWorld = { identities, roles, usedMfaCodes: new Set() }
  const iam = createIamWorld(identities)
  const received: ReceivedCall[] = []
  const failuresSeen = new Map<string, number>()
  let requests = 0
  let open = 0
  let mostAtOnce = 0
  let connections = 0

  function run(request: SignedRequest, form: URLSearchParams): Outcome {
    const requestId = randomUUID()
    const action = form.get('Action') ?? ''
    try {
      if (request.method !== 'POST') throw new StsError(405, 'MethodNotAllowed', 'Use POST')
      if (form.get('Version') === '2010-05-08') return runIam(iam, request, form, requestId)
      if (form.get('Version') !== '2011-06-15') {
        throw new StsError(
          400,
          'InvalidAction',
          `Could not find operation ${action} for version ${form.get('Version')}`,
        )
      }
      if (action === 'AssumeRoleWithWebIdentity') {
        return successReply(action, actions.assumeRoleWithWebIdentity(world, form), requestId)
      }
      const { accessKeyId } = requireAuthorization(request)
      const failure = identities.get(accessKeyId)?.failure
      if (failure) {
        const times = (failuresSeen.get(accessKeyId) ?? 0) + 1
        failuresSeen.set(accessKeyId, times)
        const outcome = forced(failure, times)
        if (outcome instanceof StsError) throw outcome
        if (outcome) return outcome
      }
      const { identity } = authenticate(request, identities, {
        clockOffsetMs: options.clockOffsetMs ?? 0,
        ...(options.region !== undefined && { region: options.region }),
        isUnknown: iam.isUnknown,
      })
      iam.used(identity.accessKeyId, 'sts')
      switch (action) {
        case 'GetCallerIdentity':
          return successReply(action, actions.getCallerIdentity(identity), requestId)
        case 'AssumeRole':
          return successReply(action, actions.assumeRole(world, identity, form), requestId)
        case 'GetSessionToken':
          return successReply(action, actions.getSessionToken(world, identity, form), requestId)
        case 'GetFederationToken':
          return successReply(action, actions.getFederationToken(world, identity, form), requestId)
        default:
          throw new StsError(
            400,
            'InvalidAction',
            `Could not find operation ${action} for version 2011-06-15`,
          )
      }
    } catch (error) {
      if (error instanceof StsError) return errorReply(error, requestId)
      throw error
    }
  }

  let waiting: (() => void)[] = []

  /** Resolves for all that wait here as soon as they are as many as wanted. */
  function gathered(): Promise<void> {
    return new Promise((resolve) => {
      waiting.push(resolve)
      if (waiting.length < (options.gather ?? 1)) return
      for (const go of waiting) go()
      waiting = []
    })
  }

  async function handle(message: IncomingMessage, response: ServerResponse): Promise<void> {
    const arrived = performance.now()
    requests += 1
    open += 1
    mostAtOnce = Math.max(mostAtOnce, open)
    response.on('close', () => {
      open -= 1
    })
    const body = await readBody(message)
    const form = new URLSearchParams(body.toString('utf8'))
    const request = { method: message.method ?? '', url: message.url ?? '/', headers: message.headers, body }
    const outcome = run(request, form)
    await gathered()
    if (options.latencyMs) {
      const spent = options.latencyFromArrival === true ? performance.now() - arrived : 0
      await sleep(Math.max(0, options.latencyMs - spent))
    }
    if (options.record !== false) {
      const scope = /Credential=([^/]+)\/\d+\/([^/]+)\//.exec(message.headers.authorization ?? '')
      received.push({
        action: form.get('Action') ?? '',
        ...(scope && { accessKeyId: scope[1]!, region: scope[2]! }),
        form,
        headers: message.headers,
        status: typeof outcome === 'string' ? 0 : outcome.status,
      })
    }
    if (outcome === 'never') return
    if (outcome === 'stall') {
      response.writeHead(200, { 'content-type': 'text/xml', 'content-length': 500 })
      response.write('<GetCallerIdentityResponse')
      return
    }
    if (outcome === 'reset') {
      message.socket.resetAndDestroy()
      return
    }
    const key = /Credential=([^/]+)\//.exec(message.headers.authorization ?? '')?.[1]
    const offset = identities.get(key ?? '')?.clockOffsetMs ?? options.clockOffsetMs ?? 0
    response.writeHead(outcome.status, {
      'content-type': outcome.contentType,
      'content-length': Buffer.byteLength(outcome.body),
      date: new Date(Date.now() + offset).toUTCString(),
      ...(outcome.status === 302 && { location: 'http://portal.example.com/' }),
    })
    response.end(outcome.body)
  }

  return {
    identities,
    roles,
    iam,
    received,
    counts: () => ({ requests, mostAtOnce, connections }),
    handle,
    connected() {
      connections += 1
    },
  }
}

/** That double on a port of its own. */
export async function startStsDouble(options: StsDoubleOptions = {}): Promise<StsDouble> {
  const { handle, connected, ...sts } = createStsListener(options)
  const server = createServer((message, response) => {
    handle(message, response).catch((error: unknown) => {
      response.writeHead(500, { 'content-type': 'text/plain' })
      response.end(`the double itself failed: ${String(error)}`)
    })
  })
  server.on('connection', connected)
  server.keepAliveTimeout = 30_000
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}`,
    ...sts,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}
