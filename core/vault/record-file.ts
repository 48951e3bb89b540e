import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { StackpassPaths } from '../state/paths.ts'
import { recordFile } from '../state/private-records.ts'

/** Where records, the state of the lock and the encrypted file lie. */
export const vaultFolder = ({ stateDir }: Pick<StackpassPaths, 'stateDir'>): string => join(stateDir, 'vault')

/** The folder of the records. */
export const recordFolder = (paths: Pick<StackpassPaths, 'stateDir'>): string =>
  join(vaultFolder(paths), 'keys')

/**
 * Whether the vault has a record of a key of this profile, synchronously: the problems of the files are found without
 * waiting, and only profiles that ask Stackpass for themselves come here.
 */
export const hasRecord =
  (paths: Pick<StackpassPaths, 'stateDir'>) =>
  (profile: string): boolean =>
    existsSync(recordFile(recordFolder(paths), profile))
