import type { IncomingMessage, ServerResponse } from 'node:http'
import { onBehalfOf } from '../../core/host/caller.ts'
import type { Core } from '../../core/start/create-core.ts'
import type { Reply } from '../../shared/contract/index.ts'
import { purposes, tabHeader, type Bytes } from '../../shared/loopback/tab-seal.ts'
import { fail, ok } from '../../shared/result.ts'
import { apiHeaders, send, sendRefusal, sendTooLarge } from './answer.ts'
import { streamEvents, type EventSource } from './event-stream.ts'
import { parseJson, readBody } from './read-body.ts'
import { checkApiRequest } from './request-guard.ts'
import type { Tab, TabKeys } from './tab-keys.ts'

export interface CallHost {
  /** "127.0.0.1:PORT". */
  readonly host: string
  readonly keys: TabKeys
  readonly core: () => Promise<Pick<Core, 'dispatch'> & EventSource>
  /** A new code for another tab. */
  readonly newCode: () => string
  /** Called when a request is proven to come from one of our tabs. */
  readonly onTrusted: (request: IncomingMessage) => void
}

export const callPaths: ReadonlySet<string> = new Set(['/api/call', '/api/events', '/api/code'])

/**
 * Answers a tab's calls. The request and the answer are sealed with the tab's key, which is never sent itself: a host without
 * the key can neither read nor answer.
 */
export async function answerCall(
  host: CallHost,
  path: string,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const refusal = checkApiRequest(
    host.host,
    request.method ?? '',
    request.headers,
    'application/octet-stream',
  )
  if (refusal) return sendRefusal(response, refusal)
  const id = request.headers[tabHeader]
  const tab = typeof id === 'string' ? host.keys.find(id) : undefined
  if (tab === undefined) return sendRefusal(response, noAccess)
  const sealed = await readBody(request)
  if (sealed === undefined) return sendTooLarge(response)
  const plain = await tab.seal.open(sealed, purposes.request(path))
  if (plain === undefined) return sendRefusal(response, noAccess)
  tab.touch()
  host.onTrusted(request)

  if (path === '/api/events')
    return streamEvents({ core: await host.core(), tab, request: sealed, response, headers: apiHeaders })
  const reply =
    path === '/api/code'
      ? ok({ code: host.newCode() })
      : await onBehalfOf({ kind: 'page', tab: id as string }, () => dispatch(host, plain))
  await sendSealed(response, tab, sealed, reply)
}

const noAccess = {
  status: 401,
  message: 'This page has no access to Stackpass',
  reason: 'Its key is missing, has expired, or belongs to another run.',
}

async function dispatch(host: CallHost, plain: Bytes): Promise<Reply<unknown>> {
  const body = parseJson(plain)
  if (body === undefined)
    return fail('BadInput', 'The request is not JSON', {
      reason: 'A call is one JSON object.',
      remedy: 'Send method and input as JSON.',
    })
  const { method, input } = asCall(body.value)
  if (typeof method !== 'string')
    return fail('BadInput', 'The request names no method', {
      reason: 'A call must name its method.',
      remedy: 'Give the name of a method; `stackpass call --help` lists them.',
    })
  return (await host.core()).dispatch(method, input)
}

function asCall(value: unknown): { readonly method?: unknown; readonly input?: unknown } {
  return typeof value === 'object' && value !== null ? value : {}
}

async function sendSealed(
  response: ServerResponse,
  tab: Tab,
  request: Bytes,
  reply: Reply<unknown>,
): Promise<void> {
  const plain = new Uint8Array(Buffer.from(JSON.stringify(reply)))
  send(response, {
    status: 200,
    headers: { ...apiHeaders, 'content-type': 'application/octet-stream' },
    body: await tab.seal.close(plain, purposes.reply(request)),
  })
}
