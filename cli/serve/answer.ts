import type { ServerResponse } from 'node:http'
import { securityHeaders } from '../../core/page/security-headers.ts'
import type { PageResponse } from '../../core/page/serve-page.ts'
import type { Reply } from '../../shared/contract/index.ts'
import { fail } from '../../shared/result.ts'
import type { Refusal } from './request-guard.ts'

export const apiHeaders = { ...securityHeaders, 'cache-control': 'no-store' }

export function send(response: ServerResponse, page: PageResponse, headOnly = false): void {
  response.writeHead(page.status, { ...page.headers, 'content-length': page.body.length })
  response.end(headOnly ? undefined : page.body)
}

/** Sends a reply that anybody may read. */
export function sendReply(response: ServerResponse, status: number, value: Reply<unknown>): void {
  send(response, {
    status,
    headers: { ...apiHeaders, 'content-type': 'application/json; charset=utf-8' },
    body: new Uint8Array(Buffer.from(JSON.stringify(value))),
  })
}

export function sendRefusal(response: ServerResponse, refusal: Refusal): void {
  sendReply(
    response,
    refusal.status,
    fail('NotAllowed', refusal.message, {
      reason: refusal.reason,
      remedy: 'Open the page by the address that `stackpass serve` printed.',
    }),
  )
}

/** Answers that the body is too large, without reading the rest of it. */
export function sendTooLarge(response: ServerResponse): void {
  response.setHeader('connection', 'close')
  sendReply(
    response,
    413,
    fail('BadInput', 'The request is larger than 2 MB', {
      reason: 'No call of the page needs that much.',
      remedy: 'Send less at once.',
    }),
  )
}
