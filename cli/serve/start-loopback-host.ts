import { randomBytes } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Core } from '../../core/create-core.ts'
import { securityHeaders } from '../../core/page/security-headers.ts'
import { plainAnswer, servePage, type PageResponse } from '../../core/page/serve-page.ts'
import type { Reply } from '../../shared/contract/index.ts'
import { fail } from '../../shared/result.ts'
import { streamEvents, type EventSource } from './event-stream.ts'
import { readJson } from './read-json.ts'
import { checkApiRequest, checkHost, type Guard } from './request-guard.ts'

const apiHeaders = { ...securityHeaders, 'cache-control': 'no-store' }
const closeGraceMs = 2_000

export interface LoopbackHost {
  /** With the token in the fragment, which browsers never send. */
  readonly url: string
  /** Lets running requests finish, ends event streams, then frees the port. The core stays open. */
  close(): Promise<void>
}

export interface LoopbackOptions {
  /** The core, which may still be loading while the first files of the page go out. */
  readonly core: () => Promise<Pick<Core, 'dispatch'> & EventSource>
  /** Folder of the built page. */
  readonly pageRoot: string
  /** Port to listen on; absent or 0 takes a free one. */
  readonly port?: number
}

/**
 * Serves the page and the contract on 127.0.0.1. Rejects with the system's error when the port is taken.
 * The rules are those of docs/SECURITY.md, "Loopback host".
 */
export async function startLoopbackHost(options: LoopbackOptions): Promise<LoopbackHost> {
  const token = randomBytes(32).toString('base64url')
  const streams = new Set<() => void>()
  let guard: Guard = { host: '', token }

  const running = new Set<Promise<void>>()
  const server = createServer((request, response) => {
    const answered = answer(options, guard, streams, request, response)
      .catch(() => {
        // Only a broken connection or an unreadable page folder ends here; neither may take the host down.
        if (response.headersSent) response.destroy()
        else send(response, plainAnswer(500, 'Stackpass could not answer'))
      })
      .finally(() => running.delete(answered))
    running.add(answered)
  })
  server.headersTimeout = 10_000
  server.requestTimeout = 30_000
  server.keepAliveTimeout = 5_000
  server.maxHeadersCount = 60
  server.maxConnections = 64

  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen({ host: '127.0.0.1', port: options.port ?? 0, exclusive: true }, resolve)
  })
  guard = { host: `127.0.0.1:${String((server.address() as AddressInfo).port)}`, token }

  const close = async (): Promise<void> => {
    for (const end of streams) end()
    const closed = new Promise<void>((resolve) => server.close(() => resolve()))
    const grace = new AbortController()
    await Promise.race([
      Promise.all(running),
      sleep(closeGraceMs, undefined, { signal: grace.signal }).catch(() => undefined),
    ])
    grace.abort()
    // One turn more, so that the last answers leave before their connections are cut.
    await sleep(20)
    server.closeAllConnections()
    await closed
  }
  return { url: `http://${guard.host}/#token=${token}`, close }
}

async function answer(
  options: LoopbackOptions,
  guard: Guard,
  streams: Set<() => void>,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const method = request.method ?? ''
  const path = (request.url ?? '').split('?', 1)[0] ?? ''

  const wrongHost = checkHost(guard, request.headers)
  if (wrongHost) return send(response, plainAnswer(wrongHost.status, wrongHost.message))

  if (path !== '/api/call' && path !== '/api/events') {
    if (method !== 'GET' && method !== 'HEAD')
      return send(response, plainAnswer(405, 'This address takes GET only'))
    return send(response, await servePage(options.pageRoot, path), method === 'HEAD')
  }

  const refusal = checkApiRequest(guard, method, request.headers)
  if (refusal)
    return reply(response, refusal.status, fail('NotAllowed', refusal.message, { reason: refusal.reason }))

  const body = await readJson(request)
  if (body.kind === 'tooLarge') {
    response.setHeader('connection', 'close')
    return reply(response, 413, fail('BadInput', 'The request is larger than 2 MB'))
  }
  if (body.kind === 'invalid') return reply(response, 400, fail('BadInput', 'The request is not JSON'))

  const core = await options.core()
  if (path === '/api/events') {
    const end = streamEvents(core, response, apiHeaders, () => streams.delete(end))
    streams.add(end)
    return
  }
  const { method: name, input } = asCall(body.value)
  if (typeof name !== 'string') return reply(response, 400, fail('BadInput', 'The request names no method'))
  reply(response, 200, await core.dispatch(name, input))
}

function asCall(value: unknown): { readonly method?: unknown; readonly input?: unknown } {
  return typeof value === 'object' && value !== null ? value : {}
}

function reply(response: ServerResponse, status: number, value: Reply<unknown>): void {
  send(response, {
    status,
    headers: { ...apiHeaders, 'content-type': 'application/json; charset=utf-8' },
    body: new Uint8Array(Buffer.from(JSON.stringify(value))),
  })
}

function send(response: ServerResponse, page: PageResponse, headOnly = false): void {
  response.writeHead(page.status, { ...page.headers, 'content-length': page.body.length })
  response.end(headOnly ? undefined : page.body)
}
