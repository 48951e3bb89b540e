import { onDemand } from '../on-demand.ts'
import { parseSharedFile } from '../parse.ts'
import { plainFile, sectionsOnDemand } from '../plain-file.ts'
import { joinedSections } from './joined-sections.ts'
import { remember } from './remember.ts'
import { inheritedNames } from '../names.ts'
import { bytesToText, decodeText } from '../text.ts'
import type { SectionKind, SharedFileKind } from '../types.ts'

export type SmithySections = ReadonlyMap<string, ReadonlyMap<string, string>>

/**
 * A shared file as the JS SDK v3 reads it; nested settings are `parent.child` keys. Its loader treats a failure as an empty
 * file.
 */
export interface SmithyView {
  readonly profiles: SmithySections
  readonly ssoSessions: SmithySections
  readonly services: SmithySections
  /** All names it keeps for a config file, `sso-session.` and `services.` prefixes included. */
  readonly rawKeys: readonly string[]
  /** True when the reader throws and every setting of the file is lost. */
  readonly failed: boolean
  /** Settings it reads of profiles, by section and key, with the 1-based line they come from. */
  readonly lines: ReadonlyMap<string, ReadonlyMap<string, number>>
}

const prefixed = /^([\w-]+)\s(["'])?([\w-@+.%:/]+)\2$/
const sectionTypes: ReadonlySet<string> = new Set(['profile', 'sso-session', 'services'])

type Parsed = Map<string, Map<string, { value: string; line: number }>>

/** smithy's `parseIni`; undefined where it throws. */
function parseIni(text: string): Parsed | undefined {
  const map: Parsed = new Map()
  let section: string | undefined
  let subsection: string | undefined
  let number = 0
  for (const line of text.split(/\r?\n/)) {
    number += 1
    const trimmed = (line.split(/(^|\s)[;#]/)[0] ?? '').trim()
    if (trimmed.startsWith('[') && trimmed.endsWith(']')) {
      section = undefined
      subsection = undefined
      const name = trimmed.slice(1, -1)
      const match = prefixed.exec(name)
      if (match) {
        const [, type = '', , rest = ''] = match
        if (sectionTypes.has(type)) section = `${type}.${rest}`
      } else section = name
      if (name === '__proto__' || name === 'profile __proto__') return undefined
      continue
    }
    if (!section) continue
    const at = trimmed.indexOf('=')
    if (at < 1) continue
    const name = trimmed.slice(0, at).trim()
    const value = trimmed.slice(at + 1).trim()
    if (value === '') {
      subsection = name
      continue
    }
    if (subsection && line.trimStart() === line) subsection = undefined
    // They land on a function or nowhere, never in the result.
    if (inheritedNames.has(section)) continue
    const key = subsection ? `${subsection}.${name}` : name
    let settings = map.get(section)
    if (!settings) map.set(section, (settings = new Map()))
    if (key !== '__proto__') settings.set(key, { value, line: number })
  }
  return map
}

/** smithy's `getConfigData`: drops what has no prefix, takes the prefix off profiles. */
function configData(parsed: Parsed): Parsed {
  const kept: Parsed = new Map()
  const unprefixed = parsed.get('default')
  if (unprefixed) kept.set('default', unprefixed)
  for (const [key, settings] of parsed) {
    const dot = key.indexOf('.')
    if (dot < 0 || !sectionTypes.has(key.slice(0, dot))) continue
    const name = key.startsWith('profile.') ? key.slice(dot + 1) : key
    if (name !== '__proto__') kept.set(name, settings)
  }
  return kept
}

/** The order in which an object lists its keys: whole numbers first, by size. */
function objectOrder(keys: readonly string[]): string[] {
  const isIndex = (key: string): boolean => /^(?:0|[1-9]\d{0,9})$/.test(key) && Number(key) < 4294967295
  const numbers = keys.filter(isIndex).sort((a, b) => Number(a) - Number(b))
  return [...numbers, ...keys.filter((key) => !isIndex(key))]
}

function values(parsed: Parsed, keep: (name: string) => string | undefined): SmithySections {
  const sections = new Map<string, ReadonlyMap<string, string>>()
  for (const [name, settings] of parsed) {
    const shown = keep(name)
    if (shown === undefined) continue
    sections.set(shown, new Map([...settings].map(([key, setting]) => [key, setting.value])))
  }
  return sections
}

function below(prefix: string): (name: string) => string | undefined {
  return (name) => (name.startsWith(prefix) ? name.slice(prefix.length) : undefined)
}

/** Reads bytes as `@smithy/shared-ini-file-loader` does. Safe for any input, unlike the original. */
export function smithyView(bytes: Uint8Array, kind: SharedFileKind): SmithyView {
  return views[kind](bytes)
}

const views = {
  config: remember((bytes: Uint8Array) => view(bytes, 'config')),
  credentials: remember((bytes: Uint8Array) => view(bytes, 'credentials')),
}

function view(bytes: Uint8Array, kind: SharedFileKind): SmithyView {
  return viewOfPlain(bytes, kind) ?? viewOfText(bytesToText(bytes), kind)
}

/** A plain file section by section, on demand; undefined for others. */
function viewOfPlain(bytes: Uint8Array, kind: SharedFileKind): SmithyView | undefined {
  const plain = plainFile(parseSharedFile(bytes, kind))
  if (plain === undefined) return undefined
  const sections = (of: SectionKind, part: 'profiles' | 'ssoSessions' | 'services'): SmithySections =>
    sectionsOnDemand(plain, of, (text, name) => viewOfText(text, kind)[part].get(name))
  return {
    profiles: sections('profile', 'profiles'),
    ssoSessions: sections('sso-session', 'ssoSessions'),
    services: sections('services', 'services'),
    get rawKeys() {
      return viewOfText(plain.document.text, kind).rawKeys
    },
    failed: false,
    lines: sectionsOnDemand(plain, 'profile', (text, name, above) => {
      const lines = viewOfText(text, kind).lines.get(name)
      return lines && new Map([...lines].map(([key, line]) => [key, line + above]))
    }),
  }
}

function viewOfText(text: string, kind: SharedFileKind): SmithyView {
  const read = parseIni(decodeText(text))
  const failed = read === undefined
  const parsed = failed ? new Map() : kind === 'config' ? configData(read) : read
  const config = kind === 'config'
  const lines = new Map<string, ReadonlyMap<string, number>>()
  for (const [name, settings] of parsed as Parsed) {
    lines.set(name, new Map([...settings].map(([key, setting]) => [key, setting.line])))
  }
  return {
    profiles: values(parsed, (name) =>
      config && (name.startsWith('sso-session.') || name.startsWith('services.')) ? undefined : name,
    ),
    ssoSessions: config ? values(parsed, below('sso-session.')) : new Map(),
    services: config ? values(parsed, below('services.')) : new Map(),
    rawKeys: config ? objectOrder([...(parsed as Parsed).keys()]) : [],
    failed,
    lines,
  }
}

/** Whether a profile of the config file is still there when its credential providers have merged both files. */
export function survivesMerge(name: string): boolean {
  return !inheritedNames.has(name)
}

/** Both files as the JS SDK merges them: the credentials file wins per key. */
export function smithyJoined(config: SmithyView, credentials: SmithyView): SmithySections {
  const kept = onDemand(
    () => config.profiles.keys(),
    (name) => (survivesMerge(name) ? config.profiles.get(name) : undefined),
  )
  return joinedSections(kept, credentials.profiles)
}

export function smithyMerged(config: Uint8Array, credentials: Uint8Array): SmithySections {
  return smithyJoined(smithyView(config, 'config'), smithyView(credentials, 'credentials'))
}
