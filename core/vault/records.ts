import type { SharedFileKind } from '../../shared/domain/aws/types.ts'
import { storeIds, type StoreId } from '../../shared/domain/vault/stores.ts'
import type { WayBack } from '../../shared/domain/vault/way-back.ts'
import type { StackpassPaths } from '../state/paths.ts'
import { createPrivateRecords, type PrivateRecords } from '../state/private-records.ts'
import { recordFolder } from './record-file.ts'

/**
 * What is known about a key in the vault, and how far its move has got. It is on disk before each step, and holds no secret.
 * `moving`: it is in the file and perhaps in the vault; `held`: in the vault; `leaving`: on its way back into the file.
 */
export interface VaultRecord {
  readonly version: 1
  readonly profile: string
  readonly store: StoreId
  /** Its name in the store. */
  readonly item: string
  readonly accessKeyId: string
  /** The credential_process as we wrote it. */
  readonly command: string
  readonly state: 'moving' | 'held' | 'leaving'
  /** ISO 8601. */
  readonly at: string
  /** The original lines; missing for a file that cannot be put back exactly. */
  readonly wayBack: Partial<Record<SharedFileKind, WayBack>>
}

export type VaultRecords = PrivateRecords<VaultRecord>

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null

/** Checked by hand: a hand-out must not wait for the schemas to load. */
function isRecord(value: unknown): value is VaultRecord {
  return (
    isObject(value) &&
    value['version'] === 1 &&
    ['profile', 'item', 'accessKeyId', 'command', 'at'].every((key) => typeof value[key] === 'string') &&
    storeIds.some((id) => id === value['store']) &&
    ['moving', 'held', 'leaving'].some((state) => state === value['state']) &&
    isObject(value['wayBack'])
  )
}

/** The records of this user, one for each profile. */
export const vaultRecords = (paths: Pick<StackpassPaths, 'stateDir'>): VaultRecords =>
  createPrivateRecords(recordFolder(paths), {
    isRecord,
    keyOf: ({ profile }) => profile,
    orderOf: ({ profile }) => profile,
  })
