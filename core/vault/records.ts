import { readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { SharedFileKind } from '../../shared/domain/aws/types.ts'
import { storeIds, type StoreId } from '../../shared/domain/vault/stores.ts'
import type { WayBack } from '../../shared/domain/vault/way-back.ts'
import { readPrivateJson, writePrivateJson } from '../state/private-json.ts'
import type { StackpassPaths } from '../state/paths.ts'
import { errno } from '../system/file-errors.ts'
import { recordFile, recordFolder } from './record-file.ts'

/**
 * What is known of a key in the vault, and how far its move has come. It is on disk before each step, and holds no secret.
 * `moving`: it stands in the file and perhaps in the vault; `held`: in the vault; `leaving`: on its way back into the file.
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
  /** How the lines were; missing for a file that cannot be put back exactly. */
  readonly wayBack: Partial<Record<SharedFileKind, WayBack>>
}

export interface VaultRecords {
  read(profile: string): Promise<VaultRecord | undefined>
  list(): Promise<readonly VaultRecord[]>
  /** On disk when it resolves. Rejects with OwnFileFailure. */
  write(record: VaultRecord): Promise<void>
  remove(profile: string): Promise<void>
}

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

/** The records of this user. */
export const vaultRecords = (paths: Pick<StackpassPaths, 'stateDir'>): VaultRecords =>
  createVaultRecords(recordFolder(paths))

/** One 0600 file for each profile. */
function createVaultRecords(folder: string): VaultRecords {
  const fileOf = (profile: string): string => recordFile(folder, profile)

  async function load(file: string): Promise<VaultRecord | undefined> {
    const found = await readPrivateJson(file)
    return isRecord(found) && fileOf(found.profile) === file ? found : undefined
  }

  return {
    read: (profile) => load(fileOf(profile)),
    async list() {
      let names: string[]
      try {
        names = await readdir(folder)
      } catch (error) {
        if (errno(error) === 'ENOENT') return []
        throw error
      }
      const files = names.filter((name) => /^[0-9a-f]{40}\.json$/.test(name)).sort()
      const found = await Promise.all(files.map((name) => load(join(folder, name))))
      return found
        .filter((record) => record !== undefined)
        .sort((one, other) => (one.profile < other.profile ? -1 : 1))
    },
    write: (record) => writePrivateJson(fileOf(record.profile), record),
    remove: (profile) => rm(fileOf(profile), { force: true }),
  }
}
