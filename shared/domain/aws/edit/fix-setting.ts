import { fail } from '../../../result.ts'
import type { Property, Section, SharedFileDocument } from '../document.ts'
import { sectionsOf, valueOf } from '../lookup.ts'
import { validateKey, validateValue } from '../names.ts'
import { propertiesOf } from '../properties.ts'
import { decodeText, encodeText } from '../text.ts'
import type { SectionKind } from '../types.ts'
import type { Planned, Settings, TextSplice } from './plan.ts'
import { settingsOf } from './settings.ts'
import { replaceValue } from './value.ts'

interface Found {
  readonly kind: SectionKind
  readonly name: string
  readonly property: Property
  readonly settings: Settings
}

function find(document: SharedFileDocument, section: Section, line: number): Found | undefined {
  const { kind } = section
  if (kind !== 'profile' && kind !== 'sso-session' && kind !== 'services') return undefined
  const property = propertiesOf(document, section).properties.find((one) => one.line === line)
  if (property === undefined || property.children !== undefined) return undefined
  const name = decodeText(section.rawName)
  return { kind, name, property, settings: settingsOf(document, sectionsOf(document, name, kind)) }
}

function nothingToFix(line: number): Planned {
  return fail('NothingToChange', `Line ${line} does not have this problem`, {
    reason: 'The file has changed since Stackpass read it',
    remedy: 'Look at the problems again',
    line,
  })
}

function planned({ kind, name, settings }: Found, splices: readonly TextSplice[]): Planned {
  return { ok: true, plan: { splices, warnings: [], expected: [{ kind, name, settings }] } }
}

/** Another value for the setting in a line. */
export function planSetValue(
  document: SharedFileDocument,
  section: Section,
  line: number,
  value: string,
): Planned {
  const found = find(document, section, line)
  if (found === undefined) return nothingToFix(line)
  const key = decodeText(found.property.key)
  const valid = validateValue(key, value)
  if (!valid.ok) return valid
  // Of several lines with this key the last one counts.
  if (found.settings.get(key) === valueOf(document, found.property)) found.settings.set(key, value)
  return planned(found, replaceValue(document, found.property, value))
}

/** Another key for the setting in a line; refused where the section already has it. */
export function planRenameKey(
  document: SharedFileDocument,
  section: Section,
  line: number,
  to: string,
): Planned {
  const found = find(document, section, line)
  if (found === undefined) return nothingToFix(line)
  const valid = validateKey(to)
  if (!valid.ok) return valid
  const { property, settings } = found
  if (settings.has(to)) {
    return fail('NotAllowed', `There is already a setting ${to}`, {
      reason: 'The section would have two lines for one setting',
      remedy: 'Remove one of the two lines by hand',
      line,
    })
  }
  const same = propertiesOf(document, section).properties.filter(({ key }) => key === property.key)
  const key = decodeText(property.key)
  if (same.length > 1)
    return fail('NotAllowed', `${key} appears twice in this section`, {
      reason: 'Tools differ in which of the two they use',
      remedy: 'Remove one of the two lines first',
      line,
    })
  const value = settings.get(key)
  settings.delete(key)
  if (value !== undefined) settings.set(to, value)
  return planned(found, [{ start: property.keyStart, end: property.keyEnd, insert: encodeText(to) }])
}
