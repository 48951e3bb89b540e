import type { MergedProfile } from '../../../shared/domain/aws/types.ts'
import { ok, type Result } from '../../../shared/result.ts'
import { routeOf } from '../../credentials/settings.ts'
import type { Credentials } from '../../credentials/types.ts'
import type { ConsoleHosts } from './console-hosts.ts'
import type { ConsoleContext, ConsoleLoans } from './context.ts'
import { startPage } from './destination.ts'
import { federationTokenFor } from './federation-token.ts'
import { federationLink } from './links.ts'
import { federationEndpoint, signinToken } from './signin-token.ts'
import type { ConsoleTarget } from './console-target.ts'

export interface ConsoleLink {
  readonly url: string
  readonly how: 'identity-center' | 'federation' | 'federation-token'
  readonly account?: string
  /** Milliseconds since the epoch, where it is known. */
  readonly endsAt?: number
}

const shortest = 900
const longest = 43_200
/** A console session that ends sooner is not worth opening. */
const leastLeftMs = 15 * 60_000

/**
 * How long the console of a role may stay open: only for a role that a user's own keys assume directly. For a role that is
 * reached over another role, over the session of a code, or in any other way, AWS refuses a duration, and the session
 * ends with the credentials.
 */
export function sessionSecondsOf(
  profile: MergedProfile,
  profiles: ReadonlyMap<string, MergedProfile>,
): number | undefined {
  const value = (key: string): string | undefined => profile.settings.get(key)?.value || undefined
  if (profile.kind !== 'role' || value('mfa_serial') !== undefined) return undefined
  const source = profiles.get(value('source_profile') ?? '')
  if (source === undefined || !holdsLongLivedKeys(source, source.name === profile.name)) return undefined
  const seconds = Number(value('duration_seconds') ?? '3600')
  return Number.isInteger(seconds) && seconds >= shortest && seconds <= longest ? seconds : undefined
}

/** A profile may be its own source: then its keys count, whatever role it names. */
function holdsLongLivedKeys(source: MergedProfile, isItself: boolean): boolean {
  if (source.kind !== 'keys' && !isItself) return false
  const value = (key: string): string => source.settings.get(key)?.value ?? ''
  return value('aws_access_key_id') !== '' && value('aws_session_token') === ''
}

/**
 * A link into the console over the federation endpoint. Errors: those of the credentials, ConfirmationNeeded for keys of a
 * user, ConsoleUnavailable.
 */
export async function federate(
  context: ConsoleContext,
  loans: ConsoleLoans,
  target: ConsoleTarget,
  wanted: { readonly hosts: ConsoleHosts; readonly page: string | undefined; readonly confirmed: boolean },
): Promise<Result<ConsoleLink>> {
  const { hosts, page, confirmed } = wanted
  const { profile, view } = target
  const endpoint = federationEndpoint(hosts, context.ports.env)
  if (!endpoint.ok) return endpoint
  const found = await credentialsOf(context, loans, profile.name)
  if (!found.ok) return found
  const isLongLived = found.value.sessionToken === undefined
  const session = isLongLived
    ? await federationTokenFor(context, target, found.value, confirmed)
    : ok(found.value)
  if (!session.ok) return session
  const sessionSeconds = sessionSecondsOf(profile, view.profiles)
  const request = {
    endpoint: endpoint.value,
    profile: profile.name,
    credentials: session.value,
    route: routeOf(profile, context.ports),
  }
  const token = await signinToken(sessionSeconds === undefined ? request : { ...request, sessionSeconds })
  if (!token.ok) return token
  const { accountId, expiresAt } = session.value
  const endsAt = sessionSeconds === undefined ? expiresAt : context.now().getTime() + sessionSeconds * 1000
  return ok({
    url: federationLink(endpoint.value, token.value, page ?? startPage(hosts)),
    how: isLongLived ? 'federation-token' : 'federation',
    ...(accountId !== undefined && { account: accountId }),
    ...(endsAt !== undefined && { endsAt }),
  })
}

/** Credentials that last a while; fetches them once more if they end soon. */
async function credentialsOf(
  context: ConsoleContext,
  loans: ConsoleLoans,
  name: string,
): Promise<Result<Credentials>> {
  let reply = await loans.credentialsOf({ name })
  const endsAt =
    reply.ok && reply.value.expiresAt !== undefined ? Date.parse(reply.value.expiresAt) : Infinity
  if (reply.ok && reply.value.fromCache && endsAt - context.now().getTime() < leastLeftMs)
    reply = await loans.credentialsOf({ name, fresh: true })
  if (!reply.ok) return reply
  const { accessKeyId, secretAccessKey, sessionToken, accountId, expiresAt } = reply.value
  return ok({
    accessKeyId,
    secretAccessKey,
    ...(sessionToken !== undefined && { sessionToken }),
    ...(accountId !== undefined && { accountId }),
    ...(expiresAt !== undefined && { expiresAt: Date.parse(expiresAt) }),
  })
}
