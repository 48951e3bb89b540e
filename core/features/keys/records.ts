import { rotationStates, type RotationState } from '../../../shared/domain/rotation/types.ts'
import { storeIds, type StoreId } from '../../../shared/domain/vault/stores.ts'
import { createPrivateRecords, type PrivateRecords } from '../../state/private-records.ts'

/** Where a key in the vault goes: the item of the old one stays until AWS has deleted that key. */
export interface VaultSwitch {
  readonly profile: string
  readonly store: StoreId
  readonly oldItem: string
  readonly newItem: string
}

/** What is known about a rotation, on disk before each of its steps. It holds no secret. */
export interface Rotation {
  readonly version: 1
  /** The profile as requested: its region, endpoints and MFA device are used. */
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

export type Rotations = PrivateRecords<Rotation>

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

/** The rotations of this user, each named after the old key, in the order in which they began. */
export const createRotations = (folder: string): Rotations =>
  createPrivateRecords(folder, {
    isRecord: isRotation,
    keyOf: ({ oldId }) => oldId,
    orderOf: ({ at }) => at,
  })
