import { fail, ok, type Result } from '../../../shared/result.ts'
import { classifyCallError } from '../../credentials/classify.ts'
import { credentialSources } from '../../credentials/credential-sources.ts'
import { CredentialError } from '../../credentials/failure.ts'
import { chooseRegion, endpointFor, routeOf, setting } from '../../credentials/settings.ts'
import { getFederationToken } from '../../credentials/sts-calls.ts'
import type { Credentials } from '../../credentials/types.ts'
import type { ConsoleTarget } from './console-target.ts'
import type { ConsoleContext } from './context.ts'

const timeoutMs = 10_000
const [shortest, longest, usual] = [900, 129_600, 3_600]
/** The session may do what both this policy and the user's own rights allow: without a policy it may do nothing. */
const policy = JSON.stringify({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }],
})

/** The name that CloudTrail shows: at most 32 characters of those that STS takes. */
export function federatedName(profile: string): string {
  const name = profile.replace(/[^\w+=,.@-]+/g, '-').slice(0, 32)
  return name.length < 2 ? 'stackpass' : name
}

/** What the user must agree to before GetFederationToken is called for a profile. */
export const federationTokenInWords = (profile: string): string =>
  `The keys of ${profile} belong to a user, and the console does not accept such keys. Stackpass would call GetFederationToken with a policy that allows everything: the session may do what the user may, except call IAM, and shows as "${federatedName(profile)}" in CloudTrail. Nobody can end it early.`

function secondsOf(target: ConsoleTarget): number {
  const given = Number(setting(target.profile, 'duration_seconds') ?? usual)
  return Number.isInteger(given) ? Math.min(Math.max(given, shortest), longest) : usual
}

/** A session for the keys of a user. Errors: ConfirmationNeeded, which says what it does; CredentialsUnavailable. */
export async function federationTokenFor(
  context: ConsoleContext,
  target: ConsoleTarget,
  keys: Credentials,
  confirmed: boolean,
): Promise<Result<Credentials>> {
  const { profile, view } = target
  if (!confirmed) {
    return fail('ConfirmationNeeded', `Open the console with a session of the user of ${profile.name}?`, {
      reason: federationTokenInWords(profile.name),
      remedy: 'Confirm it, or run `stackpass console` with --yes. A profile with a role does not need this.',
    })
  }
  const sources = credentialSources(context, view)
  let region = ''
  let origin = ''
  try {
    region = chooseRegion(profile, sources).region
    const endpoint = endpointFor('sts', profile, region, sources)
    origin = endpoint.origin
    const input = {
      Name: federatedName(profile.name),
      Policy: policy,
      DurationSeconds: secondsOf(target),
    }
    return ok(
      await getFederationToken(keys, input, { endpoint, timeoutMs, route: routeOf(profile, sources) }),
    )
  } catch (error) {
    if (error instanceof CredentialError) return unavailable(error.failure)
    const subject = {
      profile: profile.name,
      purpose: 'a session for the console (GetFederationToken)',
      url: origin,
      region,
      accessKeyId: keys.accessKeyId,
    }
    return unavailable(classifyCallError(error, subject))
  }
}

function unavailable({ code, message, reason, remedy }: CredentialError['failure']) {
  return fail('CredentialsUnavailable', message, { reason, remedy, details: { failure: code } })
}
