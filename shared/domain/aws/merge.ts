import type { Section, SharedFileDocument } from './document.ts'
import { listedPlaces, tokenKeys } from './keys.ts'
import {
  allSectionsOf,
  eachSetting,
  effectiveSections,
  namedSections,
  sectionsOf,
  valueOf,
} from './lookup.ts'
import { newScanState, scanSettings } from './scan.ts'
import type { Emit, KeyTable, ScanState } from './scan.ts'
import { decodeText } from './text.ts'
import type { MergedProfile, MergedSetting, ProfileKind, SectionKind, SharedFileKind } from './types.ts'

type Values = Pick<MergedProfile, 'value'>

function has(profile: Values, key: string): boolean {
  return (profile.value(key) ?? '') !== ''
}

/**
 * Which way of getting credentials the SDKs would take: assuming a role goes before keys (botocore's provider order, the JS
 * SDK's fromIni), keys before Identity Center, a process or a login session.
 */
function kindOf(profile: Values): ProfileKind {
  if (has(profile, 'role_arn')) {
    if (has(profile, 'web_identity_token_file')) return 'web-identity'
    if (has(profile, 'source_profile') || has(profile, 'credential_source')) return 'role'
  }
  if (has(profile, 'aws_access_key_id') && has(profile, 'aws_secret_access_key')) {
    for (const key of tokenKeys) if (has(profile, key)) return 'session'
    return 'keys'
  }
  if (has(profile, 'sso_account_id') && has(profile, 'sso_role_name')) {
    if (has(profile, 'sso_session') || (has(profile, 'sso_start_url') && has(profile, 'sso_region')))
      return 'sso'
  }
  if (has(profile, 'credential_process')) return 'process'
  if (has(profile, 'login_session')) return 'login'
  return 'incomplete'
}

/** A single section represents itself: a list for each of ten thousand profiles would only cost. */
type Sections = Section | Section[] | undefined

/** The header line of the first section that counts. */
function lineOf(sections: Sections): number | undefined {
  return Array.isArray(sections) ? effectiveSections(sections)[0]?.line : sections?.line
}

function listOf(sections: Sections): readonly Section[] {
  if (sections === undefined) return []
  return Array.isArray(sections) ? effectiveSections(sections) : [sections]
}

/** What the profiles of one merge share, so that a key is spelled and judged once. */
class Shared {
  readonly #keys: KeyTable = new Map()
  readonly #states = new Map<SharedFileDocument, ScanState>()
  readonly #listed = new Array<string | undefined>(listedPlaces.size).fill(undefined)
  #listedOf: LazyProfile | undefined
  #mayExpire = false
  readonly config: SharedFileDocument | undefined
  readonly credentials: SharedFileDocument | undefined

  constructor(config: SharedFileDocument | undefined, credentials: SharedFileDocument | undefined) {
    this.config = config
    this.credentials = credentials
  }

  scan(document: SharedFileDocument, section: Section, listedOnly: boolean, emit: Emit): void {
    let state = this.#states.get(document)
    if (state === undefined) this.#states.set(document, (state = newScanState()))
    scanSettings(document, section, this.#keys, state, listedOnly, emit)
  }

  /**
   * The values of `listedKeys` of a profile. There is one list, because a caller that asks for one of a profile asks for others
   * too: ten thousand lists would cost more than they hold.
   */
  listedOf(profile: LazyProfile): readonly (string | undefined)[] {
    if (this.#listedOf === profile) return this.#listed
    this.#listed.fill(undefined)
    this.#listedOf = profile
    this.#mayExpire = false
    profile.each(true, this.#takeListed)
    return this.#listed
  }

  mayExpire(profile: LazyProfile): boolean {
    this.listedOf(profile)
    return this.#mayExpire
  }

  readonly #takeListed: Emit = ({ place, expiry }, value) => {
    if (place < 0) return
    this.#listed[place] = value
    if (expiry) this.#mayExpire = true
  }
}

/**
 * A profile whose settings are read from the documents on demand: most callers look at a few profiles of thousands, or at a few
 * settings of all.
 */
class LazyProfile implements MergedProfile {
  readonly name: string
  readonly #shared: Shared
  #config: Sections
  #credentials: Sections
  #settings: Map<string, MergedSetting> | undefined

  constructor(name: string, shared: Shared) {
    this.name = name
    this.#shared = shared
  }

  add(kind: SharedFileKind, section: Section): void {
    const known = kind === 'config' ? this.#config : this.#credentials
    let sections: Sections = section
    if (Array.isArray(known)) {
      known.push(section)
      return
    }
    if (known !== undefined) sections = [known, section]
    if (kind === 'config') this.#config = sections
    else this.#credentials = sections
  }

  get configLine(): number | undefined {
    return lineOf(this.#config)
  }

  get credentialsLine(): number | undefined {
    return lineOf(this.#credentials)
  }

  /** Calls back for the settings in config, then for those in credentials, in file order. */
  each(listedOnly: boolean, emit: Emit, between?: () => void): void {
    const { config, credentials } = this.#shared
    if (config)
      for (const section of listOf(this.#config)) this.#shared.scan(config, section, listedOnly, emit)
    between?.()
    if (credentials)
      for (const section of listOf(this.#credentials))
        this.#shared.scan(credentials, section, listedOnly, emit)
  }

  get settings(): ReadonlyMap<string, MergedSetting> {
    if (this.#settings !== undefined) return this.#settings
    const settings = new Map<string, MergedSetting>()
    let file: SharedFileKind = 'config'
    // Whether the other file has settings of the profile: only then can one be hidden.
    let both = false
    const emit: Emit = ({ key, secret }, value, line) => {
      const known = both ? settings.get(key) : undefined
      const shadowed =
        known === undefined || known.file === file
          ? known?.shadowed
          : { file: known.file, line: known.line, value: known.value }
      settings.set(
        key,
        shadowed ? { key, value, file, line, secret, shadowed } : { key, value, file, line, secret },
      )
    }
    this.each(false, emit, () => {
      file = 'credentials'
      both = settings.size > 0
    })
    return (this.#settings = settings)
  }

  value(key: string): string | undefined {
    const place = this.#settings === undefined ? listedPlaces.get(key) : undefined
    return place === undefined ? this.settings.get(key)?.value : this.#shared.listedOf(this)[place]
  }

  get mayExpire(): boolean {
    return this.#settings !== undefined || this.#shared.mayExpire(this)
  }

  get kind(): ProfileKind {
    return kindOf(this)
  }
}

/**
 * The profiles of both files, one per name, in file order (config first). The credentials file wins key by key; within a file
 * the last occurrence wins. Pass `undefined` for a file that does not exist. Reads settings on demand.
 */
export function mergeProfiles(
  config: SharedFileDocument | undefined,
  credentials: SharedFileDocument | undefined,
): Map<string, MergedProfile> {
  const profiles = new Map<string, LazyProfile>()
  const shared = new Shared(config, credentials)
  for (const document of [config, credentials]) {
    if (!document) continue
    const { kind, ascii } = document
    for (const section of document.sections) {
      if (section.kind !== 'profile') continue
      const name = ascii ? section.rawName : decodeText(section.rawName)
      let profile = profiles.get(name)
      if (profile === undefined) profiles.set(name, (profile = new LazyProfile(name, shared)))
      profile.add(kind, section)
    }
  }
  return profiles
}

/** One profile, merged as `mergeProfiles` does, without reading the others. */
export function mergeProfile(
  config: SharedFileDocument | undefined,
  credentials: SharedFileDocument | undefined,
  name: string,
): MergedProfile | undefined {
  let profile: LazyProfile | undefined
  for (const document of [config, credentials]) {
    if (!document) continue
    for (const section of allSectionsOf(document, name, 'profile'))
      (profile ??= new LazyProfile(name, new Shared(config, credentials))).add(document.kind, section)
  }
  return profile
}

/** A section that is not a profile (`sso-session`, `services`), with its settings; nested ones as `parent.child`. */
export interface ListedSection {
  readonly name: string
  /** 1-based line of its first header. */
  readonly line: number
  readonly settings: ReadonlyMap<
    string,
    { readonly key: string; readonly value: string; readonly line: number }
  >
}

function listed(document: SharedFileDocument, name: string, sections: readonly Section[]): ListedSection {
  const settings = new Map<string, { key: string; value: string; line: number }>()
  for (const section of sections) {
    eachSetting(document, section, (rawKey, property) => {
      const key = decodeText(rawKey)
      settings.set(key, { key, value: valueOf(document, property), line: property.line })
    })
  }
  return { name, line: sections[0]?.line ?? 1, settings }
}

/** The sections of one kind in a file, in file order. */
export function listSections(document: SharedFileDocument | undefined, kind: SectionKind): ListedSection[] {
  if (!document) return []
  return namedSections(document, kind).map(({ name, sections }) => listed(document, name, sections))
}

/** One section by its name, without reading the others. */
export function findSection(
  document: SharedFileDocument,
  kind: SectionKind,
  name: string,
): ListedSection | undefined {
  const sections = sectionsOf(document, name, kind)
  return sections.length === 0 ? undefined : listed(document, name, sections)
}
