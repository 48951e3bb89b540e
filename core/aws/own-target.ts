import { ownTargetOf } from '../../shared/domain/aws/own-command.ts'
import { fail, ok, type Result } from '../../shared/result.ts'
import type { AwsView } from './aws-files.ts'

/** Names the active profile; handed in because features do not import each other. */
export interface ActiveName {
  (): Promise<string | undefined>
}

/** The error for a profile that takes its credentials from itself. */
export function leadsToItself(name: string): ReturnType<typeof fail> {
  return fail('PointerCycle', `The credentials of ${name} lead back to ${name}.`, {
    reason: 'It takes them from a profile that asks Stackpass for the same ones again.',
    remedy: 'Let one of the profiles hold keys or another source.',
  })
}

/**
 * Follows pointer and twins to the profile whose credentials are meant, without starting their commands. Without a name this is
 * the active profile. A profile that names itself has its key in the vault. Errors: CredentialsUnavailable when none is active,
 * PointerCycle.
 */
export async function ownTarget(
  name: string | undefined,
  { profiles }: Pick<AwsView, 'profiles'>,
  activeName: ActiveName,
): Promise<Result<string>> {
  const seen = new Set<string>()
  let next = name ?? (await activeName())
  for (;;) {
    if (next === undefined) {
      return fail('CredentialsUnavailable', 'No profile is active.', {
        reason: 'Without a name, the command takes the active profile.',
        remedy: 'Run `stackpass use NAME` first.',
      })
    }
    const target = ownTargetOf(profiles.get(next))
    if (target === undefined) return ok(next)
    // Its key is in the vault.
    if (!target.active && target.profile === next) return ok(next)
    if (seen.has(next)) return leadsToItself(next)
    seen.add(next)
    next = target.active ? await activeName() : target.profile
  }
}
