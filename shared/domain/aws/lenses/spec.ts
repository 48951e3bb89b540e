import { bytesToText, decodeText, findUtf8Problem } from '../text.ts'
import type { SharedFileKind } from '../types.ts'

export type SpecSections = ReadonlyMap<string, ReadonlyMap<string, string>>

/** The shared files as the cross-SDK test vectors define them, and as the Rust and Java SDKs read them. */
export type SpecView =
  | {
      readonly ok: true
      readonly profiles: SpecSections
      readonly ssoSessions: SpecSections
      readonly services: SpecSections
    }
  | { readonly ok: false; readonly file: SharedFileKind; readonly line: number; readonly message: string }

interface SpecError {
  readonly line: number
  readonly message: string
}

type Raw = Map<string, Map<string, string>>

const blank = (character: string): boolean => character === ' ' || character === '\t'

function trimBlanks(text: string): string {
  let start = 0
  let end = text.length
  while (start < end && blank(text.charAt(start))) start += 1
  while (end > start && blank(text.charAt(end - 1))) end -= 1
  return text.slice(start, end)
}

/** The line without its comment; in headers a comment needs no blank before it. */
function withoutComment(line: string, needsBlank: boolean): string {
  for (let at = 0; at < line.length; at += 1) {
    const character = line.charAt(at)
    if (character !== '#' && character !== ';') continue
    if (!needsBlank || (at > 0 && /\s/.test(line.charAt(at - 1)))) return trimBlanks(line.slice(0, at))
  }
  return trimBlanks(line)
}

function splitProperty(line: string, what: string): { key: string; value: string } | string {
  const text = withoutComment(line, true)
  const at = text.indexOf('=')
  if (at < 0) return `Expected an '=' sign defining a ${what}`
  const key = trimBlanks(text.slice(0, at))
  if (key === '') return `${what.charAt(0).toUpperCase()}${what.slice(1)} did not have a name`
  return { key, value: trimBlanks(text.slice(at + 1)) }
}

/** Splits a file into raw sections and settings; the first line that breaks a rule fails the whole file. */
function parseRaw(text: string): Raw | SpecError {
  const raw: Raw = new Map()
  let section: Map<string, string> | undefined
  let property: string | undefined
  let nested = false
  let number = 0
  for (const line of text.split(/\r?\n/)) {
    number += 1
    const fail = (message: string): SpecError => ({ line: number, message })
    if (trimBlanks(line) === '' || line.startsWith('#') || line.startsWith(';')) continue
    if (line.startsWith('[')) {
      const header = withoutComment(line, false)
      if (!header.endsWith(']')) return fail("Profile definition must end with ']'")
      const name = header.slice(1, -1)
      section = raw.get(name) ?? new Map<string, string>()
      raw.set(name, section)
      property = undefined
      continue
    }
    if (!section) return fail('Expected a profile definition')
    if (blank(line.charAt(0))) {
      if (property === undefined) return fail('Expected a property definition, found continuation')
      if (nested) {
        const child = splitProperty(line, 'sub-property')
        if (typeof child === 'string') return fail(child)
      }
      section.set(property, `${section.get(property) ?? ''}\n${trimBlanks(line)}`)
      continue
    }
    const found = splitProperty(line, 'property')
    if (typeof found === 'string') return fail(found)
    property = found.key.toLowerCase()
    nested = found.value === ''
    section.set(property, found.value)
  }
  return raw
}

const identifier = /^[A-Za-z0-9_\-/.%@:+]+$/

type Target = 'profiles' | 'ssoSessions' | 'services'

const targets: ReadonlyMap<string, Target> = new Map<string, Target>([
  ['profile', 'profiles'],
  ['sso-session', 'ssoSessions'],
  ['services', 'services'],
])

/** Where a raw section belongs, by its kind of file; undefined for one that SDKs ignore. */
function place(
  rawName: string,
  kind: SharedFileKind,
): { target: Target; name: string; prefixed: boolean } | undefined {
  const text = trimBlanks(rawName)
  const match = /^([^ \t]+)[ \t]+/.exec(text)
  if (!match) {
    if (!identifier.test(text) || (kind === 'config' && text !== 'default')) return undefined
    return { target: 'profiles', name: text, prefixed: false }
  }
  const prefix = match[1] ?? ''
  const name = text.slice(match[0].length)
  const target = targets.get(prefix)
  if (kind === 'credentials' || target === undefined || !identifier.test(name)) return undefined
  return { target, name, prefixed: true }
}

/** The spec's view of both files merged; the credentials file wins per key. A file that is not UTF-8 counts as empty. */
export function specView(config?: Uint8Array, credentials?: Uint8Array): SpecView {
  const view: Record<Target, Map<string, Map<string, string>>> = {
    profiles: new Map(),
    ssoSessions: new Map(),
    services: new Map(),
  }
  for (const [kind, bytes] of [
    ['config', config],
    ['credentials', credentials],
  ] as const) {
    if (!bytes) continue
    const text = bytesToText(bytes)
    const raw = findUtf8Problem(text) ? new Map<string, Map<string, string>>() : parseRaw(decodeText(text))
    if (!(raw instanceof Map)) return { ok: false, file: kind, ...raw }
    const placed = [...raw].map(([rawName, settings]) => ({ place: place(rawName, kind), settings }))
    const prefixedDefault = placed.some(
      (entry) => entry.place?.target === 'profiles' && entry.place.name === 'default' && entry.place.prefixed,
    )
    for (const { place: where, settings } of placed) {
      if (!where) continue
      if (prefixedDefault && where.target === 'profiles' && where.name === 'default' && !where.prefixed)
        continue
      const known = view[where.target].get(where.name) ?? new Map<string, string>()
      view[where.target].set(where.name, known)
      for (const [key, value] of settings) if (identifier.test(key)) known.set(key, value)
    }
  }
  return { ok: true, ...view }
}
