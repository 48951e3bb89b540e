import * as z from 'zod'
import { instant } from './common.ts'
import { readerNameSchema } from './readers.ts'

/**
 * What can be done with a session or a profile now, as far as the files say. One state for both, everywhere.
 * `renews`: the access token ends at `until`, and is renewed by whoever uses it next.
 */
export const accessStateSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('works'),
    /** The end of what works now; the user must do something then, unless it `renews`. Absent where it is not known or never. */
    until: instant.optional(),
    /** Renewed without the user; `last`: the latest time to which that is possible, where it is known. */
    renews: z.object({ last: instant.optional() }).optional(),
  }),
  z.object({ kind: z.literal('signIn'), endedAt: instant.optional() }),
  /** The keys that it begins with are over, and nobody signs in to them: new ones have to be put in. */
  z.object({ kind: z.literal('keysEnded'), endedAt: instant.optional() }),
  z.object({ kind: z.literal('needsCode'), serial: z.string(), endedAt: instant.optional() }),
  z.object({ kind: z.literal('needsPermission'), why: z.string() }),
  /** `failsIn`: the tool that cannot use it, where that is what is wrong. */
  z.object({ kind: z.literal('broken'), why: z.string(), failsIn: readerNameSchema.optional() }),
  z.object({ kind: z.literal('unknown'), why: z.string() }),
])
