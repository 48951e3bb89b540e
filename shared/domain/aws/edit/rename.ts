import { fail } from '../../../result.ts'
import type { EditWarning } from '../../edit/types.ts'
import type { Section, SharedFileDocument } from '../document.ts'
import { readHeader } from '../header.ts'
import type { Header } from '../header.ts'
import { contentEndOf, isBlankCode, lineEndOf } from '../lines.ts'
import { allSectionsOf, sectionsOf, valueOf } from '../lookup.ts'
import { validateProfileName } from '../names.ts'
import { loneReturnOf, propertiesOf } from '../properties.ts'
import { renameInCommand } from '../process-command.ts'
import { profilesWith, referenceKeys } from '../references.ts'
import { encodeText } from '../text.ts'
import type { SectionKind } from '../types.ts'
import { nothingToDo } from './plan.ts'
import type { Expectation, Planned, Settings, TextSplice } from './plan.ts'
import { settingsOf } from './settings.ts'
import { notFound } from './unset.ts'
import { replaceValue } from './value.ts'
import { headerText } from './write.ts'

/** The header of a section, read again for its offsets. */
export function headerOf(document: SharedFileDocument, section: Section): Header {
  const { text, kind } = document
  let open = section.start
  while (isBlankCode(text.charCodeAt(open))) open += 1
  const end = lineEndOf(text, section.start, loneReturnOf(document))
  return readHeader(text, open, contentEndOf(text, section.start, end), kind)
}

/** Writes the new name into a header; between `[default]` and a prefixed header the whole bracket changes (rule M1). */
function renameHeader(document: SharedFileDocument, section: Section, to: string): TextSplice {
  const header = headerOf(document, section)
  const { text } = document
  const plain = headerText(document.kind, header.kind as SectionKind, to)
  if (document.kind === 'config' && header.kind === 'profile' && (!section.prefixed || to === 'default')) {
    return { start: header.open, end: header.close + 1, insert: plain }
  }
  const quoted = text.charCodeAt(header.nameStart - 1) === 34 || text.charCodeAt(header.nameStart - 1) === 39
  const needsQuotes = document.kind === 'config' && /\s/.test(to) && !quoted
  const raw = encodeText(to)
  return { start: header.nameStart, end: header.nameEnd, insert: needsQuotes ? `'${raw}'` : raw }
}

/** The value of a setting with a name replaced; undefined where it does not name it, or cannot hold the new name. */
function renamedIn(
  key: string,
  value: string,
  kind: SectionKind,
  from: string,
  to: string,
): string | undefined {
  if (key === referenceKeys[kind]) return value === from ? to : undefined
  if (kind !== 'profile' || key !== 'credential_process' || value.includes('\n')) return undefined
  const renamed = renameInCommand(value, from, to)
  return renamed === value ? undefined : renamed
}

function renameIn(settings: Settings, kind: SectionKind, from: string, to: string): void {
  for (const key of [referenceKeys[kind], 'credential_process']) {
    const value = renamedIn(key, settings.get(key) ?? '', kind, from, to)
    if (value !== undefined) settings.set(key, value)
  }
}

/** Points every `source_profile`, `sso_session`, `services` or command that names `from` to `to`. */
export function planReferences(
  document: SharedFileDocument,
  kind: SectionKind,
  from: string,
  to: string,
): Planned {
  const splices: TextSplice[] = []
  const expected: Expectation[] = []
  for (const { name, sections } of profilesWith(document, [from, 'credential_process'])) {
    let found = false
    for (const section of sections) {
      for (const property of propertiesOf(document, section).properties) {
        const value = renamedIn(property.key, valueOf(document, property), kind, from, to)
        if (value === undefined) continue
        splices.push(...replaceValue(document, property, value))
        found = true
      }
    }
    if (!found) continue
    const settings = settingsOf(document, sections)
    renameIn(settings, kind, from, to)
    expected.push({ kind: 'profile', name, settings })
  }
  return { ok: true, plan: { splices, warnings: [], expected } }
}

/** Renames the sections of a name, on request with every reference in this file. */
export function planRename(
  document: SharedFileDocument,
  kind: SectionKind,
  from: string,
  to: string,
  updateReferences: boolean,
): Planned {
  const valid = validateProfileName(to)
  if (!valid.ok) return valid
  const sections = sectionsOf(document, from, kind)
  if (sections.length === 0) return notFound(from, kind)
  if (from === to) return nothingToDo
  if (allSectionsOf(document, to, kind).length > 0) {
    return fail(
      'ProfileExists',
      `There is already a ${kind === 'profile' ? 'profile' : `[${kind}]`} named ${to}`,
      {
        reason: 'Tools merge sections with the same name, so the two would become one',
        remedy: 'Choose another name, or delete the other one first',
      },
    )
  }
  const references = updateReferences ? planReferences(document, kind, from, to) : nothingToDo
  if (!references.ok) return references
  const warnings: EditWarning[] = []
  const renamed = new Set(sections)
  const left = allSectionsOf(document, from, kind).filter((section) => !renamed.has(section))
  if (left.length > 0) {
    warnings.push({
      code: 'HiddenDefault',
      message: `[default] on line ${left[0]?.line ?? 0} stays and applies from now on; until now [profile default] hid it`,
    })
  }
  const settings = settingsOf(document, sections)
  if (kind === 'profile' && updateReferences) renameIn(settings, kind, from, to)
  const others = references.plan.expected.filter(
    (expectation) => kind !== 'profile' || expectation.name !== from,
  )
  return {
    ok: true,
    plan: {
      splices: [
        ...sections.map((section) => renameHeader(document, section, to)),
        ...references.plan.splices,
      ],
      warnings,
      expected: [
        ...others,
        { kind, name: from, settings: left.length > 0 ? settingsOf(document, left) : undefined },
        { kind, name: to, settings },
      ],
    },
  }
}
