import * as z from 'zod'
import { nothing } from './common.ts'
import { command, query } from './method.ts'

export const groupColours = ['red', 'amber', 'teal', 'violet', 'pink', 'slate'] as const

/** Stackpass' own settings: one file, one schema, for every host. Nothing of this goes into the AWS files. */
export const settingsSchema = z.object({
  theme: z.enum(['system', 'light', 'dark']).default('system'),
  density: z.enum(['normal', 'compact']).default('normal'),
  revealMode: z.enum(['hold', 'press']).default('hold'),
  singleLetterKeys: z.boolean().default(true),
  favourites: z.array(z.string()).default([]),
  groups: z
    .array(z.object({ name: z.string(), colour: z.enum(groupColours), production: z.boolean() }))
    .default([]),
  /** Pairs of profile and group, as pairs because profile names may be any text. */
  profileGroups: z.array(z.tuple([z.string(), z.string()])).default([]),
  recents: z.array(z.object({ profile: z.string(), count: z.number(), lastUsed: z.string() })).default([]),
  exportRegion: z.boolean().default(false),
  confirmProduction: z.boolean().default(true),
  fallback: z.object({ profile: z.string(), minutes: z.number().positive() }).nullable().default(null),
  notifyExpiry: z.boolean().default(true),
  stackFolders: z.array(z.string()).default([]),
  shortcut: z.string().default('CommandOrControl+Shift+K'),
  startAtLogin: z.boolean().default(false),
  closeToTray: z.boolean().default(true),
  window: z
    .object({
      width: z.number(),
      height: z.number(),
      x: z.number().optional(),
      y: z.number().optional(),
      maximised: z.boolean(),
    })
    .nullable()
    .default(null),
})

export const settingsPatchSchema = settingsSchema.partial()

export const settingsMethods = {
  'settings.get': query('Stackpass own settings', nothing, settingsSchema),
  'settings.set': command('Change some of the settings', settingsPatchSchema, settingsSchema),
}
