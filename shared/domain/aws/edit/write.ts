import type { Property, Section, SharedFileDocument } from '../document.ts'
import { propertiesOf } from '../properties.ts'
import { encodeText } from '../text.ts'
import type { KeyValue, SectionKind, SharedFileKind } from '../types.ts'
import { insertLines } from './plan.ts'
import type { TextSplice } from './plan.ts'

/** How lines of a section are written. */
export interface Style {
  readonly indent: string
  /** Separator by key, so that aligned columns stay aligned. */
  readonly separator: (key: string) => string
}

const plainStyle: Style = { indent: '', separator: () => ' = ' }

/** `[profile x]`, `[x]`, `[default]`; a name with blanks in single quotes in config (rules A2, A3). Byte text. */
export function headerText(file: SharedFileKind, kind: SectionKind, name: string): string {
  const raw = encodeText(name)
  if (kind === 'profile' && (file === 'credentials' || name === 'default')) return `[${raw}]`
  return `[${kind} ${/\s/.test(name) ? `'${raw}'` : raw}]`
}

function separatorOf(text: string, property: Property): string {
  const before = text.slice(property.keyEnd, property.separator)
  const after = text.slice(property.separator + 1, property.valueStart)
  const empty = property.valueStart === property.valueEnd
  return `${before}=${empty ? before.slice(0, 1) : after}`
}

/** Columns are aligned when keys of different lengths have their `=` in one column. */
function alignedColumn(properties: readonly Property[]): number | undefined {
  const columns = new Set(properties.map((property) => property.separator - property.keyStart))
  const lengths = new Set(properties.map((property) => property.keyEnd - property.keyStart))
  return columns.size === 1 && lengths.size > 1 ? [...columns][0] : undefined
}

function styleOf(text: string, properties: readonly Property[]): Style {
  const last = properties.findLast((property) => property.valueStart < property.valueEnd) ?? properties.at(-1)
  if (last === undefined) return plainStyle
  const separator = separatorOf(text, last)
  const column = alignedColumn(properties)
  const tail = separator.slice(separator.indexOf('='))
  return {
    indent: text.slice(last.start, last.keyStart),
    separator: (key) =>
      column !== undefined && column > key.length ? ' '.repeat(column - key.length) + tail : separator,
  }
}

/** The style of the settings of a section (rule R3). */
export function sectionStyle(document: SharedFileDocument, section: Section): Style {
  const { properties } = propertiesOf(document, section)
  const style = styleOf(document.text, properties)
  const last = properties.at(-1)
  const indent = last ? document.text.slice(last.start, last.keyStart) : ''
  // The JS SDK takes an indented line after a parent for a nested one, however deep: only column 0 ends the block there.
  const afterParent = properties.some((property) => property.valueStart === property.valueEnd)
  return { ...style, indent: indent !== '' && afterParent ? '' : indent }
}

/** The style for a new section: without blanks around `=` where the end of the file has none, else ` = `. */
export function newSectionStyle(document: SharedFileDocument): Style {
  for (let index = document.sections.length - 1; index >= 0; index -= 1) {
    const section = document.sections[index]
    const { properties } = section ? propertiesOf(document, section) : { properties: [] }
    const last = properties.findLast((property) => property.valueStart < property.valueEnd)
    if (last)
      return separatorOf(document.text, last) === '=' ? { indent: '', separator: () => '=' } : plainStyle
  }
  return plainStyle
}

/** The style of the settings in a nested block; 4 blanks deeper than the parent when it has none yet (rule N1). */
export function childStyle(document: SharedFileDocument, parent: Property): Style {
  const { text } = document
  const children = parent.children ?? []
  const first = children[0]
  const style = styleOf(text, children)
  if (first) return { ...style, indent: text.slice(first.start, first.keyStart) }
  return { ...plainStyle, indent: `${text.slice(parent.start, parent.keyStart)}    ` }
}

/** One setting as a line, without its line end. Keys are written in lower case. */
export function settingLine(style: Style, key: string, value: string): string {
  const raw = encodeText(key.toLowerCase())
  const separator = style.separator(raw)
  return style.indent + raw + (value === '' ? separator.trimEnd() : separator) + encodeText(value)
}

/** New settings as lines; nested ones grouped under a new parent. */
export function settingLines(style: Style, entries: readonly KeyValue[]): string[] {
  const lines: string[] = []
  const done = new Set<string>()
  for (const { key, value } of entries) {
    const dot = key.indexOf('.')
    if (dot < 0) {
      lines.push(settingLine(style, key, value))
      continue
    }
    const parent = key.slice(0, dot).toLowerCase()
    if (done.has(parent)) continue
    done.add(parent)
    lines.push(settingLine(style, parent, ''))
    const inner: Style = {
      indent: `${style.indent}    `,
      separator: () => (style.separator('').trim() === '=' ? ' = ' : '='),
    }
    for (const entry of entries) {
      if (entry.key.toLowerCase().startsWith(`${parent}.`)) {
        lines.push(settingLine(inner, entry.key.slice(dot + 1), entry.value))
      }
    }
  }
  return lines
}

/** New sections at the end of the file, each with one blank line before it (rules R10, A1). */
export function appendSections(
  document: SharedFileDocument,
  added: readonly { readonly header: string; readonly lines: readonly string[] }[],
): TextSplice {
  const { text, bodyStart } = document
  const end = text.length
  const lastLine =
    // eslint-disable-next-line regexp/no-super-linear-move -- of 4,096 characters
    /(?:^|[\r\n])([^\r\n]*)(?:\r*\n|\r)?$/.exec(text.slice(Math.max(bodyStart, end - 4096)))?.[1] ?? ''
  const blankBefore = end === bodyStart || /^[ \t]*$/.test(lastLine)
  const lines = added.flatMap(({ header, lines: own }) => ['', header, ...own])
  return insertLines(document, end, blankBefore ? lines.slice(1) : lines)
}
