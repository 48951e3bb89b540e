import * as z from 'zod'
import { mostGraceDays, rotationStates, usualGraceDays } from '../domain/rotation/types.ts'
import { instant, nothing, profileName } from './common.ts'
import { planSchema } from './edits.ts'
import { command, query } from './method.ts'

const keyId = z.string().regex(/^[A-Z0-9]{16,128}$/)
const lastUse = z.object({ at: instant, service: z.string(), region: z.string() })

const listedKey = z.object({
  accessKeyId: z.string(),
  active: z.boolean(),
  createdAt: instant.optional(),
  /** Absent: AWS knows of no use. */
  lastUsed: lastUse.optional(),
})

const rotationSchema = z.object({
  profile: z.string(),
  oldId: z.string(),
  newId: z.string().optional(),
  /** The ARN. */
  user: z.string(),
  state: z.enum(rotationStates),
  since: instant,
  switchedAt: instant.optional(),
  inactiveAt: instant.optional(),
  /** When the old key may be deleted. */
  deletableFrom: instant.optional(),
  graceDays: z.number(),
  historyIds: z.array(z.string()),
  steps: z.array(z.object({ text: z.string(), done: z.boolean() })),
})

const statusSchema = z.object({
  /** Each long-lived key once, however many profiles have it. */
  keys: z.array(
    z.object({
      accessKeyId: z.string(),
      profiles: z.array(z.string()),
      inVault: z.boolean(),
      /** When IAM was asked; absent: the following fields are not known. */
      checkedAt: instant.optional(),
      user: z.string().optional(),
      createdAt: instant.optional(),
      ageDays: z.number().optional(),
      /** Older than the 90 days of the CIS benchmark. */
      tooOld: z.boolean().optional(),
      active: z.boolean().optional(),
      lastUsed: lastUse.optional(),
      keysOfUser: z.number().optional(),
      /** The other keys of the same user. */
      others: z.array(listedKey).optional(),
      /** Why IAM did not say. */
      failure: z.string().optional(),
    }),
  ),
  rotations: z.array(rotationSchema),
})

const rotateInput = z.strictObject({
  profile: profileName,
  /** How many days the old key stays, switched off; 0: it is deleted at once. */
  graceDays: z.int().min(0).max(mostGraceDays).default(usualGraceDays),
  /** The user's other key, deleted to make room for the new one. */
  remove: keyId.optional(),
})

export const keyMethods = {
  'keys.status': query(
    'Every long-lived key with what IAM last said about it, and the rotations under way',
    nothing,
    statusSchema,
  ),
  'keys.check': command(
    'Ask IAM about the age, last use and number of keys; reading calls only',
    z.strictObject({ profiles: z.array(profileName).optional() }),
    statusSchema,
  ),
  'keys.preview': command(
    'What a rotation would do: its steps, the keys of the user and the lines that would change; reading calls only',
    rotateInput,
    z.object({
      accessKeyId: z.string(),
      user: z.string(),
      profiles: z.array(z.string()),
      /** Those of them whose key is in the vault. */
      vault: z.array(z.string()),
      keys: z.array(listedKey),
      steps: z.array(z.string()),
      files: planSchema.shape.files,
    }),
  ),
  'keys.rotate': command(
    'Replace the key of a profile in every place that holds it; each step is recorded on disk before it is taken',
    rotateInput,
    /** Absent: the old key is already deleted. */
    z.object({ rotation: rotationSchema.optional() }),
  ),
  'keys.resume': command(
    'Resume interrupted rotations; `remove` names a key that a person agreed to delete',
    z.strictObject({ remove: keyId.optional() }),
    z.object({ said: z.array(z.string()) }),
  ),
  'keys.finish': command(
    'Delete the old key of a rotation, once its grace is over and nobody has used it',
    z.strictObject({ profile: profileName, althoughUsed: z.boolean().optional() }),
    z.object({ deleted: z.string() }),
  ),
  'keys.undo': command(
    'Switch the old key on again, put it back into the files and delete the new one',
    z.strictObject({ profile: profileName }),
    z.object({ restored: z.string() }),
  ),
}
