import type { Section, SharedFileDocument } from './document.ts'
import { tokenKeys } from './keys.ts'
import { eachNamed, eachSetting, namedSections, sectionsOf, valueOf } from './lookup.ts'
import { newScanState, scanSettings } from './scan.ts'
import type { KeyTable, KnownKey } from './scan.ts'
import { decodeText } from './text.ts'
import type { MergedProfile, MergedSetting, ProfileKind, SectionKind, SharedFileKind } from './types.ts'

interface Building {
  readonly name: string
  kind: ProfileKind
  readonly settings: Map<string, MergedSetting>
  configLine?: number
  credentialsLine?: number
}

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

/** Adds the settings of a document to `profiles`: of one name, or of all. */
function addFile(
  profiles: Map<string, Building>,
  document: SharedFileDocument,
  keys: KeyTable,
  only?: string,
): void {
  const file: SharedFileKind = document.kind
  const state = newScanState()
  let settings = new Map<string, MergedSetting>()
  // Whether the other file has settings of the profile: only then can one be hidden.
  let both = false
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
  const add = (name: string, sections: Section | readonly Section[]): void => {
    let profile = profiles.get(name)
    if (profile === undefined) profiles.set(name, (profile = newProfile(name)))
    settings = profile.settings
    both = settings.size > 0
    const list = Array.isArray(sections) ? (sections as readonly Section[]) : undefined
    const line = (list ? list[0] : (sections as Section))?.line ?? 1
    if (file === 'config') profile.configLine = line
    else profile.credentialsLine = line
    if (list) for (const section of list) scanSettings(document, section, keys, state, emit)
    else scanSettings(document, sections as Section, keys, state, emit)
  }
  if (only === undefined) {
    eachNamed(document, 'profile', add)
    return
  }
  const sections = sectionsOf(document, only, 'profile')
  if (sections.length > 0) add(only, sections)
}

function newProfile(name: string): Building {
  return { name, kind: 'incomplete', settings: new Map() }
}

/**
 * The profiles of both files, one per name, in file order (config first). The credentials file wins key by key; within a file
 * the last occurrence wins. Pass `undefined` for a file that does not exist.
 */
export function mergeProfiles(
  config: SharedFileDocument | undefined,
  credentials: SharedFileDocument | undefined,
): Map<string, MergedProfile> {
  const profiles = new Map<string, Building>()
  const keys: KeyTable = new Map()
  if (config) addFile(profiles, config, keys)
  if (credentials) addFile(profiles, credentials, keys)
  for (const profile of profiles.values()) profile.kind = kindOf(profile.settings)
  return profiles
}

/** One profile, merged as `mergeProfiles` does, without reading the others. */
export function mergeProfile(
  config: SharedFileDocument | undefined,
  credentials: SharedFileDocument | undefined,
  name: string,
): MergedProfile | undefined {
  const profiles = new Map<string, Building>()
  for (const document of [config, credentials]) {
    if (document) addFile(profiles, document, new Map(), name)
  }
  const profile = profiles.get(name)
  if (profile) profile.kind = kindOf(profile.settings)
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
