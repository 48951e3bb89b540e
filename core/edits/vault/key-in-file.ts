import { isVaultHeld } from '../../../shared/domain/vault/held.ts'
import { keyPair } from '../../../shared/domain/aws/keys.ts'
import { allSectionsOf, findProperties, valueOf } from '../../../shared/domain/aws/lookup.ts'
import type { MergedProfile } from '../../../shared/domain/aws/types.ts'
import { fail, ok, type Result } from '../../../shared/result.ts'
import type { AwsView } from '../../aws/aws-files.ts'
import { profileMissing } from '../../aws/profile-missing.ts'
import type { VaultKey } from '../../vault/types.ts'

/** Why the key of a profile cannot be moved, by the kind of the profile. */
const reasons: Readonly<Record<Exclude<MergedProfile['kind'], 'keys'>, readonly [string, string]>> = {
  session: ['Its keys are temporary and expire by themselves.', 'Move the profile that they come from.'],
  role: ['It assumes a role; the key is in its source profile.', 'Move that one.'],
  sso: ['It signs in and holds no key.', 'There is nothing to move.'],
  process: ['A program supplies its credentials, and the files hold no key.', 'There is nothing to move.'],
  'web-identity': ['It holds a token and no key.', 'There is nothing to move.'],
  login: ['It signs in and holds no key.', 'There is nothing to move.'],
  incomplete: ['It does not hold a complete key pair.', 'Complete it first.'],
}

/** The key pair of a profile in the files, whatever kind it is. */
export function keyInFile(profile: MergedProfile | undefined): VaultKey | undefined {
  const [accessKeyId, secretAccessKey] = keyPair.map((key) => profile?.settings.get(key)?.value ?? '')
  return accessKeyId && secretAccessKey ? { accessKeyId, secretAccessKey } : undefined
}

/** All values of a profile's key in both files: one of them counts, and an edit removes all. */
function valuesOf(view: AwsView, name: string, key: string): Set<string> {
  const found = new Set<string>()
  for (const { document } of [view.config, view.credentials]) {
    if (document === undefined) continue
    for (const { property } of findProperties(document, allSectionsOf(document, name, 'profile'), key))
      found.add(valueOf(document, property))
  }
  return found
}

/** The key of a profile that can be moved. Errors: ProfileNotFound, NothingToChange, NotAllowed. */
export function movableKey(view: AwsView, name: string): Result<VaultKey> {
  const profile = view.profiles.get(name)
  if (profile === undefined) return profileMissing(name, view)
  if (isVaultHeld(profile))
    return fail('NothingToChange', `The key of ${name} is already in the vault.`, {
      reason: 'The profile asks Stackpass for its key.',
      remedy: `\`stackpass vault take-out\` puts it back into the file.`,
    })
  const key = keyInFile(profile)
  if (profile.kind !== 'keys' || key === undefined) {
    const [reason, remedy] = reasons[profile.kind === 'keys' ? 'incomplete' : profile.kind]
    return fail('NotAllowed', `${name} has no key to move.`, { reason, remedy })
  }
  if (keyPair.some((one) => valuesOf(view, name, one).size > 1))
    return fail('NotAllowed', `${name} has more than one key in the files.`, {
      reason: 'Only one of them is used, and the move would remove the others for good.',
      remedy: 'Remove the key that is not used first; `stackpass profiles show` names the lines.',
    })
  return ok(key)
}
