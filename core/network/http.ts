import { type RequestOptions, request as httpRequest } from 'node:http'
import { request as httpsRequest } from 'node:https'
import { connectionFor, type Route } from './agents.ts'

export interface HttpOptions {
  readonly method?: 'GET' | 'HEAD' | 'POST' | 'PUT'
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string
  readonly timeoutMs: number
  readonly signal?: AbortSignal
  /** Absent: straight to the host, with the certificates of Node; for services of the machine itself. */
  readonly route?: Route
}

export interface HttpAnswer {
  readonly status: number
  readonly headers: ReadonlyMap<string, string>
  readonly body: string
}

const mostBody = 1024 * 1024

/**
 * One plain HTTP exchange over the shared connections, for the few unsigned calls (access portal, sign-in, metadata) whose
 * SDK clients would read the user's files. Follows no redirect. Rejects with a Node error, RouteError, TimeoutError or
 * AbortError.
 */
export async function exchange(url: string, options: HttpOptions): Promise<HttpAnswer> {
  const { agent } = await connectionFor(url, options.route)
  return new Promise((resolve, reject) => {
    const isSecure = url.startsWith('https:')
    const requestOptions: RequestOptions = {
      method: options.method ?? 'GET',
      headers: {
        ...options.headers,
        ...(options.body !== undefined && { 'content-length': String(Buffer.byteLength(options.body)) }),
      },
      agent,
      ...(options.signal && { signal: options.signal }),
    }
    const send = isSecure ? httpsRequest : httpRequest
    const request = send(url, requestOptions, (response) => {
      const parts: Buffer[] = []
      let size = 0
      response.on('data', (part: Buffer) => {
        size += part.length
        if (size > mostBody) request.destroy(new Error('The answer is larger than 1 MiB'))
        else parts.push(part)
      })
      response.on('error', reject)
      response.on('end', () => {
        clearTimeout(timer)
        const headers = new Map<string, string>()
        for (const [name, value] of Object.entries(response.headers)) {
          if (value !== undefined) headers.set(name, Array.isArray(value) ? value.join(', ') : value)
        }
        resolve({
          status: response.statusCode ?? 0,
          headers,
          body: Buffer.concat(parts).toString('utf8'),
        })
      })
    })
    const timer = setTimeout(() => {
      const error = new Error(`No answer within ${options.timeoutMs} ms`)
      error.name = 'TimeoutError'
      request.destroy(error)
    }, options.timeoutMs)
    request.on('error', (error) => {
      clearTimeout(timer)
      reject(error)
    })
    request.end(options.body)
  })
}
