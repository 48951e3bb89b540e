import { fail } from '../../../result.ts'
import type { Property, Section, SharedFileDocument } from '../document.ts'
import { allSectionsOf, sectionsOf } from '../lookup.ts'
import { validateProfileName } from '../names.ts'
import { markersOf } from '../markers/markers.ts'
import { propertiesOf } from '../properties.ts'
import type { SectionKind } from '../types.ts'
import { aroundMarkers } from './delete.ts'
import { refuseSwallowed } from './loose-lines.ts'
import type { Planned } from './plan.ts'
import { checkEntries, distinct, planNewSections, type NewSection } from './set.ts'
import { settingsOf } from './settings.ts'
import { notFound } from './unset.ts'
import { appendSections, headerText } from './write.ts'

function refusedName(document: SharedFileDocument, name: string, kind: SectionKind): Planned | undefined {
  const valid = validateProfileName(name)
  if (!valid.ok) return valid
  return allSectionsOf(document, name, kind).length === 0 ? undefined : exists(name, kind)
}

function exists(name: string, kind: SectionKind): Planned {
  return fail(
    'ProfileExists',
    `There is already a ${kind === 'profile' ? 'profile' : `[${kind}]`} named ${name}`,
    {
      reason: 'Tools merge sections with the same name, so a second one would change it',
      remedy: 'Choose another name, or edit the one that is there',
    },
  )
}

/** Adds sections at the end of the file (rules A1 to A3). */
export function planAdd(
  document: SharedFileDocument,
  kind: SectionKind,
  added: readonly NewSection[],
): Planned {
  const sections: NewSection[] = []
  const names = new Set<string>()
  for (const { name, entries } of added) {
    const refused = refusedName(document, name, kind) ?? (names.has(name) ? exists(name, kind) : undefined)
    if (refused) return refused
    names.add(name)
    const invalid = checkEntries(entries)
    if (invalid) return { ok: false, error: invalid }
    sections.push({ name, entries: distinct(entries) })
  }
  return planNewSections(document, kind, sections)
}

/** The lines of a section from its first to its last setting, unchanged; for several sections, the settings that win. */
function copiedLines(document: SharedFileDocument, sections: readonly Section[]): string[] {
  const { text } = document
  const winners = new Map<string, Property>()
  let several = sections.length > 1
  for (const section of sections) {
    const { properties, problems } = propertiesOf(document, section)
    if (problems.length > 0) several = true
    for (const property of properties) {
      if (winners.delete(property.key)) several = true
      winners.set(property.key, property)
    }
  }
  const ranges = several
    ? [...winners.values()].map(({ start, end }) => ({ start, end }))
    : aroundMarkers(
        { start: sections[0]?.bodyStart ?? 0, end: [...winners.values()].at(-1)?.end ?? 0, insert: '' },
        markersOf(document),
      )
  return ranges.flatMap(({ start, end }) =>
    end > start
      ? text
          .slice(start, end)
          .replace(/(?:(?<!\r)\r*\n|\r)$/, '')
          .split(/(?<!\r)\r*\n|\r/)
      : [],
  )
}

/** Adds a copy of a profile under a new name, with its comments and its spelling. */
export function planDuplicate(document: SharedFileDocument, from: string, to: string): Planned {
  const sections = sectionsOf(document, from, 'profile')
  const refused = refusedName(document, to, 'profile')
  if (refused) return refused
  if (sections.length === 0) return notFound(from, 'profile')
  for (const section of sections) {
    const swallowed = refuseSwallowed(document, section)
    if (swallowed) return swallowed
  }
  const header = headerText(document.kind, 'profile', to)
  const splice = appendSections(document, [{ header, lines: copiedLines(document, sections) }])
  const settings = settingsOf(document, sections)
  return {
    ok: true,
    plan: { splices: [splice], warnings: [], expected: [{ kind: 'profile', name: to, settings }] },
  }
}
