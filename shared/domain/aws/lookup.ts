import type { Property, Section, SharedFileDocument } from './document.ts'
import { propertiesOf } from './properties.ts'
import { decodeText, encodeText, lowerCaseText } from './text.ts'
import type { SectionKind } from './types.ts'

/** A single section represents itself: a list for each of ten thousand names would only cost. */
type Indexed = Section | Section[]

function buildIndex(document: SharedFileDocument): Map<string, Indexed> {
  const index = new Map<string, Indexed>()
  for (const section of document.sections) {
    if (section.kind === 'other' || section.kind === 'unclosed') continue
    const key = section.kind === 'profile' ? section.rawName : `\0${section.kind}\0${section.rawName}`
    const known = index.get(key)
    if (known === undefined) index.set(key, section)
    else if (Array.isArray(known)) known.push(section)
    else index.set(key, [known, section])
  }
  return index
}

/** All sections by kind and name. A name that is in the file once has its section, others have a list. */
export function indexOf(document: SharedFileDocument): ReadonlyMap<string, Indexed> {
  return (document.index ??= buildIndex(document))
}

/** This many look-ups go through the sections one by one: that takes less time than an index of thousands of names. */
const fewLookups = 16

/** Every section of that name, in file order, `[default]` and `[profile default]` alike. */
export function allSectionsOf(
  document: SharedFileDocument,
  name: string,
  kind: SectionKind,
): readonly Section[] {
  const raw = encodeText(name)
  if (document.index === undefined && document.lookups < fewLookups) {
    document.lookups += 1
    return document.sections.filter((section) => section.rawName === raw && section.kind === kind)
  }
  const found = indexOf(document).get(kind === 'profile' ? raw : `\0${kind}\0${raw}`)
  if (found === undefined) return []
  return Array.isArray(found) ? found : [found]
}

/** The sections that count: if the file has `[profile default]`, `[default]` does not (rule R9). */
export function effectiveSections(sections: readonly Section[]): readonly Section[] {
  if (sections.length < 2) return sections
  return sections.some((section) => section.prefixed)
    ? sections.filter((section) => section.prefixed)
    : sections
}

/** The sections whose settings make up `name`. */
export function sectionsOf(
  document: SharedFileDocument,
  name: string,
  kind: SectionKind,
): readonly Section[] {
  return effectiveSections(allSectionsOf(document, name, kind))
}

/** The section that holds a byte of the text; undefined above the first. */
function sectionAt({ sections }: SharedFileDocument, at: number): Section | undefined {
  let [low, high] = [0, sections.length]
  while (low < high) {
    const middle = (low + high) >>> 1
    if (sections[middle]!.start <= at) low = middle + 1
    else high = middle
  }
  return sections[low - 1]
}

/** The sections whose lines contain any of the texts, in file order. */
export function sectionsHolding(document: SharedFileDocument, texts: Iterable<string>): Section[] {
  const { text } = document
  const found = new Set<Section>()
  for (const one of texts) {
    for (let at = text.indexOf(one); at >= 0 && at < text.length;) {
      const section = sectionAt(document, at)
      if (section !== undefined) found.add(section)
      at = text.indexOf(one, section === undefined ? at + 1 : section.end)
    }
  }
  return [...found].sort((one, other) => one.start - other.start)
}

export interface NamedSections {
  readonly name: string
  readonly sections: readonly Section[]
}

/** All names of one kind, in file order, each with the sections that count. */
export function namedSections(document: SharedFileDocument, kind: SectionKind): NamedSections[] {
  const named = new Map<string, Section[]>()
  for (const section of document.sections) {
    if (section.kind !== kind) continue
    const known = named.get(section.rawName)
    if (known === undefined) named.set(section.rawName, [section])
    else known.push(section)
  }
  return [...named].map(([rawName, sections]) => ({
    name: decodeText(rawName),
    sections: effectiveSections(sections),
  }))
}

/** The names of one kind, in file order. */
export function sectionNames(document: SharedFileDocument | undefined, kind: SectionKind): string[] {
  const names = new Set<string>()
  for (const section of document?.sections ?? []) if (section.kind === kind) names.add(section.rawName)
  return [...names].map(decodeText)
}

/** A setting with its place; `parent` for a nested one. */
export interface FoundProperty {
  readonly section: Section
  readonly property: Property
  readonly parent?: Property
}

/**
 * Every occurrence of a key in those sections, in file order. `parent.child` finds the nested setting, and a key literally
 * spelled that way.
 */
export function findProperties(
  document: SharedFileDocument,
  sections: readonly Section[],
  key: string,
): FoundProperty[] {
  const wanted = lowerCaseText(encodeText(key))
  const dot = wanted.indexOf('.')
  const parentKey = dot > 0 ? wanted.slice(0, dot) : undefined
  const childKey = dot > 0 ? wanted.slice(dot + 1) : undefined
  const found: FoundProperty[] = []
  for (const section of sections) {
    for (const property of propertiesOf(document, section).properties) {
      if (property.key === wanted) found.push({ section, property })
      if (property.key !== parentKey) continue
      for (const child of property.children ?? []) {
        if (child.key === childKey) found.push({ section, property: child, parent: property })
      }
    }
  }
  return found
}

/** A value as a person sees it: continuation lines joined by line feeds, inline comments left out. */
export function valueOf(document: SharedFileDocument, property: Property): string {
  const { text } = document
  let value = text.slice(property.valueStart, property.valueEnd)
  for (const line of property.continuation ?? []) value += `\n${text.slice(line.textStart, line.textEnd)}`
  return decodeText(value)
}

/** Calls back for each setting of a section in file order: plain ones by key, nested ones as `parent.child`. */
export function eachSetting(
  document: SharedFileDocument,
  section: Section,
  visit: (key: string, property: Property) => void,
): void {
  for (const property of propertiesOf(document, section).properties) {
    if (property.children === undefined) visit(property.key, property)
    else for (const child of property.children) visit(`${property.key}.${child.key}`, child)
  }
}
