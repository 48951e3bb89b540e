import * as z from 'zod'
import { nothing } from './common.ts'
import { command, query } from './method.ts'

export const folderProfileSchema = z.object({
  folder: z.string(),
  /** What gives it a profile: a rule in the settings, the file in it, or the selected stack of the project in it. */
  from: z.enum(['rule', 'file', 'stacks']),
  /** `changed`: its file is not as it was allowed, `gone`: there is none; both have no effect. `denied`: turned down. */
  state: z.enum(['holds', 'changed', 'gone', 'denied']),
  /** Absent: none is selected, or the folder was turned down. */
  profile: z.string().optional(),
  /** Of a folder by its stacks: each with its profile. */
  stacks: z.array(z.tuple([z.string(), z.string()])).optional(),
  /** False when the shared files have no such profile. */
  known: z.boolean(),
})

const where = {
  /** Absolute, or below the current one; the file that asks for a profile may be in a folder above. */
  folder: z.string().min(1).max(4096),
}

export const folderMethods = {
  'folders.list': query(
    'Folders with a profile of their own, which shells with the hook follow',
    nothing,
    z.object({ folders: z.array(folderProfileSchema) }),
  ),
  'folders.allow': command(
    'Let the file in a folder, or the stacks of the project in it, choose the profile of shells there, in its present state',
    z.strictObject({
      ...where,
      /** The same folder as the shell spells it, through links. */
      spelled: z.string().max(4096).optional(),
      /** By the selected stack of the project, not by the file. */
      stacks: z.boolean().optional(),
      /** The user agreed to a production profile. */
      confirmed: z.boolean().optional(),
    }),
    folderProfileSchema,
  ),
  'folders.deny': command(
    'Revoke a rule or a permission; a file in the folder has no effect and is not mentioned again',
    z.strictObject(where),
    folderProfileSchema,
  ),
  'folders.set': command(
    'Give a folder a profile by a rule of your own',
    z.strictObject({ ...where, profile: z.string().min(1).max(512), confirmed: z.boolean().optional() }),
    folderProfileSchema,
  ),
}
