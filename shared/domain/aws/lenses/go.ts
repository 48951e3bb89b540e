import { joinedOnDemand, onDemand } from '../on-demand.ts'
import { parseSharedFile } from '../parse.ts'
import { plainFile, sectionsOnDemand } from '../plain-file.ts'
import { rememberPair } from './remember.ts'
import { bytesToText, decodeText } from '../text.ts'
import type { SharedFileKind } from '../types.ts'
import { trimEndOf } from '../../text/trim-end.ts'

export interface GoSection {
  /** Keys in lower case. A setting with a nested block has the value ''. */
  readonly values: ReadonlyMap<string, string>
  /** The file that each value is in. */
  readonly files: ReadonlyMap<string, SharedFileKind>
  /** Half a key pair in the file that was merged last: the profile is refused. */
  readonly halfKeys: boolean
}

export type GoSections = ReadonlyMap<string, GoSection>

type Values = Map<string, string>

const blank = /^[ \t]/
// Go's unicode.IsSpace, for strings.TrimSpace.
const space = String.raw`[\t-\r \x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]`
const opening = new RegExp(`^${space}+`)
const isSpace = new RegExp(space)

function trimSpace(text: string): string {
  return trimEndOf(text.replace(opening, ''), (character) => isSpace.test(character))
}

/** `[ type name ] # comment`: blanks around and between are dropped; quotes stay. */
function headerOf(line: string): string | undefined {
  const trimmed = trimSpace(line.split(/[#;]/)[0] ?? '')
  if (trimmed.length < 2 || !trimmed.startsWith('[') || !trimmed.endsWith(']')) return undefined
  const name = trimSpace(trimmed.slice(1, -1))
  const match = /^([^ \t]+)[ \t]+/.exec(name)
  return match ? `${match[1]} ${name.slice(match[0].length)}` : name
}

function withoutComment(text: string): string {
  return text.split(/[ \t][#;]/)[0] ?? ''
}

function unquoted(value: string): string {
  const quoted = /^(["']).*\1$/s.test(value) && value.length > 1
  return quoted ? value.slice(1, -1) : value
}

/** The first of `=` and `:` splits. */
function settingOf(text: string): { readonly key: string; readonly value: string } | undefined {
  const at = text.search(/[=:]/)
  if (at < 0) return undefined
  return {
    key: trimSpace(text.slice(0, at)).toLowerCase(),
    value: unquoted(trimSpace(text.slice(at + 1))),
  }
}

/** The sections of a file as aws-sdk-go-v2 tokenizes it: it leaves out what it cannot read. */
function parseSections(text: string): Map<string, Values> {
  const sections = new Map<string, Values>()
  let section: Values | undefined
  let key = ''
  const set = (name: string, value: string): void => {
    key = name
    section?.set(name, value)
  }
  for (const line of text.split('\n')) {
    if (trimSpace(line) === '' || /^[ \t]*[#;]/.test(line)) continue
    const header = headerOf(line)
    if (header !== undefined) {
      key = ''
      section = sections.get(header) ?? new Map<string, string>()
      if (header !== '') sections.set(header, section)
      else section = undefined
      continue
    }
    if (section === undefined) continue
    if (!blank.test(line)) {
      const setting = settingOf(trimEndOf(withoutComment(line), (character) => blank.test(character)))
      if (setting) set(setting.key, setting.value)
      continue
    }
    const indented = line.replace(/^[ \t]+/, '')
    const setting = settingOf(indented)
    const above = key === '' ? undefined : section.get(key)
    if (setting) {
      // Below a setting without a value it is nested, otherwise a normal setting.
      if (above !== '') set(setting.key, trimSpace(withoutComment(setting.value)))
    } else if (above) section.set(key, `${above}\n${indented}`)
  }
  return sections
}

function half(values: ReadonlyMap<string, string>): boolean {
  return values.has('aws_access_key_id') !== values.has('aws_secret_access_key')
}

/** The sections of a file of a kind that count as profiles or sessions, under the names used to ask for them. */
function namedIn(kind: SharedFileKind, sections: GoSections): Map<string, GoSection> {
  const kept = new Map<string, GoSection>()
  const prefixed = [...sections].filter(([name]) => name.startsWith('profile '))
  for (const [name, section] of sections) {
    if (name.startsWith('profile ')) continue
    const isKept =
      kind === 'credentials' || /^(?:sso-session|services) /.test(name) || name.toLowerCase() === 'default'
    if (isKept) kept.set(name, section)
  }
  if (kind === 'config') for (const [name, section] of prefixed) kept.set(name.slice(8), section)
  return kept
}

/** What a later file may add to a profile of an earlier one; its other settings are not read then. */
const mergedKeys = [
  'role_arn',
  'source_profile',
  'credential_source',
  'external_id',
  'mfa_serial',
  'role_session_name',
  'region',
  'endpoint_discovery_enabled',
  'credential_process',
  'web_identity_token_file',
  's3_use_arn_region',
  's3_disable_multiregion_access_points',
  'ec2_metadata_service_endpoint_mode',
  'ec2_metadata_service_endpoint',
  'ec2_metadata_v1_disabled',
  'use_dualstack_endpoint',
  'use_fips_endpoint',
  'defaults_mode',
  'retry_mode',
  'ca_bundle',
  'duration_seconds',
  'max_attempts',
  'sso_session',
  'sso_account_id',
  'sso_region',
  'sso_role_name',
  'sso_start_url',
  'auth_scheme_preference',
  'login_session',
]

const keyPair = ['aws_access_key_id', 'aws_secret_access_key']

function sectionFrom(values: Values, kind: SharedFileKind): GoSection {
  return {
    values,
    files: new Map([...values.keys()].map((key) => [key, kind])),
    halfKeys: half(values),
  }
}

function merge(before: GoSection, { values: more, halfKeys, files: from }: GoSection): GoSection {
  const values = new Map(before.values)
  const files = new Map(before.files)
  const hasPair = keyPair.every((key) => more.has(key))
  const keys = hasPair ? [...keyPair, 'aws_session_token', ...mergedKeys] : mergedKeys
  for (const key of keys) {
    const value = more.get(key)
    const kind = from.get(key)
    if (value === undefined || kind === undefined) continue
    values.set(key, value)
    files.set(key, kind)
  }
  return { values, files, halfKeys }
}

/** A section in two files, or in one of them. */
function joined(before: GoSection | undefined, after: GoSection | undefined): GoSection | undefined {
  if (after === undefined) return before
  // Checked again each time: two files without half a pair may make one together.
  const section = { ...after, halfKeys: after.halfKeys || half(after.values) }
  return before ? merge(before, section) : section
}

function mergeAll(before: GoSections, after: GoSections): GoSections {
  const sections = new Map(before)
  for (const [name, each] of after) sections.set(name, joined(sections.get(name), each)!)
  return sections
}

/** Texts of one kind, the later ones over the earlier, before anything is sorted by name. */
function fromTexts(kind: SharedFileKind, texts: readonly string[]): Map<string, GoSection> {
  const each = texts.map((text): GoSections => {
    const parsed = [...parseSections(decodeText(text))]
    return new Map(parsed.map(([name, values]) => [name, sectionFrom(values, kind)]))
  })
  return namedIn(kind, each.reduce(mergeAll, new Map<string, GoSection>()))
}

/** Any number of files of both kinds as aws-sdk-go-v2 (Terraform, Pulumi) merges them: the credentials files come last. */
export function goMergedFiles(config: readonly Uint8Array[], credentials: readonly Uint8Array[]): GoSections {
  const fromFiles = (kind: SharedFileKind, files: readonly Uint8Array[]) =>
    fromTexts(kind, files.map(bytesToText))
  return mergeAll(fromFiles('config', config), fromFiles('credentials', credentials))
}

/** The two usual files: profiles by name, sessions as `sso-session NAME`. */
export const goMerged = rememberPair((config: Uint8Array, credentials: Uint8Array) =>
  joinedOnDemand(sectionsOf(config, 'config'), sectionsOf(credentials, 'credentials'), joined),
)

/** The sections of one file; of a plain one on demand. */
function sectionsOf(bytes: Uint8Array, kind: SharedFileKind): GoSections {
  const plain = plainFile(parseSharedFile(bytes, kind))
  if (plain === undefined) return fromTexts(kind, [bytesToText(bytes)])
  const parts = (['profile', 'sso-session', 'services'] as const).map((of) => {
    const prefix = of === 'profile' ? '' : `${of} `
    const sections = sectionsOnDemand(plain, of, (text, name) => fromTexts(kind, [text]).get(prefix + name))
    return { prefix, sections }
  })
  const [profiles, ...others] = parts
  return onDemand(
    () => parts.flatMap(({ prefix, sections }) => [...sections.keys()].map((name) => prefix + name)),
    (name) => {
      const part = others.find(({ prefix }) => name.startsWith(prefix)) ?? profiles
      return part?.sections.get(name.slice(part.prefix.length))
    },
  )
}
