import type { Section, SharedFileDocument } from './document.ts'
import { tokenKeys } from './keys.ts'
import { eachNamed, eachSetting, namedSections, sectionsOf, valueOf } from './lookup.ts'
import { newScanState, scanSettings } from './scan.ts'
import type { KeyTable, KnownKey, ScanState } from './scan.ts'
import { decodeText } from './text.ts'
import type { MergedProfile, MergedSetting, ProfileKind, SectionKind, SharedFileKind } from './types.ts'

function has(settings: ReadonlyMap<string, MergedSetting>, key: string): boolean {
  return (settings.get(key)?.value ?? '') !== ''
}

/**
 * Which way of getting credentials the SDKs would take: assuming a role comes before keys (botocore's provider order, the JS
 * SDK's fromIni), keys before Identity Center, a process or a login session.
 */
export function kindOf(settings: ReadonlyMap<string, MergedSetting>): ProfileKind {
  if (has(settings, 'role_arn')) {
    if (has(settings, 'web_identity_token_file')) return 'web-identity'
    if (has(settings, 'source_profile') || has(settings, 'credential_source')) return 'role'
  }
  if (has(settings, 'aws_access_key_id') && has(settings, 'aws_secret_access_key')) {
    for (const key of tokenKeys) if (has(settings, key)) return 'session'
    return 'keys'
  }
  if (has(settings, 'sso_account_id') && has(settings, 'sso_role_name')) {
    if (has(settings, 'sso_session') || (has(settings, 'sso_start_url') && has(settings, 'sso_region')))
      return 'sso'
  }
  if (has(settings, 'credential_process')) return 'process'
  if (has(settings, 'login_session')) return 'login'
  return 'incomplete'
}

/** The sections of one file that hold a profile. */
interface Part {
  readonly document: SharedFileDocument
  readonly sections: Section | readonly Section[]
}

/** What profiles of one merge share, so that a key is spelled and judged once. */
class Shared {
  readonly keys: KeyTable = new Map()
  #states = new Map<SharedFileDocument, ScanState>()

  stateOf(document: SharedFileDocument): ScanState {
    let state = this.#states.get(document)
    if (state === undefined) this.#states.set(document, (state = newScanState()))
    return state
  }
}

/**
 * A profile whose settings are read from the documents when somebody first asks for them: most callers look at a few
 * profiles of thousands.
 */
class LazyProfile implements MergedProfile {
  readonly name: string
  configLine?: number
  credentialsLine?: number
  #parts: Part[] = []
  #shared: Shared
  #settings: Map<string, MergedSetting> | undefined
  #kind: ProfileKind | undefined

  constructor(name: string, shared: Shared) {
    this.name = name
    this.#shared = shared
  }

  add(document: SharedFileDocument, sections: Section | readonly Section[]): void {
    const line =
      (Array.isArray(sections) ? (sections as readonly Section[])[0] : (sections as Section))?.line ?? 1
    if (document.kind === 'config') this.configLine = line
    else this.credentialsLine = line
    this.#parts.push({ document, sections })
  }

  get settings(): ReadonlyMap<string, MergedSetting> {
    if (this.#settings !== undefined) return this.#settings
    const settings = new Map<string, MergedSetting>()
    for (const part of this.#parts) addPart(settings, part, this.#shared)
    this.#parts = []
    return (this.#settings = settings)
  }

  get kind(): ProfileKind {
    return (this.#kind ??= kindOf(this.settings))
  }
}

/** Adds the settings of a profile in one file; they hide those of the file before. */
function addPart(settings: Map<string, MergedSetting>, { document, sections }: Part, shared: Shared): void {
  const file: SharedFileKind = document.kind
  // Whether the other file has settings of the profile: only then can one be hidden.
  const both = settings.size > 0
  const emit = ({ key, secret }: KnownKey, value: string, line: number): void => {
    const known = both ? settings.get(key) : undefined
    if (known === undefined) {
      settings.set(key, { key, value, file, line, secret })
      return
    }
    const shadowed =
      known.file === file ? known.shadowed : { file: known.file, line: known.line, value: known.value }
    settings.set(
      key,
      shadowed ? { key, value, file, line, secret, shadowed } : { key, value, file, line, secret },
    )
  }
  const state = shared.stateOf(document)
  const list = Array.isArray(sections) ? (sections as readonly Section[]) : [sections as Section]
  for (const section of list) scanSettings(document, section, shared.keys, state, emit)
}

/**
 * The profiles of both files, one per name, in file order (config first). The credentials file wins key by key; within a file
 * the last occurrence wins. Pass `undefined` for a file that does not exist. Settings are read when they are first asked for.
 */
export function mergeProfiles(
  config: SharedFileDocument | undefined,
  credentials: SharedFileDocument | undefined,
): Map<string, MergedProfile> {
  const profiles = new Map<string, LazyProfile>()
  const shared = new Shared()
  for (const document of [config, credentials]) {
    if (!document) continue
    eachNamed(document, 'profile', (name, sections) => {
      let profile = profiles.get(name)
      if (profile === undefined) profiles.set(name, (profile = new LazyProfile(name, shared)))
      profile.add(document, sections)
    })
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
    const sections = sectionsOf(document, name, 'profile')
    if (sections.length > 0) (profile ??= new LazyProfile(name, new Shared())).add(document, sections)
  }
  return profile
}

/** A section that is no profile (`sso-session`, `services`), with its settings; nested ones as `parent.child`. */
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
