import * as z from 'zod'
import { instant } from './common.ts'
import { readerNameSchema } from './readers.ts'

/**
 * What can be done with a session or a profile now, as far as the files say. One state for both, everywhere.
 * `renews`: the access token ends at `until`, and its next user renews it.
 */
export const accessStateSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('works'),
    /** The end of what works now; then the user must do something, unless it `renews`. Absent where it is unknown or never. */
    until: instant.optional(),
    /** Renewed without the user; `last`: the latest time until which that is possible, if known. */
    renews: z.object({ last: instant.optional() }).optional(),
  }),
  z.object({ kind: z.literal('signIn'), endedAt: instant.optional() }),
  /** The keys that it begins with have ended, and no sign-in renews them: it needs new ones. */
  z.object({ kind: z.literal('keysEnded'), endedAt: instant.optional() }),
  z.object({ kind: z.literal('needsCode'), serial: z.string(), endedAt: instant.optional() }),
  z.object({ kind: z.literal('needsPermission'), why: z.string() }),
  /** `failsIn`: the tool that cannot use it, if that is the problem. */
  z.object({ kind: z.literal('broken'), why: z.string(), failsIn: readerNameSchema.optional() }),
  z.object({ kind: z.literal('unknown'), why: z.string() }),
])
