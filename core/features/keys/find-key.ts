import type { MergedProfile } from '../../../shared/domain/aws/types.ts'
import { isVaultHeld } from '../../../shared/domain/vault/held.ts'
import { fail, ok, type Result } from '../../../shared/result.ts'
import type { AwsView } from '../../aws/aws-files.ts'
import { profileMissing } from '../../aws/profile-missing.ts'
import { credentialSources } from '../../credentials/credential-sources.ts'
import { setting } from '../../credentials/settings.ts'
import type { CallerIdentity } from '../../credentials/types.ts'
import { keyInFile } from '../../edits/vault/key-in-file.ts'
import type { VaultKey } from '../../vault/types.ts'
import { prove, type Asker } from './ask-iam.ts'
import type { KeysContext } from './context.ts'

/** Why a profile has no key to rotate, by its kind. */
const reasons: Readonly<Record<Exclude<MergedProfile['kind'], 'keys' | 'role'>, readonly [string, string]>> =
  {
    session: [
      'Its keys are temporary and expire by themselves.',
      'Rotate the key of the profile that they come from.',
    ],
    sso: ['It signs in and holds no key.', 'There is nothing to rotate.'],
    process: [
      'A program supplies its credentials, and the files hold no key.',
      'Rotate it where that program keeps it.',
    ],
    'web-identity': ['It holds a token and no key.', 'There is nothing to rotate.'],
    login: ['It signs in and holds no key.', 'There is nothing to rotate.'],
    incomplete: ['It does not hold a complete key pair.', 'Complete it first.'],
  }

const refused = (name: string, reason: string, remedy: string): Result<never> =>
  fail('KeyNotRotatable', `${name} has no key that can be rotated.`, { reason, remedy })

/** The profile whose key a role begins with. */
function sourceOf(view: AwsView, profile: MergedProfile): string | undefined {
  const seen = new Set<string>()
  let at: MergedProfile | undefined = profile
  while (at !== undefined && !seen.has(at.name)) {
    seen.add(at.name)
    const source = setting(at, 'source_profile')
    if (source === undefined || (at.kind !== 'role' && at !== profile)) break
    at = view.profiles.get(source)
  }
  return at !== undefined && at !== profile && (at.kind === 'keys' || isVaultHeld(at)) ? at.name : undefined
}

/** The long-lived key of a profile, from the file or the vault. Errors: ProfileNotFound, KeyNotRotatable, those of the vault. */
export async function keyOfProfile(
  { vault }: Pick<KeysContext, 'vault'>,
  view: AwsView,
  name: string,
): Promise<Result<VaultKey>> {
  const profile = view.profiles.get(name)
  if (profile === undefined) return profileMissing(name, view)
  if (isVaultHeld(profile)) return vault.keyOf(name)
  const key = keyInFile(profile)
  if (profile.kind === 'role') {
    const source = sourceOf(view, profile)
    return refused(
      name,
      'It assumes a role; AWS creates new keys for it each time.',
      source === undefined
        ? 'No profile of the files holds the key behind it.'
        : `Rotate the key behind it: stackpass keys rotate ${source}`,
    )
  }
  if (profile.kind !== 'keys' || key === undefined)
    return refused(name, ...reasons[profile.kind === 'keys' ? 'incomplete' : profile.kind])
  if (key.accessKeyId.startsWith('ASIA')) return refused(name, ...reasons.session)
  return ok(key)
}

/** The MFA device of a user: as the profile names it, or a profile that takes its key from it. */
function deviceOf(view: AwsView, profile: MergedProfile): string | undefined {
  const own = setting(profile, 'mfa_serial')
  if (own !== undefined) return own
  for (const other of view.profiles.values())
    if (setting(other, 'source_profile') === profile.name) {
      const serial = setting(other, 'mfa_serial')
      if (serial !== undefined) return serial
    }
  return undefined
}

/** Who asks AWS about the key of a profile. Errors: ProfileNotFound. */
export function askerOf(context: KeysContext, view: AwsView, name: string): Result<Asker> {
  const profile = view.profiles.get(name)
  if (profile === undefined) return profileMissing(name, view)
  return ok({
    profile,
    serial: deviceOf(view, profile),
    sources: credentialSources(context, view),
    session: {},
    wait: context.wait,
  })
}

/** The name of an IAM user, without its path. */
export const userNameOf = (arn: string): string => arn.slice(arn.lastIndexOf('/') + 1)

/** Whose key it is, if that is an IAM user. Errors: CredentialsUnavailable, KeyNotRotatable. */
export async function userOfKey(asker: Asker, key: VaultKey): Promise<Result<CallerIdentity>> {
  const who = await prove(asker, key)
  if (!who.ok) return who
  const { arn } = who.value
  const { name } = asker.profile
  if (arn.endsWith(':root'))
    return refused(
      name,
      'It is a key of the root user, which should have none: it can do everything, and no policy holds it back.',
      'Create an IAM user or sign in with IAM Identity Center, then delete the root key in the console.',
    )
  if (!arn.includes(':user/'))
    return refused(
      name,
      `AWS says that it belongs to ${arn}, which is not an IAM user.`,
      'Rotate the key of a user.',
    )
  return who
}
