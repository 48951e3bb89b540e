import type { Output } from '../../../shared/contract/index.ts'
import { partitionOfRegion } from '../../../shared/domain/aws/partitions.ts'
import { plainPart } from '../../../shared/domain/organisation/plain-name.ts'
import { fail, ok, type Result } from '../../../shared/result.ts'
import type { AwsView } from '../../aws/aws-files.ts'
import { exchange, type HttpOptions } from '../../network/http.ts'
import { RouteError } from '../../network/route-error.ts'
import { findPortal, type Portal } from '../../sessions/find-portal.ts'
import { regionShape } from '../../sessions/new-session.ts'
import { plainStartUrl, ssoSessions } from './session-of.ts'

const metaRegion = /<meta\s[^>]{0,200}\bname=["']region["'][^>]{0,200}\bcontent=["']([a-z0-9-]{1,40})["']/i
const metaRegionTurned =
  /<meta\s[^>]{0,200}\bcontent=["']([a-z0-9-]{1,40})["'][^>]{0,200}\bname=["']region["']/i

/** The Region that the page of an older portal names in its head; undefined where it names none. */
export function regionInPage(page: string): string | undefined {
  const found = (metaRegion.exec(page) ?? metaRegionTurned.exec(page))?.[1]
  return found !== undefined && regionShape.test(found) ? found : undefined
}

/** The same for the page at an address. */
async function regionOfPage(url: string, http: HttpOptions): Promise<string | undefined> {
  let page = url
  // `/start` may lead to `/start/`; a portal of AWS leads to no other host.
  for (let step = 0; step < 2; step += 1) {
    const answer = await exchange(page, http)
    const found = regionInPage(answer.body)
    if (found !== undefined) return found
    const location = answer.headers.get('location')
    if (answer.status < 300 || answer.status > 399 || location === undefined || !URL.canParse(location, page))
      return undefined
    const next = new URL(location, page)
    if (next.host !== new URL(page).host || next.protocol !== 'https:') return undefined
    page = next.href
  }
  return undefined
}

/** A free name for the section: the first label of the host, if people chose that name. */
function freeName(host: string, sessions: ReadonlySet<string>): string {
  const [label = ''] = host.split('.')
  const isNamed = !/^(?:d-[0-9a-f]{10}|ssoins-[0-9a-f]+|identitycenter|start|sso|www|portal|login|aws)$/.test(
    label,
  )
  const base = (isNamed && plainPart(label, '-')) || host.split('.').at(isNamed ? 0 : 1) || 'sso'
  const name = /^(?:portal|awsapps|app|amazonaws)$/.test(base) || regionShape.test(base) ? 'sso' : base
  if (!sessions.has(name)) return name
  let count = 2
  while (sessions.has(`${name}-${count}`)) count += 1
  return `${name}-${count}`
}

function unreachable(startUrl: string, error: unknown): Result<never> {
  if (!(error instanceof Error)) throw error
  return fail('StartUrlUnknown', `Stackpass could not find out where ${startUrl} leads.`, {
    reason: error.message,
    remedy: error instanceof RouteError ? error.remedy : 'Check the address and the network.',
  })
}

/** What a start URL says, or the page behind it. Errors: StartUrlUnknown. */
export async function findOrganisation(
  view: AwsView,
  startUrl: string,
  http: HttpOptions,
): Promise<Result<Output<'organisations.find'>>> {
  let portal: Result<Portal>
  try {
    portal = await findPortal(startUrl, http)
  } catch (error) {
    return unreachable(startUrl, error)
  }
  if (!portal.ok) return portal
  const { host, url } = portal.value
  let { region } = portal.value
  // The Region of an older portal is a convenience: without it the user is asked.
  if (region === undefined) region = await regionOfPage(url, http).catch(() => undefined)
  const partition =
    portal.value.partition ?? (region === undefined ? undefined : partitionOfRegion(region).id)
  const trimmed = startUrl.trim()
  // A custom address stays as the user knows it: the AWS CLI keeps it, too.
  const written = (trimmed.includes('://') ? trimmed : `https://${trimmed}`).split(/[?#]/, 1)[0]!
  const sessions = ssoSessions(view)
  const existing = [...sessions].filter(
    ([, settings]) => plainStartUrl(settings.get('sso_start_url') ?? '') === plainStartUrl(written),
  )
  return ok({
    startUrl: written,
    ...(region !== undefined && { region }),
    ...(partition !== undefined && { partition }),
    name: freeName(host, new Set(sessions.keys())),
    existing: existing.map(([name]) => name),
  })
}
