import { fail, ok, type Result } from '../../../shared/result.ts'
import { partitionOfRegion } from '../../../shared/domain/aws/partitions.ts'
import type { ConsoleHosts } from './console-hosts.ts'
import { servicePath, globalServices } from './services.ts'

export interface WantedPage {
  readonly service?: string | undefined
  readonly url?: string | undefined
  readonly region?: string | undefined
}

/** The console gives each session its own host; that part of the name belongs to one session and leads to no other. */
const sessionPart = /^\d{12}-[a-z0-9]+\./
const hostLabel = /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/

/**
 * The console page that is meant. Undefined: the start page, in a Region that AWS chooses.
 * Errors: InvalidValue for a Region or address that is not valid, or belongs to another partition.
 */
export function consolePage(wanted: WantedPage, hosts: ConsoleHosts): Result<string | undefined> {
  const { service, url, region } = wanted
  if (url !== undefined && service !== undefined)
    return fail('InvalidValue', 'Give a service or an address, not both.', {
      reason: 'A service has an address of its own.',
      remedy: 'Leave one of the two out.',
    })
  if (url !== undefined) return pageOfUrl(url, hosts)
  if (region !== undefined) {
    const wrong = checkRegion(region, hosts)
    if (wrong !== undefined) return wrong
  }
  const name = service?.trim().toLowerCase()
  const path = servicePath(name ?? 'console')
  if (path === undefined) {
    return fail('InvalidValue', `${JSON.stringify(service)} is not the name of a service.`, {
      reason: 'A name has letters, digits and hyphens, such as s3 or cloudwatch.',
      remedy: 'Give the address of the page with --url.',
    })
  }
  if (name !== undefined && globalServices.has(path)) return ok(`https://${hosts.console}/${path}/home`)
  if (region === undefined)
    return ok(name === undefined ? undefined : `https://${hosts.console}/${path}/home`)
  return ok(`https://${region}.${hosts.console}/${path}/home?region=${region}`)
}

/** The start page, for callers that must name one. */
export const startPage = (hosts: ConsoleHosts): string => `https://${hosts.console}/`

function checkRegion(region: string, { partition }: ConsoleHosts): ReturnType<typeof fail> | undefined {
  if (!hostLabel.test(region))
    return fail('InvalidValue', `${JSON.stringify(region)} is not a Region.`, {
      reason: 'It does not have the right form.',
      remedy: 'Give it as AWS does, such as eu-west-1.',
    })
  const { id } = partitionOfRegion(region)
  if (id === partition) return undefined
  return fail('InvalidValue', `${region} is not in the partition of this profile.`, {
    reason: `The Region is in ${id}, the profile in ${partition}.`,
    remedy: 'Choose a Region of the same partition.',
  })
}

function pageOfUrl(text: string, hosts: ConsoleHosts): Result<string> {
  const refuse = (reason: string) =>
    fail('InvalidValue', 'This is not a page of the console of this profile.', {
      reason,
      remedy: `Give an address on ${hosts.console}.`,
    })
  if (!URL.canParse(text)) return refuse('It is not an address.')
  const url = new URL(text)
  if (url.protocol !== 'https:' || url.port !== '' || url.username !== '' || url.password !== '')
    return refuse('It must begin with https:// and contain no user and no port.')
  const host = url.hostname.replace(sessionPart, '')
  if (host !== hosts.console && !host.endsWith(`.${hosts.console}`))
    return refuse(`${url.hostname} is not a host of the console in ${hosts.partition}.`)
  url.hostname = host
  return ok(url.href)
}
