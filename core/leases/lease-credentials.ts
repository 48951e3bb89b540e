import type { MergedProfile } from '../../shared/domain/aws/types.ts'
import { partitionOfArn, partitionOfRegion } from '../../shared/domain/aws/partitions.ts'
import type { LeaseRights } from '../../shared/domain/leases/types.ts'
import { isVaultHeld } from '../../shared/domain/vault/held.ts'
import { fail, ok, type Result } from '../../shared/result.ts'
import { classifyCallError } from '../credentials/classify.ts'
import { CredentialError } from '../credentials/failure.ts'
import { chooseRegion, endpointFor, routeOf, setting } from '../credentials/settings.ts'
import type { CredentialContext, Credentials, Narrowing } from '../credentials/types.ts'
import type { WantedRights } from './wanted-rights.ts'

/** What was fetched for a lease, with its rights. */
export interface Narrowed {
  readonly credentials: Credentials
  readonly rights: LeaseRights
}

export interface LeaseSubject {
  readonly leaseId: string
  readonly profile: MergedProfile
  readonly wanted: WantedRights
  /** Until the lease ends. */
  readonly seconds: number
  /** The name of another profile of the same account that only reads, if there is one. */
  readonly readOnlyInstead?: string | undefined
}

const timeoutMs = 10_000
/** What GetFederationToken gives: never less than a quarter of an hour, at most a day and a half. */
const [leastSeconds, mostSeconds] = [900, 129_600]
/** A session of a user has the rights that both this policy and the user have: without a policy it has none. */
const allowAll = JSON.stringify({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }],
})

/** What CloudTrail shows for a lease. */
export const sessionNameOf = (leaseId: string): string => `stackpass-agent-${leaseId}`

function readOnlyArn(profile: MergedProfile): string {
  const partition =
    partitionOfArn(setting(profile, 'role_arn')) ?? partitionOfRegion(setting(profile, 'region') ?? '').id
  return `arn:${partition}:iam::aws:policy/ReadOnlyAccess`
}

/** Whose rights they are when nothing narrows them. */
function ownerOf(profile: MergedProfile): string {
  const role = setting(profile, 'role_arn')
  return role?.slice(role.lastIndexOf('/') + 1) ?? setting(profile, 'sso_role_name') ?? profile.name
}

const wantsLess = ({ readOnly, policy }: WantedRights): boolean => readOnly === true || policy !== undefined

function tooWide({ profile, readOnlyInstead }: LeaseSubject): Result<never> {
  const isSso = setting(profile, 'sso_role_name') !== undefined
  const other =
    readOnlyInstead === undefined ? '' : `Use ${readOnlyInstead}, which can only read in the same account. `
  return fail('RightsTooWide', `The rights of ${profile.name} cannot be narrowed.`, {
    reason: isSso
      ? 'IAM Identity Center gives the whole permission set and takes no session policy.'
      : 'Its credentials are temporary and come from elsewhere; only a role and the keys of a user take a session policy.',
    remedy: `${other}Lease a profile with a role instead, or give --full-rights: the agent can then do everything that ${ownerOf(profile)} can.`,
    details: { profile: profile.name },
  })
}

function rightsBy(subject: LeaseSubject, by: 'session-policy' | 'federation'): LeaseRights {
  const { readOnly, policy } = subject.wanted
  if (policy !== undefined) return { kind: 'policy', by }
  if (readOnly === true) return { kind: 'read-only', by }
  const owner = ownerOf(subject.profile)
  return { kind: 'full', of: by === 'federation' ? `the user of ${owner}, except IAM` : owner }
}

/**
 * A session for the keys of a user, so that what is handed out ends and has no more rights than requested. Errors:
 * CredentialsUnavailable.
 */
async function federated(
  subject: LeaseSubject,
  keys: Credentials,
  sources: CredentialContext,
): Promise<Result<Narrowed>> {
  const { profile, wanted, leaseId, seconds } = subject
  const { policy, readOnly, tags } = wanted
  const about = { profile: profile.name, purpose: 'a session for the lease (GetFederationToken)' }
  let [url, region] = ['', '']
  try {
    region = chooseRegion(profile, sources).region
    const endpoint = endpointFor('sts', profile, region, sources)
    url = endpoint.origin
    const narrow = policy === undefined && readOnly === true ? undefined : (policy ?? allowAll)
    const { getFederationToken } = await import('../credentials/sts-calls.ts')
    const credentials = await getFederationToken(
      keys,
      {
        Name: sessionNameOf(leaseId),
        DurationSeconds: Math.min(Math.max(seconds, leastSeconds), mostSeconds),
        ...(narrow === undefined ? { PolicyArns: [{ arn: readOnlyArn(profile) }] } : { Policy: narrow }),
        ...(tags !== undefined && { Tags: tags.map(({ key, value }) => ({ Key: key, Value: value })) }),
      },
      { endpoint, timeoutMs, route: routeOf(profile, sources) },
    )
    return ok({ credentials, rights: rightsBy(subject, 'federation') })
  } catch (error) {
    const failure =
      error instanceof CredentialError
        ? error.failure
        : classifyCallError(error, { ...about, url, region, accessKeyId: keys.accessKeyId })
    const { code, message, reason, remedy } = failure
    return fail('CredentialsUnavailable', message, { reason, remedy, details: { failure: code } })
  }
}

/**
 * Credentials of a profile for a lease, as narrow as requested, or none. Keys that do not end are never handed out, but a
 * session of the user. Errors: RightsTooWide, and those of the profile.
 */
export async function leaseCredentials(
  subject: LeaseSubject,
  sources: CredentialContext,
): Promise<Result<Narrowed>> {
  const { profile, wanted, leaseId, seconds } = subject
  if (isVaultHeld(profile)) {
    const key = await sources.vault.keyOf(profile.name)
    return key.ok ? federated(subject, key.value, sources) : key
  }
  let isNarrowed = false
  const { policy, readOnly, tags } = wanted
  const narrow: Narrowing = {
    profile: profile.name,
    sessionName: sessionNameOf(leaseId),
    mostSeconds: seconds,
    ...(policy !== undefined ? { policy } : readOnly === true && { policyArns: [readOnlyArn(profile)] }),
    ...(tags !== undefined && { tags }),
    onSent: () => (isNarrowed = true),
  }
  const { resolveCredentials } = await import('../credentials/resolve.ts')
  const found = await resolveCredentials(profile.name, { ...sources, narrow, allowMetadata: true })
  if (!found.ok) return found
  if (found.value.sessionToken === undefined) return federated(subject, found.value, sources)
  if (isNarrowed) return ok({ credentials: found.value, rights: rightsBy(subject, 'session-policy') })
  if (wantsLess(wanted) && wanted.fullRights !== true) return tooWide(subject)
  return ok({ credentials: found.value, rights: { kind: 'full', of: ownerOf(profile) } })
}
