import { fail } from '../../../result.ts'
import type { EditWarning } from '../../edit/types.ts'
import type { Property, SharedFileDocument } from '../document.ts'
import { findProperties, sectionsOf } from '../lookup.ts'
import type { SectionKind } from '../types.ts'
import { findLoose, looseStart, refuseSwallowed } from './loose-lines.ts'
import { nothingToDo, removeBlock } from './plan.ts'
import type { Planned, TextSplice } from './plan.ts'
import { settingsOf, withoutSetting } from './settings.ts'

/** The error for a section that the file does not have. */
export function notFound(name: string, kind: SectionKind): Planned {
  if (kind === 'profile') {
    return fail('ProfileNotFound', `There is no profile ${name} in this file`, {
      reason: 'No section of the file has that name',
      remedy: 'Check the name: it is case-sensitive',
    })
  }
  return fail('SectionNotFound', `There is no section [${kind} ${name}] in this file`, {
    reason: 'No header of the file has that kind and name',
    remedy: 'Check the name: it is case-sensitive',
  })
}

/** Removes every occurrence of the keys, with the lines that continue them; a parent left empty goes too (rules U1, N2). */
export function planUnset(
  document: SharedFileDocument,
  name: string,
  kind: SectionKind,
  keys: readonly string[],
): Planned {
  const sections = sectionsOf(document, name, kind)
  if (sections.length === 0) return keys.length === 0 ? nothingToDo : notFound(name, kind)
  const settings = settingsOf(document, sections)
  const splices: TextSplice[] = []
  const warnings: EditWarning[] = []
  let looseGone = false
  const removed = new Map<Property, Set<Property>>()
  for (const key of keys) {
    const found = findProperties(document, sections, key)
    for (const { section, property, parent } of found) {
      const { end } = parent ?? property
      const refused = refuseSwallowed(document, section, { start: section.start, end })
      if (refused) return refused
      if (looseStart(document.text, property) >= 0) {
        warnings.push({
          code: 'AmbiguousIndentation',
          message: `The deeper lines below ${key} go with it: the JS SDK reads them as settings of their own, the AWS CLI as part of its value`,
        })
      }
      if (parent) removed.set(parent, (removed.get(parent) ?? new Set()).add(property))
      else splices.push(...removeBlock(document, property.start, property.end))
    }
    withoutSetting(settings, key)
    for (const loose of findLoose(document, sections, key)) {
      looseGone = true
      splices.push({ start: loose.start, end: loose.end, insert: '' })
      warnings.push({
        code: 'AmbiguousIndentation',
        message: 'The removed line was part of the value above it for the AWS CLI',
      })
    }
  }
  for (const [parent, children] of removed) {
    if (children.size === parent.children?.length)
      splices.push(...removeBlock(document, parent.start, parent.end))
    else for (const child of children) splices.push({ start: child.start, end: child.lineEnd, insert: '' })
  }
  const expected = [{ kind, name, settings: looseGone ? ('any' as const) : settings }]
  return { ok: true, plan: { splices, warnings, expected } }
}
