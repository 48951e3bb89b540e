import type { IncomingHttpHeaders } from 'node:http'

export interface Refusal {
  readonly status: number
  readonly message: string
  readonly reason: string
}

/** Refuses a request that reached the port under another name (DNS rebinding): `host` is "127.0.0.1:PORT". */
export function checkHost(host: string, headers: IncomingHttpHeaders): Refusal | undefined {
  if (headers.host === host) return undefined
  return {
    status: 403,
    message: 'This address is not served',
    reason: 'The Host header is not the address that Stackpass listens on.',
  }
}

/** Checks a request of the page: method, origin and content type. Its seal shows which tab sent it. */
export function checkApiRequest(
  host: string,
  method: string,
  headers: IncomingHttpHeaders,
  contentType: string,
): Refusal | undefined {
  if (method !== 'POST')
    return { status: 405, message: 'This address takes POST only', reason: `The request used ${method}.` }
  if (headers.origin !== `http://${host}`)
    return {
      status: 403,
      message: 'This page may not call Stackpass',
      reason: 'The Origin header is not the address that Stackpass serves its page from.',
    }
  if (headers['content-type']?.toLowerCase() !== contentType)
    return {
      status: 415,
      message: `This address takes ${contentType} only`,
      reason: 'The content type is a different one.',
    }
  return undefined
}

/**
 * Checks the form of a launch file: a navigation that no site sent. A page in a file has the origin "null"; so does a
 * sandboxed frame of a site, but that does not know a code.
 */
export function checkLaunch(method: string, headers: IncomingHttpHeaders): Refusal | undefined {
  if (method !== 'POST')
    return { status: 405, message: 'This address takes POST only', reason: `The request used ${method}.` }
  const isNavigation =
    (headers['sec-fetch-mode'] ?? 'navigate') === 'navigate' &&
    (headers['sec-fetch-dest'] ?? 'document') === 'document'
  if (headers.origin !== 'null' || !isNavigation)
    return {
      status: 403,
      message: 'This page may not open Stackpass',
      reason: 'The form was not sent by a file on this computer.',
    }
  if (headers['content-type'] !== 'application/x-www-form-urlencoded')
    return {
      status: 415,
      message: 'This address takes a form only',
      reason: 'The content type is a different one.',
    }
  return undefined
}
