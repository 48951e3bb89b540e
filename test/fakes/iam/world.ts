import type { Identity } from '../sts/identities.ts'

/** What IAM keeps of a key. */
export interface KeyState {
  status: 'Active' | 'Inactive'
  createdAt: number
  lastUsed?: { readonly at: number; readonly service: string; readonly region: string }
}

/** How IAM treats one user, by ARN. */
export interface UserRules {
  /** Actions that a policy denies. */
  readonly denies?: readonly string[]
  /** A policy demands `aws:MultiFactorAuthPresent` for all of IAM. */
  readonly mfaRequired?: boolean
}

/** The access keys of users. Keys of the double that nobody made through IAM are active and as old as `firstMade`. */
export interface IamWorld {
  readonly identities: Map<string, Identity>
  readonly keys: Map<string, KeyState>
  readonly rules: Map<string, UserRules>
  /** A new key is unknown for so many requests that are signed with it, as at AWS for some seconds. */
  newKeyUnknownFor: number
  /** So many requests from now on are throttled. */
  throttled: number
  /** The answer to so many creations gets lost: the key is made all the same. */
  answersLost: number
  firstMade: number
  stateOf(accessKeyId: string): KeyState
  isUnknown(accessKeyId: string): boolean
  used(accessKeyId: string, service: string): void
  /** Makes a key known after `newKeyUnknownFor` requests. */
  made(accessKeyId: string): void
}

export function createIamWorld(identities: Map<string, Identity>): IamWorld {
  const unknownFor = new Map<string, number>()
  const world: IamWorld = {
    identities,
    keys: new Map(),
    rules: new Map(),
    newKeyUnknownFor: 0,
    throttled: 0,
    answersLost: 0,
    firstMade: Date.now() - 200 * 24 * 3_600_000,
    stateOf(accessKeyId) {
      const known = world.keys.get(accessKeyId)
      if (known !== undefined) return known
      const made: KeyState = { status: 'Active', createdAt: world.firstMade }
      world.keys.set(accessKeyId, made)
      return made
    },
    isUnknown(accessKeyId) {
      if (world.keys.get(accessKeyId)?.status === 'Inactive') return true
      const left = unknownFor.get(accessKeyId) ?? 0
      if (left === 0) return false
      unknownFor.set(accessKeyId, left - 1)
      return true
    },
    used(accessKeyId, service) {
      if (accessKeyId.startsWith('AKIA'))
        world.stateOf(accessKeyId).lastUsed = { at: Date.now(), service, region: 'us-east-1' }
    },
    made: (accessKeyId) => void unknownFor.set(accessKeyId, world.newKeyUnknownFor),
  }
  return world
}
