import * as z from 'zod'
import { instant, profileName } from './common.ts'
import { appliedSchema, fileDiffSchema, planSchema } from './edits.ts'
import { command, query } from './method.ts'

export const historyEntrySchema = z.object({
  id: z.string(),
  at: instant,
  summary: z.string(),
  files: z.array(z.object({ label: z.string(), path: z.string(), added: z.number(), removed: z.number() })),
  /** The entry that this one undid or restored. */
  undoes: z.string().optional(),
  undone: z.boolean(),
  /** True while the backup that undo needs is there. */
  canUndo: z.boolean(),
})

/** Exactly one of these. A profile: every entry and backup that holds its keys. */
export const purgeChoiceSchema = z.union([
  z.strictObject({ all: z.literal(true) }),
  z.strictObject({ profile: profileName }),
  z.strictObject({ path: z.string().min(1) }),
  z.strictObject({ before: z.iso.datetime({ offset: true }) }),
])

export const purgePlanSchema = z.object({
  planId: z.string(),
  /** Whole entries to remove, newest first; they can no longer be undone. */
  entries: z.array(
    z.object({ id: z.string(), at: instant, summary: z.string(), files: z.array(z.string()) }),
  ),
  /** Unreadable entries to remove. */
  unreadable: z.int(),
  /** Copies of whole files, as they were before or after a change. */
  backups: z.int(),
  /** Cached sign-ins, logs and scripts to remove. */
  others: z.int(),
  bytes: z.int(),
  /** When the newest of the entries would expire by itself. */
  until: instant.optional(),
})

export const historyMethods = {
  'history.list': query(
    'What Stackpass wrote, newest first',
    z.strictObject({ limit: z.int().min(1).max(500).optional(), before: z.string().optional() }),
    z.object({
      entries: z.array(historyEntrySchema),
      /** Entries that exist but cannot be read. None of them is deleted before its 30 days are over. */
      unreadable: z.int(),
    }),
  ),
  'history.show': query(
    'One entry with its diff, secrets masked',
    z.strictObject({ id: z.string() }),
    z.object({ entry: historyEntrySchema, diffs: z.array(fileDiffSchema) }),
  ),
  'history.plan': command(
    'Plan an undo, or the restore of one whole file as it was before the entry; `edits.apply` writes it',
    z.strictObject({ id: z.string(), mode: z.enum(['undo', 'restore']), path: z.string().optional() }),
    planSchema,
  ),
  'history.undo': command(
    'Undo an entry, by default the last one that is not undone',
    z.strictObject({ id: z.string().optional() }),
    appliedSchema,
  ),
  'history.planPurge': command(
    'Which entries of the history would be forgotten: all, older ones, those of one file, or those that hold the keys of one profile',
    z.strictObject({ what: purgeChoiceSchema }),
    purgePlanSchema,
  ),
  'history.purge': command(
    'Forget what `history.planPurge` named, for good. `left`: other files of Stackpass that still hold the keys',
    z.strictObject({ planId: z.string() }),
    z.object({ entries: z.int(), backups: z.int(), others: z.int(), left: z.array(z.string()) }),
  ),
}
