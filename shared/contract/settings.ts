import * as z from 'zod'
import { nothing } from './common.ts'
import { command, query } from './method.ts'

export const groupColours = ['red', 'amber', 'teal', 'violet', 'pink', 'slate'] as const

/** The browser that opens the console of a group; absent: the system's default. */
export const browserChoiceSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('firefox-container'),
    container: z.string().min(1).max(60),
    /** Which add-on of Firefox opens containers: "Open external links in a container", or Granted's. */
    addOn: z.enum(['open-external-links', 'granted']),
  }),
  z.strictObject({
    kind: z.literal('chromium'),
    browser: z.enum(['chrome', 'edge', 'brave', 'chromium']),
    /** As the browser shows it. */
    profile: z.string().min(1).max(100),
  }),
])

/** Stackpass' own settings: one file, one schema, for every host. None of this goes into the AWS files. */
export const settingsSchema = z.object({
  theme: z.enum(['system', 'light', 'dark']),
  density: z.enum(['normal', 'compact']),
  revealMode: z.enum(['hold', 'press']),
  /** The tool that the status in the list of profiles is about. */
  statusReader: z.enum(['awsCli', 'jsSdk', 'goSdk', 'pulumi']),
  singleLetterKeys: z.boolean(),
  favourites: z.array(z.string()),
  groups: z.array(
    z.object({
      name: z.string().min(1).max(40),
      colour: z.enum(groupColours),
      production: z.boolean(),
      browser: browserChoiceSchema.optional(),
      /** Profiles that join by themselves: patterns of names, accounts. See `shared/domain/groups/group-of.ts`. */
      rules: z.array(z.string().trim().min(1).max(200)).max(50).optional(),
    }),
  ),
  /** Pairs of profile and group, as pairs because profile names may be any text. They go before rules; the group '' is none. */
  profileGroups: z.array(z.tuple([z.string(), z.string()])),
  recents: z.array(z.object({ profile: z.string(), count: z.number(), lastUsed: z.string() })),
  /** The shell hook exports the region of the active profile too. */
  exportRegion: z.boolean(),
  /** Pairs of folder and profile: shells with the hook use it there and below. */
  folderProfiles: z.array(z.tuple([z.string(), z.string()])),
  /** The shell hook puts the profile into the title of the terminal. */
  terminalTitle: z.boolean(),
  /** The shell hook colours the background of the terminal by the group of the profile; for dark or light terminals. */
  terminalColour: z.enum(['no', 'dark', 'light']),
  confirmProduction: z.boolean(),
  /**
   * For which profiles Stackpass asks before another program gets credentials: guarded ones (production, vault), all, or none.
   */
  askBeforeHandOut: z.enum(['guarded', 'all', 'none']),
  /** How long a question about a program waits. No answer means no. */
  askForMinutes: z.number().int().min(1).max(10),
  /** After this long on a production profile, go back to a safe one. */
  fallback: z.object({ profile: z.string(), minutes: z.number().positive() }).nullable(),
  notifyExpiry: z.boolean(),
  stackFolders: z.array(z.string()),
  /** Whether the user's files are written in place where they cannot be replaced, always, or never. */
  writeInPlace: z.enum(['needed', 'always', 'never']),
  /** Linux on Windows: the home folder of Windows whose AWS files are used; null: those of Linux. */
  windowsHome: z
    .string()
    .max(1_000)
    .regex(/^\/[^\u0000-\u001F\u007F$]*[^\u0000-\u001F\u007F$/]$/)
    .nullable(),
  /** Idle minutes after which the vault locks; null: never. */
  vaultIdleMinutes: z.number().positive().nullable(),
  shortcut: z.string(),
  startAtLogin: z.boolean(),
  closeToTray: z.boolean(),
  window: z
    .object({
      width: z.number(),
      height: z.number(),
      x: z.number().optional(),
      y: z.number().optional(),
      maximised: z.boolean(),
    })
    .nullable(),
})

/** The value of a setting that the file does not have. */
export const defaultSettings: z.infer<typeof settingsSchema> = {
  theme: 'system',
  density: 'normal',
  revealMode: 'hold',
  statusReader: 'awsCli',
  singleLetterKeys: false,
  favourites: [],
  groups: [],
  profileGroups: [],
  recents: [],
  exportRegion: false,
  folderProfiles: [],
  terminalTitle: false,
  terminalColour: 'no',
  confirmProduction: true,
  askBeforeHandOut: 'guarded',
  askForMinutes: 1,
  fallback: null,
  notifyExpiry: true,
  stackFolders: [],
  writeInPlace: 'needed',
  windowsHome: null,
  vaultIdleMinutes: 15,
  shortcut: 'CommandOrControl+Shift+K',
  startAtLogin: false,
  closeToTray: true,
  window: null,
}

/** A home folder whose AWS files may be used. */
export const awsHomeSchema = z.object({
  system: z.enum(['linux', 'windows']),
  path: z.string(),
  /** Its shared files are the ones in use here. */
  used: z.boolean(),
  /** The settings name it, so it is used from the next start on. */
  chosen: z.boolean(),
  /** How many profiles its files have; absent where they cannot be read. */
  profiles: z.number().optional(),
  /**
   * A credential_process, without the name at its end, by which profiles of Linux get credentials from the Stackpass of that
   * Windows.
   */
  line: z.string().optional(),
})

export const settingsMethods = {
  'settings.get': query('The settings of Stackpass', nothing, settingsSchema),
  'settings.homes': query(
    'Linux on Windows: the home folders that have AWS files, and which are used; empty on other systems',
    nothing,
    z.object({
      homes: z.array(awsHomeSchema),
      /** Variables that name the files go before the setting. */
      byVariable: z.boolean(),
    }),
  ),
  'settings.set': command(
    'Change some of the settings',
    z.strictObject(settingsSchema.shape).partial(),
    settingsSchema,
  ),
}
