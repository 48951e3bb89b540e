import type { AskAbout } from '../../shared/domain/handouts/guarded.ts'
import type { GroupSettings } from '../../shared/domain/groups/group-of.ts'
import { type ReaderName, readerNames } from '../../shared/domain/aws/readers/types.ts'
import { ownFiles } from './own-files.ts'

/** The settings that decide how a profile becomes active, and how long it stays so. */
export interface ActiveSettings extends GroupSettings {
  readonly exportRegion: boolean
  readonly confirmProduction: boolean
  readonly notifyExpiry: boolean
  readonly fallback: { readonly profile: string; readonly minutes: number } | null
  /** The tool that the status of a profile is about. */
  readonly statusReader: ReaderName
  /** For which profiles a person is asked before another program gets their credentials. */
  readonly askAbout: AskAbout
  /** Folders for which the user has chosen a profile. */
  readonly folderProfiles: readonly (readonly [folder: string, profile: string])[]
  /** Shells put the profile into the title of their terminal. */
  readonly terminalTitle: boolean
  /** The background of the terminal for a profile of a group; undefined: unchanged. */
  colourOfGroup(group: string): string | undefined
  /** How long a question about a program waits. */
  readonly askForMinutes: number
}

type Fields = Readonly<Record<string, unknown>>

const fieldsOf = (value: unknown): Fields =>
  typeof value === 'object' && value !== null ? (value as Fields) : {}

const flag = (value: unknown, fallback: boolean): boolean => (typeof value === 'boolean' ? value : fallback)

const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : [])

/** An unreadable value asks as the default does. */
const askAboutOf = (value: unknown): AskAbout => (value === 'all' || value === 'none' ? value : 'guarded')

function isTextPair(value: unknown): value is [string, string] {
  return Array.isArray(value) && value.length === 2 && value.every((part) => typeof part === 'string')
}

/** Backgrounds on which the text of a dark, or a light, terminal stays readable, by the colour of a group. */
const terminalColours: ReadonlyMap<string, string> = new Map([
  ['dark red', '#3a1212'],
  ['dark amber', '#33260a'],
  ['dark teal', '#0b2b2b'],
  ['dark violet', '#231638'],
  ['dark pink', '#371428'],
  ['dark slate', '#1b232c'],
  ['light red', '#ffe3e3'],
  ['light amber', '#fff1d6'],
  ['light teal', '#dcf5f3'],
  ['light violet', '#ece5ff'],
  ['light pink', '#ffe3f0'],
  ['light slate', '#e6ebf0'],
])

const minutesOf = (value: unknown): number =>
  typeof value === 'number' && Number.isInteger(value) && value >= 1 && value <= 10 ? value : 1

function fallbackIn(value: unknown): ActiveSettings['fallback'] {
  const { profile, minutes } = fieldsOf(value)
  const isGiven = typeof profile === 'string' && typeof minutes === 'number' && minutes > 0
  return isGiven && Number.isFinite(minutes) ? { profile, minutes } : null
}

const texts = (value: unknown): readonly string[] =>
  list(value).filter((part): part is string => typeof part === 'string')

/** The groups, as far as they can be read; names and rules of a group that is damaged elsewhere still count. */
function groupsIn(settings: Fields): GroupSettings {
  const groups = list(settings['groups'])
    .map(fieldsOf)
    .flatMap(({ name, production, rules }) =>
      typeof name === 'string' ? [{ name, production: production === true, rules: texts(rules) }] : [],
    )
  const profileGroups = list(settings['profileGroups']).flatMap((pair): [string, string][] => {
    const [profile, group] = list(pair)
    return typeof profile === 'string' && typeof group === 'string' ? [[profile, group]] : []
  })
  return { groups, profileGroups }
}

/**
 * Reads the settings file without its schema, which `use` has no time to load. Asks at least as often as the schema
 * would: a group that is damaged elsewhere still counts as production.
 */
export function parseActiveSettings(content: unknown): ActiveSettings {
  const settings = fieldsOf(content)
  const colours = new Map(
    list(settings['groups'])
      .map(fieldsOf)
      .map(({ name, colour }) => [name, colour]),
  )
  return {
    exportRegion: flag(settings['exportRegion'], false),
    confirmProduction: flag(settings['confirmProduction'], true),
    notifyExpiry: flag(settings['notifyExpiry'], true),
    fallback: fallbackIn(settings['fallback']),
    statusReader: readerNames.find((reader) => reader === settings['statusReader']) ?? 'awsCli',
    askForMinutes: minutesOf(settings['askForMinutes']),
    askAbout: askAboutOf(settings['askBeforeHandOut']),
    ...groupsIn(settings),
    folderProfiles: list(settings['folderProfiles']).filter(isTextPair),
    terminalTitle: flag(settings['terminalTitle'], false),
    colourOfGroup: (group) =>
      terminalColours.get(`${String(settings['terminalColour'])} ${String(colours.get(group))}`),
  }
}

/** The settings as the file has them now; the defaults where it is missing or not JSON. */
export async function readActiveSettings(file: string, files = ownFiles): Promise<ActiveSettings> {
  try {
    return parseActiveSettings(JSON.parse(await files.read(file)))
  } catch {
    // Missing or damaged: as for the settings service, the defaults apply.
    return parseActiveSettings(undefined)
  }
}
