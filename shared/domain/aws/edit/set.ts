import { fail } from '../../../result.ts'
import type { CodedError } from '../../../result.ts'
import type { EditWarning } from '../../edit/types.ts'
import type { Property, SharedFileDocument } from '../document.ts'
import { findProperties, sectionsOf, valueOf } from '../lookup.ts'
import { validateKey, validateProfileName, validateValue } from '../names.ts'
import { propertiesOf } from '../properties.ts'
import type { KeyValue, SectionKind } from '../types.ts'
import { ambiguous, findLoose, findSwallowedHeader, looseStart, refuseSwallowed } from './loose-lines.ts'
import { insertLines } from './plan.ts'
import type { Planned, Settings, TextSplice } from './plan.ts'
import { settingsOf, withSetting, withoutSetting } from './settings.ts'
import { planUnset } from './unset.ts'
import { replaceValue } from './value.ts'
import {
  appendSections,
  childStyle,
  headerText,
  newSectionStyle,
  sectionStyle,
  settingLine,
  settingLines,
} from './write.ts'

/** The value that is left after `set`: loose lines below stay part of it. */
function valueAfter(document: SharedFileDocument, property: Property, value: string): string {
  const first = looseStart(document.text, property)
  if (first < 0) return value
  return [
    value,
    ...valueOf(document, property)
      .split('\n')
      .slice(first + 1),
  ].join('\n')
}

/** The first entry that may not be written. */
export function checkEntries(
  entries: readonly KeyValue[],
  unset: readonly string[] = [],
): CodedError | undefined {
  for (const { key, value } of entries) {
    const checked = validateKey(key)
    if (!checked.ok) return checked.error
    const valid = validateValue(key, value)
    if (!valid.ok) return valid.error
  }
  const keys = new Set(entries.map(({ key }) => key.toLowerCase()))
  const others = new Set([...keys, ...unset.map((key) => key.toLowerCase())])
  for (const key of keys) {
    const parent = key.split('.')[0] ?? key
    if (parent === key || !others.has(parent)) continue
    return fail('InvalidKey', `${parent} and ${key} cannot both be changed at once`, {
      reason: `${parent} is either a plain value or a block of nested settings`,
      remedy: 'Change one of them',
    }).error
  }
  return undefined
}

/** The last entry per key, in the order of first mention. */
export function distinct(entries: readonly KeyValue[]): KeyValue[] {
  const byKey = new Map<string, KeyValue>()
  for (const entry of entries) byKey.set(entry.key.toLowerCase(), entry)
  return [...byKey.values()]
}

/** Sets and removes keys of one section; a missing section is created at the end of the file (rule R10). */
export function planSet(
  document: SharedFileDocument,
  name: string,
  kind: SectionKind,
  wanted: readonly KeyValue[],
  unset: readonly string[] = [],
): Planned {
  const entries = distinct(wanted)
  const invalid = checkEntries(entries, unset)
  if (invalid) return { ok: false, error: invalid }
  const sections = sectionsOf(document, name, kind)
  const target = sections.at(-1)
  if (target === undefined) {
    const valid = validateProfileName(name)
    if (!valid.ok) return { ok: false, error: valid.error }
    if (entries.length === 0) return planUnset(document, name, kind, unset)
    return planNewSections(document, kind, [{ name, entries }])
  }

  const { text } = document
  const settings = settingsOf(document, sections)
  const splices: TextSplice[] = []
  const warnings: EditWarning[] = []
  const keys = new Set(entries.map(({ key }) => key.toLowerCase()))
  const gone = unset.filter((key) => !keys.has(key.toLowerCase()))
  const going = gone.flatMap((key) => findProperties(document, sections, key))
  const fresh: KeyValue[] = []
  const freshChildren = new Map<Property, string[]>()
  for (const { key, value } of entries) {
    const found = findProperties(document, sections, key).at(-1)
    const dot = key.indexOf('.')
    if (found) {
      const { section, property } = found
      const swallowed = refuseSwallowed(document, section, { start: section.start, end: property.start })
      if (swallowed) return swallowed
      if (property.children !== undefined) return blocked(key, `${key} holds nested settings`, property.line)
      if (valueOf(document, property) === valueAfter(document, property, value)) continue
      if (looseStart(text, property) >= 0) warnings.push(ambiguous)
      splices.push(...replaceValue(document, property, value))
      withSetting(settings, key, valueAfter(document, property, value))
      continue
    }
    const loose = findLoose(document, sections, key).at(-1)
    // Below a removed setting, it is removed as well.
    if (loose && !going.some(({ property }) => property.start < loose.start && loose.start < property.end)) {
      splices.push(...replaceValue(document, loose, value))
      warnings.push(ambiguous)
      continue
    }
    if (dot > 0) {
      const parent = findProperties(document, sections, key.slice(0, dot)).at(-1)?.property
      if (parent && parent.valueStart < parent.valueEnd) {
        return blocked(
          key,
          `${key.slice(0, dot)} holds a plain value, so nothing can be nested under it`,
          parent.line,
        )
      }
      if (parent) {
        const line = settingLine(childStyle(document, parent), key.slice(dot + 1), value)
        freshChildren.set(parent, [...(freshChildren.get(parent) ?? []), line])
        withSetting(settings, key, value)
        continue
      }
    }
    fresh.push({ key, value })
    withSetting(settings, key, value)
  }
  for (const [parent, lines] of freshChildren) {
    splices.push(insertLines(document, parent.children?.at(-1)?.end ?? parent.lineEnd, lines))
  }
  if (fresh.length > 0) {
    // Never below a header that the JS SDK would give the new settings to.
    const limit = findSwallowedHeader(document, target)?.start ?? target.end
    const above = propertiesOf(document, target).properties.filter(({ end }) => end <= limit)
    const at = above.at(-1)?.end ?? target.bodyStart
    splices.push(insertLines(document, at, settingLines(sectionStyle(document, target), fresh)))
  }
  const removed = planUnset(document, name, kind, gone)
  if (!removed.ok) return removed
  splices.push(...removed.plan.splices)
  for (const key of gone) withoutSetting(settings, key)
  const ambiguousEdit = warnings.includes(ambiguous)
  return {
    ok: true,
    plan: {
      splices,
      warnings: [...new Set([...warnings, ...removed.plan.warnings])],
      expected: [{ kind, name, settings: ambiguousEdit ? 'any' : settings }],
    },
  }
}

function blocked(key: string, reason: string, line: number): Planned {
  return fail('InvalidKey', `${key} cannot be set here`, {
    reason,
    remedy: 'Remove the other form of the setting first',
    line,
  })
}

/** Sections of one kind to add: names that the file does not have. */
export interface NewSection {
  readonly name: string
  readonly entries: readonly KeyValue[]
}

/** New sections at the end of the file. */
export function planNewSections(
  document: SharedFileDocument,
  kind: SectionKind,
  added: readonly NewSection[],
): Planned {
  const style = newSectionStyle(document)
  const expected = added.map(({ name, entries }) => {
    const settings: Settings = new Map()
    for (const { key, value } of entries) withSetting(settings, key, value)
    return { kind, name, settings }
  })
  const splice = appendSections(
    document,
    added.map(({ name, entries }) => ({
      header: headerText(document.kind, kind, name),
      lines: settingLines(style, entries),
    })),
  )
  const warnings: EditWarning[] = added.some(({ name }) => /\s/.test(name))
    ? [{ code: 'NameWithBlank', message: 'The JS SDK does not see a profile whose name has a space' }]
    : []
  return { ok: true, plan: { splices: [splice], warnings, expected } }
}
