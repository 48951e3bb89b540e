import { profilesWithKey } from '../../../shared/domain/aws/replace-key.ts'
import { isVaultHeld } from '../../../shared/domain/vault/held.ts'
import { ok, type Result } from '../../../shared/result.ts'
import type { AwsView } from '../../aws/aws-files.ts'
import { keyInFile } from '../../edits/vault/key-in-file.ts'
import type { VaultRecord } from '../../vault/records.ts'
import type { VaultKey } from '../../vault/types.ts'
import type { KeysContext } from './context.ts'

/** Where a key is: the profiles that have it in a file, and those whose key is in the vault. */
export interface Places {
  readonly view: AwsView
  readonly files: readonly string[]
  readonly vault: readonly VaultRecord[]
}

/** All names, each once. */
export const namesOf = ({ files, vault }: Places): string[] => [
  ...new Set([...files, ...vault.map(({ profile }) => profile)]),
]

/** Every profile that has a key, in either file or in the vault. */
export async function placesOf({ aws, vault }: KeysContext, accessKeyId: string): Promise<Places> {
  const view = await aws.view()
  const files = [view.config, view.credentials].flatMap(({ document }) =>
    profilesWithKey(document, accessKeyId),
  )
  const records = (await vault.records.list()).filter(
    (record) => record.accessKeyId === accessKeyId && isVaultHeld(view.profiles.get(record.profile)),
  )
  return { view, files: [...new Set(files)], vault: records }
}

/**
 * The key itself from one of its places, preferably that of `first`; undefined where it is nowhere. Errors: those of the vault.
 */
export async function keyFrom(
  { vault }: KeysContext,
  { view, files, vault: records }: Places,
  accessKeyId: string,
  first: string,
): Promise<Result<VaultKey | undefined>> {
  for (const name of files.includes(first) ? [first, ...files] : files) {
    const key = keyInFile(view.profiles.get(name))
    if (key?.accessKeyId === accessKeyId) return ok(key)
  }
  const [held] = records
  return held === undefined ? ok(undefined) : vault.keyOf(held.profile)
}
