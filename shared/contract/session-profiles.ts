import * as z from 'zod'
import { instant, nothing, profileName } from './common.ts'
import { planSchema } from './edits.ts'
import { command, query } from './method.ts'

export const sessionProfileMethods = {
  'sessionProfiles.list': query(
    'The profiles that hold a session of another one, each with its end',
    nothing,
    z.object({
      profiles: z.array(
        z.object({
          profile: z.string(),
          of: z.string(),
          expiresAt: instant.optional(),
          over: z.boolean(),
          /** False where its original profile is in neither file any longer: then it cannot be renewed. */
          renewable: z.boolean(),
        }),
      ),
    }),
  ),
  'sessionProfiles.plan': command(
    'Plan a profile that holds a session of another one, for tools that read files only; an earlier session of it is replaced',
    z.strictObject({
      of: profileName,
      /** Its name; `NAME-session` when absent. */
      as: profileName.optional(),
    }),
    z.object({ plan: planSchema, profile: z.string(), expiresAt: instant.optional() }),
  ),
  'sessionProfiles.planRemove': command(
    'Plan the removal of profiles that hold sessions: those named, or every one whose session has ended',
    z.strictObject({ profiles: z.array(profileName).optional() }),
    planSchema,
  ),
}
