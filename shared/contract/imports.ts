import * as z from 'zod'
import { storeIds } from '../domain/vault/stores.ts'
import { profileName } from './common.ts'
import { planSchema } from './edits.ts'
import { command } from './method.ts'

export const importCandidateSchema = z.object({
  /** Index within the import. */
  index: z.number(),
  /** Where it was found, such as "AWS access portal, bash". */
  source: z.string(),
  suggestedName: z.string(),
  accessKeyId: z.string().optional(),
  hasSecret: z.boolean(),
  hasToken: z.boolean(),
  region: z.string().optional(),
  expiresAt: z.string().optional(),
  /** Present when the input itself carries no expiry and this is a guess. */
  expiryAssumed: z.boolean(),
  otherKeys: z.array(z.string()),
  /** Why it cannot be imported, such as a truncated token. */
  problem: z
    .object({
      code: z.string(),
      message: z.string(),
      /** It may still be whole: it is imported where `anyway` says so. */
      suspected: z.literal(true).optional(),
    })
    .optional(),
  /** Profiles that already have these keys, and which secrets of them are the same. */
  known: z.array(z.object({ profile: z.string(), secret: z.boolean(), token: z.boolean() })),
  /** The profile of that name as it is now. */
  replaces: z.object({ accessKeyId: z.string().optional(), kind: z.string() }).optional(),
})

export const importMethods = {
  'imports.parse': command(
    'Find credentials in pasted text; secrets stay in core',
    z.strictObject({ text: z.string().max(1_000_000) }),
    z.object({
      importId: z.string(),
      format: z.string(),
      candidates: z.array(importCandidateSchema),
      notes: z.array(z.string()),
    }),
  ),
  'imports.plan': command(
    'Plan writing chosen candidates to profiles',
    z.strictObject({
      importId: z.string(),
      choices: z
        .array(
          z.strictObject({
            index: z.number(),
            profile: profileName,
            expiresAt: z.string().optional(),
            /** Even where its problem is only suspected. */
            anyway: z.boolean().optional(),
          }),
        )
        .min(1),
      /** Long-lived keys go into this store of the vault and into no file. */
      keepIn: z.enum(storeIds).optional(),
    }),
    planSchema,
  ),
}
