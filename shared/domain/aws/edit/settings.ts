import type { Section, SharedFileDocument } from '../document.ts'
import { eachSetting, sectionsOf, valueOf } from '../lookup.ts'
import { decodeText } from '../text.ts'
import type { SectionKind } from '../types.ts'
import type { Settings } from './plan.ts'

/** The settings that these sections make up together; the last occurrence of a key wins. */
export function settingsOf(document: SharedFileDocument, sections: readonly Section[]): Settings {
  const settings: Settings = new Map()
  for (const section of sections) {
    eachSetting(document, section, (key, property) =>
      settings.set(decodeText(key), valueOf(document, property)),
    )
  }
  return settings
}

/** The settings of a name; undefined when the file has no such section. */
export function settingsOfName(
  document: SharedFileDocument,
  name: string,
  kind: SectionKind,
): Settings | undefined {
  const sections = sectionsOf(document, name, kind)
  return sections.length === 0 ? undefined : settingsOf(document, sections)
}

/** How `set` changes settings: a nested setting takes the place of its empty parent. */
export function withSetting(settings: Settings, key: string, value: string): void {
  const lower = key.toLowerCase()
  const dot = lower.indexOf('.')
  if (dot > 0 && settings.get(lower.slice(0, dot)) === '') settings.delete(lower.slice(0, dot))
  settings.set(lower, value)
}

/** How `unset` changes settings: a parent goes with all its nested settings. */
export function withoutSetting(settings: Settings, key: string): void {
  const lower = key.toLowerCase()
  settings.delete(lower)
  for (const known of [...settings.keys()]) if (known.startsWith(`${lower}.`)) settings.delete(known)
}
