import * as z from 'zod'
import { storeIds } from '../domain/vault/stores.ts'
import { instant, nothing, profileName } from './common.ts'
import { planSchema } from './edits.ts'
import { command, query } from './method.ts'

export const vaultStoreSchema = z.object({
  id: z.enum(storeIds),
  name: z.string(),
  /** What it protects a key against, and what not, as sentences. */
  protects: z.string(),
  not: z.string(),
  /** Why it cannot be used here; absent where it can. */
  unavailable: z.string().optional(),
})

export const heldKeySchema = z.object({
  profile: z.string(),
  store: z.enum(storeIds),
  since: instant,
  accessKeyId: z.string(),
  /**
   * `held`: the profile asks for it. `unfinished`: moving it in or taking it out was interrupted; the key is in the file, or
   * both.
   * `both`: the file holds a key as well. `unused`: no profile asks for it any longer.
   */
  state: z.enum(['held', 'unfinished', 'both', 'unused']),
})

const passphrase = z.string().min(1).max(1_024)

export const vaultMethods = {
  'vault.status': query(
    'The keys in the vault, those in plain files, the stores of this machine, and whether the vault is locked',
    nothing,
    z.object({
      held: z.array(heldKeySchema),
      /** Profiles whose key is in a plain file and can be moved. */
      plain: z.array(z.string()),
      stores: z.array(vaultStoreSchema),
      /** The store that is offered first. */
      suggested: z.enum(storeIds),
      /** Absent while it is open. `passphrase`: only the encrypted file waits for its passphrase. */
      locked: z.enum(['by-you', 'idle', 'passphrase']).optional(),
      /** Whether the encrypted file already has a passphrase. */
      fileSetUp: z.boolean(),
      /** The encrypted file holds keys, and nothing here keeps its passphrase for all programs: each command asks for it. */
      asksEach: z.literal(true).optional(),
      /** Idle minutes after which it locks; null: never. */
      idleMinutes: z.number().nullable(),
    }),
  ),
  'vault.plan': command(
    'Plan to move keys into the vault, or out of it, and return the diff; edits.apply stores, reads back and proves each key before it writes',
    z.discriminatedUnion('action', [
      z.strictObject({
        action: z.literal('move'),
        profiles: z.array(profileName).min(1),
        /** Absent: the one that vault.status suggests. */
        store: z.enum(storeIds).optional(),
      }),
      z.strictObject({ action: z.literal('takeOut'), profiles: z.array(profileName).min(1) }),
    ]),
    planSchema,
  ),
  'vault.lock': command('Lock the vault: it gives out no key until it is unlocked', nothing, nothing),
  'vault.unlock': command(
    'Unlock the vault; the encrypted file opens with its passphrase, or with `isNew` gets one',
    z.strictObject({ passphrase: passphrase.optional(), isNew: z.literal(true).optional() }),
    nothing,
  ),
}
