import { createHash, createHmac, timingSafeEqual } from 'node:crypto'
import type { IncomingHttpHeaders } from 'node:http'

/** A request as it arrived: what a signature is computed over. */
export interface SignedRequest {
  readonly method: string
  /** Path with query, as in the request line. */
  readonly url: string
  readonly headers: IncomingHttpHeaders
  readonly body: Buffer
}

/** The parts of an `Authorization: AWS4-HMAC-SHA256 …` header. */
export interface Authorization {
  readonly accessKeyId: string
  readonly date: string
  readonly region: string
  readonly service: string
  readonly terminator: string
  readonly signedHeaders: readonly string[]
  readonly signature: string
}

const hex = (data: string | Buffer) => createHash('sha256').update(data).digest('hex')
const hmac = (key: string | Buffer, data: string) => createHmac('sha256', key).update(data).digest()

/** RFC 3986 encoding: everything but letters, digits, `-`, `.`, `_` and `~`. */
const encode = (text: string) =>
  encodeURIComponent(text).replace(/[!'()*]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`)

/** Reads the header; `undefined` when it is not a complete Signature Version 4 header. */
export function parseAuthorization(header: string | undefined): Authorization | undefined {
  const match = /^AWS4-HMAC-SHA256\s+(.*)$/.exec(header ?? '')
  if (!match) return undefined
  const fields = new Map<string, string>()
  for (const part of match[1]!.split(',')) {
    const at = part.indexOf('=')
    if (at > 0) fields.set(part.slice(0, at).trim(), part.slice(at + 1).trim())
  }
  const scope = fields.get('Credential')?.split('/') ?? []
  const signedHeaders = fields.get('SignedHeaders')?.split(';')
  const signature = fields.get('Signature')
  const [accessKeyId, date, region, service, terminator] = scope
  if (scope.length !== 5 || !signedHeaders || !signature) return undefined
  if (!accessKeyId || !date || !region || !service || !terminator) return undefined
  return { accessKeyId, date, region, service, terminator, signedHeaders, signature }
}

function canonicalQuery(query: string): string {
  return query
    .split('&')
    .filter((pair) => pair !== '')
    .map((pair) => {
      const at = pair.indexOf('=')
      const name = at < 0 ? pair : pair.slice(0, at)
      const value = at < 0 ? '' : pair.slice(at + 1)
      return [encode(decodeURIComponent(name)), encode(decodeURIComponent(value))] as const
    })
    .sort(([a, x], [b, y]) => (a < b ? -1 : a > b ? 1 : x < y ? -1 : x > y ? 1 : 0))
    .map(([name, value]) => `${name}=${value}`)
    .join('&')
}

/** The canonical request of the public Signature Version 4 description (every service but S3: the path is encoded again). */
export function canonicalRequest(request: SignedRequest, signedHeaders: readonly string[]): string {
  const at = request.url.indexOf('?')
  const path = at < 0 ? request.url : request.url.slice(0, at)
  const query = at < 0 ? '' : request.url.slice(at + 1)
  const headers = signedHeaders.map((name) => {
    const value = request.headers[name]
    const text = Array.isArray(value) ? value.join(',') : (value ?? '')
    return `${name}:${text.trim().replace(/ +/g, ' ')}\n`
  })
  return [
    request.method,
    path.split('/').map(encode).join('/') || '/',
    canonicalQuery(query),
    headers.join(''),
    signedHeaders.join(';'),
    hex(request.body),
  ].join('\n')
}

/** The signature that a holder of `secret` would have sent, in lower-case hex. `timestamp` is `yyyymmddThhmmssZ`. */
export function expectedSignature(
  request: SignedRequest,
  authorization: Authorization,
  secret: string,
  timestamp: string,
): string {
  const { date, region, service, terminator, signedHeaders } = authorization
  const toSign = [
    'AWS4-HMAC-SHA256',
    timestamp,
    [date, region, service, terminator].join('/'),
    hex(canonicalRequest(request, signedHeaders)),
  ].join('\n')
  const key = hmac(hmac(hmac(hmac(`AWS4${secret}`, date), region), service), terminator)
  return hmac(key, toSign).toString('hex')
}

export function sameSignature(a: string, b: string): boolean {
  return a.length === b.length && timingSafeEqual(Buffer.from(a), Buffer.from(b))
}

/** `20260102T030405Z` as milliseconds since the epoch; NaN when it is not of that form. */
export function timestampToMs(timestamp: string): number {
  const match = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(timestamp)
  if (!match) return Number.NaN
  const [year, month, day, hour, minute, second] = match.slice(1).map(Number) as [
    number,
    number,
    number,
    number,
    number,
    number,
  ]
  return Date.UTC(year, month - 1, day, hour, minute, second)
}

export function msToTimestamp(ms: number): string {
  return new Date(ms).toISOString().replace(/[-:]|\.\d{3}/g, '')
}
