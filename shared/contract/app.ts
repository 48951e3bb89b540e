import * as z from 'zod'
import { instant, nothing } from './common.ts'
import { historyEntrySchema } from './history.ts'
import { query } from './method.ts'
import { profileListSchema } from './profiles.ts'
import { settingsSchema } from './settings.ts'
import { activeStateSchema } from './active.ts'
import { promptSchema } from './verify.ts'

export const snapshotSchema = z.object({
  version: z.string(),
  platform: z.string(),
  host: z.enum(['desktop', 'loopback', 'cli']),
  now: instant,
  list: profileListSchema,
  settings: settingsSchema,
  active: activeStateSchema,
  lastChange: historyEntrySchema.optional(),
  prompts: z.array(promptSchema),
})

export const appMethods = {
  'app.snapshot': query('Everything that the first screen needs, in one call', nothing, snapshotSchema),
}
