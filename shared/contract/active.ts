import * as z from 'zod'
import { instant, nothing, profileName } from './common.ts'
import { command, query } from './method.ts'

export const activeStateSchema = z.object({
  /** Absent: no profile is active, shells are left alone. */
  profile: z.string().optional(),
  region: z.string().optional(),
  since: instant.optional(),
  expiresAt: instant.optional(),
  /** False when the profile is no longer in the shared files. */
  known: z.boolean(),
  /** True where a shell has started with the hook: open terminals that have it follow at their next prompt. Absent: not known. */
  shellsFollow: z.boolean().optional(),
})

export const activeMethods = {
  'active.get': query('The active profile', nothing, activeStateSchema),
  'active.use': command(
    'Make a profile active in every open shell; without a name, no profile is active. `confirmed` is needed for a production profile and for one that its last check found broken',
    z.strictObject({ profile: profileName.optional(), confirmed: z.boolean().optional() }),
    activeStateSchema,
  ),
}
