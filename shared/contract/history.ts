import * as z from 'zod'
import { instant } from './common.ts'
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

export const historyMethods = {
  'history.list': query(
    'What Stackpass wrote, newest first',
    z.strictObject({ limit: z.int().min(1).max(500).optional(), before: z.string().optional() }),
    z.object({ entries: z.array(historyEntrySchema) }),
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
}
