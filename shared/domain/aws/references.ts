import type { SharedFileDocument } from './document.ts'
import { namedSections, sectionsHolding, valueOf, type NamedSections } from './lookup.ts'
import { plainFile } from './plain-file.ts'
import { propertiesOf } from './properties.ts'
import type { MergedProfile, ProfileKind, SectionKind, SharedFileKind } from './types.ts'

/** The setting by which profiles refer to a section of a kind. */
export const referenceKeys: Readonly<Record<SectionKind, string>> = {
  profile: 'source_profile',
  'sso-session': 'sso_session',
  services: 'services',
}

/** A setting of `profile` that names another section. */
export interface ProfileReference {
  readonly profile: string
  readonly key: string
  readonly file: SharedFileKind
  /** 1-based. */
  readonly line: number
}

/** Every setting in both files that refers to `name`: what breaks when it is deleted. A profile that names itself is included. */
export function findReferences(
  config: SharedFileDocument | undefined,
  credentials: SharedFileDocument | undefined,
  name: string,
  kind: SectionKind = 'profile',
): ProfileReference[] {
  return findAllReferences(config, credentials, new Set([name]), kind).get(name) ?? []
}

/** The same for many names, by name; those without references are left out. */
export function findAllReferences(
  config: SharedFileDocument | undefined,
  credentials: SharedFileDocument | undefined,
  names: ReadonlySet<string>,
  kind: SectionKind = 'profile',
): Map<string, ProfileReference[]> {
  const key = referenceKeys[kind]
  const found = new Map<string, ProfileReference[]>()
  for (const document of [config, credentials]) {
    if (!document) continue
    for (const named of profilesWith(document, [...names])) {
      for (const section of named.sections) {
        for (const property of propertiesOf(document, section).properties) {
          if (property.key !== key) continue
          const name = valueOf(document, property)
          if (!names.has(name)) continue
          const reference = { profile: named.name, key, file: document.kind, line: property.line }
          const known = found.get(name)
          if (known) known.push(reference)
          else found.set(name, [reference])
        }
      }
    }
  }
  return found
}

/** This many texts are searched for one by one; for more, all sections are read. */
const fewTexts = 16

/** All profiles of a file that may contain one of the texts, in file order; others too where that takes no less time. */
export function profilesWith(document: SharedFileDocument, texts: readonly string[]): NamedSections[] {
  const plain = texts.length > fewTexts ? undefined : plainFile(document)
  if (plain === undefined) return namedSections(document, 'profile')
  return [...new Set([...sectionsHolding(document, texts), ...plain.odd])]
    .sort((one, other) => one.start - other.start)
    .flatMap((section) =>
      section.kind === 'profile' ? [{ name: section.rawName, sections: [section] }] : [],
    )
}

/** One step on the way to credentials. */
export interface ChainStep {
  readonly name: string
  readonly kind: ProfileKind
  /** Where the credentials for this step come from: another profile, or a source such as `Ec2InstanceMetadata`. */
  readonly via?: { readonly key: 'source_profile' | 'credential_source'; readonly value: string }
}

export interface Chain {
  /** From the profile asked for to the one that holds the credentials. */
  readonly steps: readonly ChainStep[]
  /** The names of a circle, beginning and ending with the same one. */
  readonly cycle?: readonly string[]
  /** A source profile that neither file has. */
  readonly missing?: string
}

/** Real chains have a handful of roles. Walking a chain of thousands to the end would take quadratic time. */
export const longestChain = 64

/**
 * Follows `source_profile` from a profile. A profile that names itself and has its own keys is not a circle: the SDKs use those
 * keys to assume the role. `mostSteps`: where to stop, for callers that ask about every profile.
 */
export function chainOf(
  profiles: ReadonlyMap<string, MergedProfile>,
  name: string,
  mostSteps = Infinity,
): Chain {
  const steps: ChainStep[] = []
  const seen = new Set<string>()
  for (let current = name; ;) {
    if (steps.length === mostSteps) return { steps }
    const profile = profiles.get(current)
    if (!profile) return { steps, missing: current }
    seen.add(current)
    const role = profile.settings.get('role_arn')?.value ?? ''
    const source = profile.settings.get('source_profile')?.value ?? ''
    const other = profile.settings.get('credential_source')?.value ?? ''
    const web = profile.settings.get('web_identity_token_file')?.value ?? ''
    const ownKeys =
      (profile.settings.get('aws_access_key_id')?.value ?? '') !== '' &&
      (profile.settings.get('aws_secret_access_key')?.value ?? '') !== ''
    // After the first step the SDKs prefer keys to a role (fromIni, botocore's visited check).
    const follow = role !== '' && source !== '' && web === '' && (steps.length === 0 || !ownKeys)
    if (!follow) {
      const via =
        role !== '' && other !== '' ? { key: 'credential_source' as const, value: other } : undefined
      steps.push({ name: current, kind: profile.kind, ...(via ? { via } : {}) })
      return { steps }
    }
    steps.push({ name: current, kind: profile.kind, via: { key: 'source_profile', value: source } })
    if (seen.has(source)) {
      if (source === current && ownKeys) return { steps }
      const names = steps.map((step) => step.name)
      return { steps, cycle: [...names.slice(names.indexOf(source)), source] }
    }
    current = source
  }
}

/** Whether the credentials of a profile come, over its source profiles, from the container that the program runs in. */
export function usesContainer(profiles: ReadonlyMap<string, MergedProfile>, name: string): boolean {
  const last = chainOf(profiles, name).steps.at(-1)?.name
  const source = last === undefined ? undefined : profiles.get(last)?.settings.get('credential_source')
  return source?.value === 'EcsContainer'
}
