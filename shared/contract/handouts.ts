import * as z from 'zod'
import { instant, nothing, profileName } from './common.ts'
import { command, query } from './method.ts'

export const ledgerEntrySchema = z.object({
  number: z.number(),
  at: instant,
  profile: z.string(),
  account: z.string().optional(),
  /** Such as `credentials`, `exec`, `copy`. */
  way: z.string(),
  /** As the system told it: advisory. Empty: it told nothing. */
  program: z.string(),
  pid: z.number().optional(),
  /** Its secrets masked. */
  command: z.string().optional(),
  /** From the outermost program to the nearest. */
  tree: z.array(z.string()),
  folder: z.string().optional(),
  lease: z.string().optional(),
  from: z.enum(['fresh', 'cached', 'none']),
  verdict: z.enum(['given', 'refused', 'no-answer']),
  /** By which rule, or why not. */
  by: z.string(),
  /** True for a profile whose group is production now. */
  production: z.boolean(),
})

/** Whether the log is what was written, as far as that can be seen. */
export const ledgerStateSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('empty') }),
  z.object({
    kind: z.literal('whole'),
    /** Lines that are incomplete because their writer was stopped. */
    torn: z.number(),
    /** The oldest files were deleted, because there were more than the limit. */
    earlierLeft: z.boolean(),
  }),
  z.object({ kind: z.literal('broken'), number: z.number() }),
  z.object({ kind: z.literal('cut'), from: z.number(), to: z.number() }),
  z.object({ kind: z.literal('foreign'), reason: z.string() }),
])

export const handOutRuleSchema = z.object({
  id: z.string(),
  profile: z.string(),
  kind: z.enum(['tree', 'hour', 'standing', 'never']),
  program: z.string(),
  /** The file that runs, and the script of an interpreter. */
  file: z.string(),
  script: z.string().optional(),
  folder: z.string().optional(),
  at: instant,
  endsAt: instant.optional(),
  where: z.enum(['terminal', 'desktop', 'command']),
})

export const handoutMethods = {
  'handouts.list': query(
    'The log of who got which credentials, newest first, and whether anything in it was changed or is missing',
    z.strictObject({
      profile: profileName.optional(),
      /** The id of a lease. */
      lease: z.string().max(64).optional(),
      /** Part of the name of the program. */
      program: z.string().max(200).optional(),
      since: instant.optional(),
      until: instant.optional(),
      refused: z.literal(true).optional(),
      production: z.literal(true).optional(),
      limit: z.number().int().min(1).max(10_000).optional(),
    }),
    z.object({
      entries: z.array(ledgerEntrySchema),
      /** Of the matching ones, before the limit. */
      given: z.number(),
      refused: z.number(),
      /** Of the whole log. */
      total: z.number(),
      since: instant.optional(),
      state: ledgerStateSchema,
    }),
  ),
  'handouts.rules': query(
    'Which programs may use which profile without a question, and which never may',
    z.strictObject({ profile: profileName.optional() }),
    z.object({ rules: z.array(handOutRuleSchema) }),
  ),
  'handouts.allow': command(
    'Have the user asked, in the terminal or a dialog of the desktop app, whether a program may always use a profile; nothing sent here can answer',
    z.strictObject({
      profile: profileName,
      /** A path, or a name that PATH leads to. */
      program: z.string().min(1).max(1_000),
      folder: z.string().max(1_000).optional(),
    }),
    z.object({ decision: z.enum(['allowed', 'denied']) }),
  ),
  'handouts.refuse': command(
    'Never let a program use a profile: a rule that refuses without a question, and goes before one that allows',
    z.strictObject({
      profile: profileName,
      /** A path, or a name that PATH leads to. */
      program: z.string().min(1).max(1_000),
      folder: z.string().max(1_000).optional(),
    }),
    nothing,
  ),
  'handouts.revoke': command(
    'Revoke rules: one by its id, those of a profile, or all',
    z.strictObject({
      id: z.string().optional(),
      profile: profileName.optional(),
      all: z.literal(true).optional(),
    }),
    z.object({ revoked: z.number() }),
  ),
}
