import { mergeProfiles } from '../../../shared/domain/aws/merge.ts'
import { parseSharedFile } from '../../../shared/domain/aws/parse.ts'
import type { SharedFileKind } from '../../../shared/domain/aws/types.ts'
import type { EditWarning } from '../../../shared/domain/edit/types.ts'
import { isVaultHeld } from '../../../shared/domain/vault/held.ts'
import type { AwsFiles } from '../../aws/aws-files.ts'
import type { Plan } from '../../files/types.ts'
import type { Vault } from '../../vault/vault.ts'
import { keyInFile } from './key-in-file.ts'

const none = new Uint8Array()

/**
 * What to say about a plan after which profiles ask the vault for keys that it does not hold, such as the undo of taking keys
 * out: the file loses the key, and the vault has already removed its own.
 */
export async function keysInNoPlace(
  { aws, vault }: { readonly aws: AwsFiles; readonly vault: Pick<Vault, 'records'> },
  plan: Plan,
): Promise<readonly EditWarning[]> {
  const view = await aws.view()
  const after = (kind: SharedFileKind) => {
    const file = plan.files.find((one) => one.path === aws.paths[kind])
    return parseSharedFile((file === undefined ? view[kind].bytes : file.after) ?? none, kind)
  }
  const warnings: EditWarning[] = []
  for (const [name, profile] of mergeProfiles(after('config'), after('credentials'))) {
    const before = view.profiles.get(name)
    if (!isVaultHeld(profile) || isVaultHeld(before)) continue
    if ((await vault.records.read(name)) !== undefined) continue
    const goes = keyInFile(before) === undefined ? '' : ', and its key leaves the file'
    warnings.push({
      code: 'VaultKeyMissing',
      message: `The vault no longer holds a key of ${name}${goes}: ${name} then gives no credentials. To keep the key, leave this as it is, or move the key into the vault again.`,
    })
  }
  return warnings
}
