import type { Property, SharedFileDocument } from './document.ts'
import { isSecretKey, tokenKeys } from './keys.ts'
import { eachSetting, namedSections, sectionsOf, valueOf } from './lookup.ts'
import type { NamedSections } from './lookup.ts'
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

const secretMemory = new Map<string, boolean>()

/** Key names repeat in every profile, so the answer per name is kept; bounded, for files with endless different keys. */
function isSecret(key: string): boolean {
  let secret = secretMemory.get(key)
  if (secret === undefined) {
    secret = isSecretKey(key)
    if (secretMemory.size < 1000) secretMemory.set(key, secret)
  }
  return secret
}

function addFile(
  profiles: Map<string, Building>,
  document: SharedFileDocument,
  named: Iterable<NamedSections> = namedSections(document, 'profile'),
): void {
  const file: SharedFileKind = document.kind
  for (const { name, sections } of named) {
    let profile = profiles.get(name)
    if (profile === undefined)
      profiles.set(name, (profile = { name, kind: 'incomplete', settings: new Map() }))
    const { settings } = profile
    const line = sections[0]?.line ?? 1
    if (file === 'config') profile.configLine = line
    else profile.credentialsLine = line
    for (const section of sections) {
      eachSetting(document, section, (rawKey, property: Property) => {
        const key = decodeText(rawKey)
        const value = valueOf(document, property)
        const known = settings.get(key)
        const setting = { key, value, file, line: property.line, secret: isSecret(key) }
        if (known === undefined) settings.set(key, setting)
        else if (known.file === file) {
          settings.set(key, known.shadowed ? { ...setting, shadowed: known.shadowed } : setting)
        } else {
          settings.set(key, {
            ...setting,
            shadowed: { file: known.file, line: known.line, value: known.value },
          })
        }
      })
    }
  }
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
  if (config) addFile(profiles, config)
  if (credentials) addFile(profiles, credentials)
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
    const sections = document ? sectionsOf(document, name, 'profile') : []
    if (document && sections.length > 0) addFile(profiles, document, [{ name, sections }])
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

/** The sections of one kind in a file, in file order. */
export function listSections(document: SharedFileDocument | undefined, kind: SectionKind): ListedSection[] {
  if (!document) return []
  return namedSections(document, kind).map(({ name, sections }) => {
    const settings = new Map<string, { key: string; value: string; line: number }>()
    for (const section of sections) {
      eachSetting(document, section, (rawKey, property) => {
        const key = decodeText(rawKey)
        settings.set(key, { key, value: valueOf(document, property), line: property.line })
      })
    }
    return { name, line: sections[0]?.line ?? 1, settings }
  })
}
