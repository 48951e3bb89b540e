import { createHash, timingSafeEqual } from 'node:crypto'
import type { IncomingHttpHeaders } from 'node:http'

export interface Refusal {
  readonly status: number
  readonly message: string
  readonly reason: string
}

/** What a request must show. `host` is "127.0.0.1:PORT" and nothing else: a rebound DNS name does not pass. */
export interface Guard {
  readonly host: string
  readonly token: string
}

/** Refuses a request that reached the port under another name (DNS rebinding). */
export function checkHost(guard: Guard, headers: IncomingHttpHeaders): Refusal | undefined {
  if (headers.host === guard.host) return undefined
  return {
    status: 403,
    message: 'This address is not served',
    reason: 'The Host header is not the address that Stackpass listens on.',
  }
}

/**
 * Checks an API request: method, Origin, bearer token (in constant time), content type; in that order, so that a
 * stranger learns nothing about the token. Returns undefined when it may pass.
 */
export function checkApiRequest(
  guard: Guard,
  method: string,
  headers: IncomingHttpHeaders,
): Refusal | undefined {
  if (method !== 'POST')
    return { status: 405, message: 'This address takes POST only', reason: `The request used ${method}.` }
  if (headers.origin !== `http://${guard.host}`)
    return {
      status: 403,
      message: 'This page may not call Stackpass',
      reason: 'The Origin header is not the address that Stackpass serves its page from.',
    }
  if (!sameToken(headers.authorization, `Bearer ${guard.token}`))
    return {
      status: 401,
      message: 'This page has no access to Stackpass',
      reason: 'The token is missing or belongs to another run.',
    }
  if (!/^application\/json(?:\s*;\s*charset=utf-8)?$/i.test(headers['content-type'] ?? ''))
    return { status: 415, message: 'This address takes JSON only', reason: 'The content type is not JSON.' }
  return undefined
}

/** Both sides are hashed first, so neither length nor content shows in the time that it takes. */
function sameToken(given: string | undefined, expected: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest()
  return timingSafeEqual(digest(given ?? ''), digest(expected))
}
