import type { MergedProfile } from '../../shared/domain/aws/types.ts'
import { fail, ok, type Result } from '../../shared/result.ts'
import { CredentialError } from './failure.ts'
import { chooseRegion, endpointFor, routeOf } from './settings.ts'
import { askIdentity } from './sts-questions.ts'
import type { CallerIdentity, CredentialContext, Credentials } from './types.ts'

/**
 * Asks STS whose keys these are, where and how the profile would. Errors: CredentialsUnavailable; `details.failure` names the
 * failure of the check.
 */
export async function proveKeys(
  profile: MergedProfile,
  keys: Credentials,
  context: CredentialContext,
): Promise<Result<CallerIdentity>> {
  try {
    const { region } = chooseRegion(profile, context)
    const endpoint = endpointFor('sts', profile, region, context)
    const timeoutMs = context.requestTimeoutMs ?? 10_000
    return ok(
      await askIdentity(profile.name, keys, { endpoint, timeoutMs, route: routeOf(profile, context) }),
    )
  } catch (error) {
    if (!(error instanceof CredentialError)) throw error
    const { code, message, reason, remedy, detail } = error.failure
    return fail('CredentialsUnavailable', message, {
      reason,
      remedy,
      details: { failure: code, ...(detail !== undefined && { detail }) },
    })
  }
}
