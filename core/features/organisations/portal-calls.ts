import type { Assignment } from '../../../shared/domain/organisation/types.ts'
import { exchange, type HttpAnswer, type HttpOptions } from '../../network/http.ts'
import { jsonObject, textOf } from '../../../shared/domain/text/json-object.ts'
import { RouteError } from '../../network/route-error.ts'
import type { Pace } from './pace.ts'

export interface PortalAccount {
  readonly id: string
  readonly name: string
  readonly email?: string
}

/** Why a call of the portal has no answer. */
export class PortalError extends Error {
  readonly kind: 'signed-out' | 'refused' | 'unreachable'
  readonly remedy: string | undefined

  constructor(kind: PortalError['kind'], message: string, remedy?: string) {
    super(message)
    this.name = 'PortalError'
    this.kind = kind
    this.remedy = remedy
  }
}

export interface Portal {
  readonly url: string
  readonly accessToken: string
  readonly http: HttpOptions
  readonly pace: Pace
  readonly signal: AbortSignal
}

/** How often a call is repeated that the portal puts off; fewer times after a fault of the server or the network. */
const mostThrottled = 12
const mostFaults = 3
/** A server that asks for a longer wait than this is not asked again. */
const longestWait = 5 * 60_000
const mostPages = 2_000

/** The wait that a `Retry-After` asks for, in milliseconds: seconds or a date. */
export function retryAfterMs(value: string | undefined, now: number): number | undefined {
  if (value === undefined) return undefined
  if (/^\d{1,9}$/.test(value.trim())) return Number(value) * 1000
  const at = Date.parse(value)
  return Number.isNaN(at) ? undefined : Math.max(0, at - now)
}

function errorTypeOf(answer: HttpAnswer): string {
  const type = answer.headers.get('x-amzn-errortype') ?? textOf(jsonObject(answer.body), '__type') ?? ''
  return type.split(':')[0]!.split('#').at(-1)!
}

function faultOf(error: unknown): PortalError {
  if (error instanceof RouteError) return new PortalError('unreachable', error.message, error.remedy)
  if (!(error instanceof Error)) throw error
  const { code } = error as NodeJS.ErrnoException
  const message = code === undefined ? error.message : `${error.message} (${code})`
  return new PortalError('unreachable', `The access portal could not be reached: ${message}.`)
}

/** One answer of the portal, in its turn. Throws PortalError; rejects with AbortError. */
async function ask(
  portal: Portal,
  path: string,
  query: URLSearchParams,
): Promise<ReadonlyMap<string, unknown>> {
  const url = `${portal.url.replace(/\/$/, '')}${path}?${query}`
  const headers = { 'x-amz-sso_bearer_token': portal.accessToken }
  let faults = 0
  for (let throttled = 0; ;) {
    const turn = await portal.pace.turn(portal.signal)
    let fault: PortalError
    try {
      const answer = await exchange(url, { ...portal.http, headers, signal: portal.signal })
      const type = errorTypeOf(answer)
      if (answer.status === 401 || type === 'UnauthorizedException')
        throw new PortalError('signed-out', 'The access portal no longer accepts the token.')
      if (answer.status === 429 || type === 'TooManyRequestsException') {
        const wait = retryAfterMs(answer.headers.get('retry-after'), Date.now())
        throttled += 1
        if (throttled > mostThrottled || (wait ?? 0) > longestWait)
          throw new PortalError(
            'refused',
            wait === undefined
              ? 'The access portal is overloaded.'
              : `The access portal asks for a pause of ${Math.ceil(wait / 1000)} seconds.`,
          )
        portal.pace.throttled(turn, wait)
        continue
      }
      if (answer.status >= 500)
        fault = new PortalError('unreachable', `The access portal answered with status ${answer.status}.`)
      else {
        const body = jsonObject(answer.body)
        if (body === undefined)
          throw new PortalError(
            'unreachable',
            'The answer did not come from the access portal of AWS.',
            'A network may want you to sign in to it first, or a proxy stands in between.',
          )
        if (answer.status !== 200)
          throw new PortalError(
            'refused',
            textOf(body, 'message') ?? `The access portal answered with status ${answer.status}.`,
          )
        portal.pace.passed()
        return body
      }
    } catch (error) {
      portal.signal.throwIfAborted()
      if (error instanceof PortalError) throw error
      fault = faultOf(error)
    }
    faults += 1
    if (faults >= mostFaults) throw fault
  }
}

/** All pages of a list. */
async function pages(
  portal: Portal,
  path: string,
  list: string,
  given: Record<string, string>,
): Promise<unknown[]> {
  const entries: unknown[] = []
  const seen = new Set<string>()
  for (let token: string | undefined; ;) {
    const query = new URLSearchParams({
      ...given,
      max_result: '100',
      ...(token !== undefined && { next_token: token }),
    })
    const body = await ask(portal, path, query)
    const page = body.get(list)
    if (!Array.isArray(page))
      throw new PortalError('unreachable', `The answer of the access portal has no ${list}.`)
    entries.push(...(page as unknown[]))
    token = textOf(body, 'nextToken')
    if (token === undefined) return entries
    if (seen.has(token) || seen.size >= mostPages)
      throw new PortalError('unreachable', 'The access portal keeps returning the same page.')
    seen.add(token)
  }
}

const fieldsOf = (entry: unknown): ReadonlyMap<string, unknown> =>
  new Map(typeof entry === 'object' && entry !== null ? Object.entries(entry) : [])

/** ListAccounts, all pages; leaves out entries that are not accounts. */
export async function listAccounts(portal: Portal): Promise<PortalAccount[]> {
  const accounts = new Map<string, PortalAccount>()
  for (const entry of await pages(portal, '/assignment/accounts', 'accountList', {})) {
    const fields = fieldsOf(entry)
    const id = textOf(fields, 'accountId') ?? ''
    const email = textOf(fields, 'emailAddress')
    if (/^\d{12}$/.test(id))
      accounts.set(id, {
        id,
        name: textOf(fields, 'accountName') ?? '',
        ...(email !== undefined && { email }),
      })
  }
  return [...accounts.values()]
}

/** ListAccountRoles of one account, all pages. */
export async function listRoles(portal: Portal, accountId: string): Promise<Assignment['roleName'][]> {
  const entries = await pages(portal, '/assignment/roles', 'roleList', { account_id: accountId })
  return [...new Set(entries.flatMap((entry) => textOf(fieldsOf(entry), 'roleName') ?? []))]
}
