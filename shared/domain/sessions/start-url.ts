import { partitionOfRegion } from '../aws/partitions.ts'

/** `dual-stack`: an instance whose portal is one of the `app.aws` hosts; its sign-in uses the dual-stack OIDC host. */
export type HostFamily = 'classic' | 'dual-stack'

/** What the address of an access portal says by itself. */
export type StartUrl =
  | {
      readonly kind: 'aws'
      /** As it goes into the file: without surrounding space. */
      readonly url: string
      readonly host: string
      readonly family: HostFamily
      /** Only where the host names it. */
      readonly region?: string
      /** Absent where the host only says that it is AWS: `awsapps.com` serves the commercial and government Regions. */
      readonly partition?: string
    }
  /** An address of the company's own: a request finds out where it leads, and it counts only when that is AWS. */
  | { readonly kind: 'custom'; readonly url: string; readonly host: string }
  | { readonly kind: 'invalid'; readonly why: string }

type Named = Omit<Extract<StartUrl, { kind: 'aws' }>, 'kind' | 'url' | 'host'>

const label = '[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?'
const region = '([a-z]{2,4}(?:-[a-z]+)+-\\d+)'

/** Narrower than what browsers accept: neither user nor escapes, so that every reader sees the same host in it. */
const address = new RegExp(`^https://((?:${label}\\.)+[a-z0-9-]+)(:\\d*)?(?:[/?#][!-[\\]-~]*)?$`, 'i')

/** Hosts that name their Region: instance, Region, and the domain with the partitions that it serves. */
const regional: readonly (readonly [RegExp, HostFamily, readonly string[]])[] = [
  [new RegExp(`^${label}\\.portal\\.${region}\\.app\\.aws$`), 'dual-stack', ['aws', 'aws-us-gov']],
  [
    new RegExp(`^${label}\\.portal\\.${region}\\.(?:app|api)\\.amazonwebservices\\.com\\.cn$`),
    'dual-stack',
    ['aws-cn'],
  ],
  [
    new RegExp(`^${label}\\.portal\\.${region}\\.(?:app|api)\\.amazonwebservices\\.eu$`),
    'dual-stack',
    ['aws-eusc'],
  ],
  [new RegExp(`^${label}\\.${region}\\.portal\\.amazonaws\\.com$`), 'classic', ['aws', 'aws-us-gov']],
  [new RegExp(`^${label}\\.${region}\\.portal\\.amazonaws\\.com\\.cn$`), 'classic', ['aws-cn']],
  [new RegExp(`^${label}\\.${region}\\.portal\\.amazonaws\\.eu$`), 'classic', ['aws-eusc']],
]

/** Hosts without a Region. */
const others: readonly (readonly [RegExp, string | undefined])[] = [
  [/^(?:[a-z0-9-]+\.)*us-gov-home\.awsapps\.com$/, 'aws-us-gov'],
  [new RegExp(`^(?:${label}\\.)+awsapps\\.com$`), undefined],
  [new RegExp(`^(?:${label}\\.)+awsapps\\.cn$`), 'aws-cn'],
  [/^identitycenter\.amazonaws\.com$/, 'aws'],
  [/^identitycenter\.amazonaws\.com\.cn$/, 'aws-cn'],
  [/^identitycenter\.amazonaws\.eu$/, 'aws-eusc'],
  [/^identitycenter(?:\.us-gov\.amazonaws\.com|\.amazonaws\.us-gov)$/, 'aws-us-gov'],
]

/** What a host of AWS says; `undefined` for every other host, even one that only begins or ends like one. */
function named(host: string): Named | undefined {
  for (const [pattern, family, partitions] of regional) {
    const found = pattern.exec(host)?.[1]
    if (found === undefined) continue
    const partition = partitionOfRegion(found).id
    return partitions.includes(partition) ? { family, region: found, partition } : undefined
  }
  const other = others.find(([pattern]) => pattern.test(host))
  return other && { family: 'classic', ...(other[1] !== undefined && { partition: other[1] }) }
}

/**
 * Reads the address of an access portal, as a user pastes it or as a file has it. Pure: makes no request. Only https
 * addresses count, without user and port, so that none of them can pass for another.
 */
export function readStartUrl(text: string): StartUrl {
  const trimmed = text.trim()
  const url = trimmed.includes('://') ? trimmed : `https://${trimmed}`
  const invalid = (why: string): StartUrl => ({ kind: 'invalid', why })
  if (trimmed === '') return invalid('It is empty.')
  if (!/^https:\/\//i.test(url)) return invalid('It does not begin with https://.')
  const parts = address.exec(url)
  if (!parts) return invalid('It is not the plain web address of a server.')
  const host = parts[1]!.toLowerCase()
  if (parts[2] !== undefined) return invalid('It names a port; access portals have none.')
  const found = named(host)
  return found ? { kind: 'aws', url, host, ...found } : { kind: 'custom', url, host }
}

/** True for a portal on a dual-stack host. */
export function isDualStackPortal(startUrl: string): boolean {
  const read = readStartUrl(startUrl)
  return read.kind === 'aws' && read.family === 'dual-stack'
}

/** True for a host that only AWS can give out: where a custom address may lead. */
export const isPortalHost = (host: string): boolean => named(host.toLowerCase()) !== undefined
