import { createHash } from 'node:crypto'
import { readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { rotationStates, type RotationState } from '../../../shared/domain/rotation/types.ts'
import { storeIds, type StoreId } from '../../../shared/domain/vault/stores.ts'
import { readPrivateJson, writePrivateJson } from '../../state/private-json.ts'
import { errno } from '../../system/file-errors.ts'

/** Where a key in the vault goes to: the item of the old one stays until that is deleted at AWS. */
export interface VaultSwitch {
  readonly profile: string
  readonly store: StoreId
  readonly oldItem: string
  readonly newItem: string
}

/** What is known of a rotation, on disk before each of its steps. It holds no secret. */
export interface Rotation {
  readonly version: 1
  /** As it was asked for: its region, endpoints and MFA device are used. */
  readonly profile: string
  readonly oldId: string
  readonly newId?: string
  readonly account: string
  readonly arn: string
  readonly userId: string
  readonly state: RotationState
  /** The keys of the user before the new one was made. */
  readonly before: readonly string[]
  /** ISO 8601, like the others: when it began, when the new key was in the files, when the old one was switched off. */
  readonly at: string
  readonly switchedAt?: string
  readonly inactiveAt?: string
  readonly graceDays: number
  /** The entries of the history that wrote the new key, oldest first. */
  readonly historyIds: readonly string[]
  readonly vault: readonly VaultSwitch[]
}

const day = 24 * 3_600_000

/** When the old key may be deleted; ISO 8601. */
export const graceEnd = ({ inactiveAt, graceDays }: Rotation): string | undefined =>
  inactiveAt === undefined ? undefined : new Date(Date.parse(inactiveAt) + graceDays * day).toISOString()

export interface Rotations {
  read(oldId: string): Promise<Rotation | undefined>
  list(): Promise<readonly Rotation[]>
  /** On disk when it resolves. Rejects with OwnFileFailure. */
  write(rotation: Rotation): Promise<void>
  remove(oldId: string): Promise<void>
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null

const isSwitch = (value: unknown): value is VaultSwitch =>
  isObject(value) &&
  ['profile', 'oldItem', 'newItem'].every((key) => typeof value[key] === 'string') &&
  storeIds.some((id) => id === value['store'])

const areTexts = (value: unknown): boolean =>
  Array.isArray(value) && value.every((one) => typeof one === 'string')

function isRotation(value: unknown): value is Rotation {
  return (
    isObject(value) &&
    value['version'] === 1 &&
    ['profile', 'oldId', 'account', 'arn', 'userId', 'at'].every((key) => typeof value[key] === 'string') &&
    ['newId', 'switchedAt', 'inactiveAt'].every((key) =>
      ['string', 'undefined'].includes(typeof value[key]),
    ) &&
    rotationStates.some((state) => state === value['state']) &&
    typeof value['graceDays'] === 'number' &&
    areTexts(value['before']) &&
    areTexts(value['historyIds']) &&
    Array.isArray(value['vault']) &&
    value['vault'].every(isSwitch)
  )
}

/** One 0600 file for each rotation, named after the old key. */
export function createRotations(folder: string): Rotations {
  const fileOf = (oldId: string): string =>
    join(folder, `${createHash('sha256').update(oldId).digest('hex').slice(0, 40)}.json`)

  async function load(file: string): Promise<Rotation | undefined> {
    const found = await readPrivateJson(file)
    return isRotation(found) && fileOf(found.oldId) === file ? found : undefined
  }

  return {
    read: (oldId) => load(fileOf(oldId)),
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
      return found.filter((one) => one !== undefined).sort((one, other) => (one.at < other.at ? -1 : 1))
    },
    write: (rotation) => writePrivateJson(fileOf(rotation.oldId), rotation),
    remove: (oldId) => rm(fileOf(oldId), { force: true }),
  }
}
