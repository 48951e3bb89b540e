import type { IncomingHttpHeaders } from 'node:http'

/** One request as the double saw it, and the status that it answered with (0: with none). */
export interface Call {
  readonly method: string
  readonly path: string
  readonly query: URLSearchParams
  readonly headers: IncomingHttpHeaders
  readonly body: string
}

export interface ReceivedCall extends Call {
  readonly status: number
}

export interface Reply {
  readonly status: number
  readonly headers?: Readonly<Record<string, string>>
  readonly body: string
}

/** `never`: the request stays open. `reset`: the connection breaks. */
export type Outcome = Reply | 'never' | 'reset'

/** `METHOD /path` to what answers it. A module of the double is a function that makes such a map. */
export type Routes = ReadonlyMap<string, (call: Call) => Outcome | Promise<Outcome>>

export function json(status: number, body: object, headers: Readonly<Record<string, string>> = {}): Reply {
  return {
    status,
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  }
}

export function html(status: number, body: string): Reply {
  return { status, headers: { 'content-type': 'text/html; charset=utf-8' }, body }
}

export const redirect = (location: string): Reply => ({ status: 302, headers: { location }, body: '' })

/** The JSON object of a request as a Map; empty when it holds none. */
export function fieldsOf(call: Call): ReadonlyMap<string, unknown> {
  try {
    const parsed: unknown = JSON.parse(call.body)
    return new Map(typeof parsed === 'object' && parsed !== null ? Object.entries(parsed) : [])
  } catch {
    return new Map()
  }
}
