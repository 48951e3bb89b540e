import { readStartUrl, type StartUrl } from '../../shared/domain/sessions/start-url.ts'
import { type CodedError, fail, type Result } from '../../shared/result.ts'
import { exchange, type HttpOptions } from '../network/http.ts'

/** The portal behind a start URL: by its own host, or by the host of the address it leads to. */
export type Portal = Extract<StartUrl, { kind: 'aws' }>

const unknown = (url: string, reason: string, remedy: string): { ok: false; error: CodedError } =>
  fail('StartUrlUnknown', `${url} is not a start URL that Stackpass can use.`, { reason, remedy })

const askAdministrator = 'Copy the start URL from the access portal, or ask your administrator for it.'

/**
 * Where a custom address leads, determined as the AWS CLI does: HEAD, or GET where HEAD fails, and one redirect, which
 * must lead to a host that only AWS gives out. That guards against a page that only looks like a portal.
 */
async function behind(url: string, http: HttpOptions): Promise<Result<Portal>> {
  let answer = await exchange(url, { ...http, method: 'HEAD' })
  if (answer.status === 405 || answer.status === 501) answer = await exchange(url, { ...http, method: 'GET' })
  const location = answer.headers.get('location')
  if (answer.status < 300 || answer.status > 399 || location === undefined || !URL.canParse(location, url))
    return unknown(url, `It answered with status ${answer.status} and no redirect.`, askAdministrator)
  const target = readStartUrl(new URL(location, url).href)
  if (target.kind === 'aws') return { ok: true, value: target }
  const host = target.kind === 'custom' ? target.host : location
  return unknown(url, `It leads to ${host}, which does not belong to AWS.`, askAdministrator)
}

/**
 * The access portal of a start URL. A host of AWS is parsed without a request; a custom address gets one request. Errors:
 * StartUrlUnknown. Rejects with the error of the network.
 */
export async function findPortal(startUrl: string, http: HttpOptions): Promise<Result<Portal>> {
  const read = readStartUrl(startUrl)
  if (read.kind === 'aws') return { ok: true, value: read }
  if (read.kind === 'invalid') return unknown(startUrl, read.why, askAdministrator)
  return behind(read.url, http)
}
