import { fail } from '../../../result.ts'
import type { EditWarning } from '../../edit/types.ts'
import type { ContinuationLine, Property, Section, SharedFileDocument } from '../document.ts'
import { knownKeys } from '../keys.ts'
import { isBlankCode } from '../lines.ts'
import { propertiesOf, readProperty } from '../properties.ts'
import type { Planned } from './plan.ts'
import { decodeText, encodeText, lowerCaseText } from '../text.ts'

export const ambiguous: EditWarning = {
  code: 'AmbiguousIndentation',
  message:
    'A line is indented deeper than the setting above it: the JS SDK reads it as a setting of its own, the AWS CLI as part of the value above',
}

/**
 * A deeper line that the JS and Go SDKs read as a setting of its own: `output = json` below `region = x`. Text of a continued
 * value, such as `--bar baz=1` or the tail of a token, is not.
 */
export function looseProperty(text: string, line: ContinuationLine): Property | undefined {
  const property = readProperty(text, line.line, line.start, line.textStart, line.textEnd, line.end)
  if (property === undefined || text.charAt(property.separator) !== '=') return undefined
  if (property.valueStart === property.valueEnd || !/^[a-z_][\w-]*$/.test(property.key)) return undefined
  const spaced =
    isBlankCode(text.charCodeAt(property.separator - 1)) &&
    isBlankCode(text.charCodeAt(property.separator + 1))
  return spaced || knownKeys.has(property.key) ? property : undefined
}

/** What the JS SDK takes for a section header: it drops blanks around a line, among them byte order marks. */
function isHeader(text: string): boolean {
  return /^\[.*\](?:\s+[#;].*)?$/.test(decodeText(text).trim())
}

function isSwallowedHeader(text: string, line: ContinuationLine): boolean {
  return isHeader(text.slice(line.textStart, line.textEnd))
}

/** The first line below the setting that some reader does not take for more of its value; -1 when there is none. */
export function looseStart(text: string, property: Property): number {
  const lines = property.continuation ?? []
  return lines.findIndex((line) => isSwallowedHeader(text, line) || looseProperty(text, line) !== undefined)
}

/**
 * A line inside a section that the JS SDK reads as the header of another one: `  [prod]` below `region = x`, or one behind a
 * byte order mark in the middle of files that were joined.
 */
export function findSwallowedHeader(
  document: SharedFileDocument,
  section: Section,
): { readonly line: number; readonly start: number } | undefined {
  const { text } = document
  const { properties, problems } = propertiesOf(document, section)
  const continued = properties.flatMap(({ continuation }) => continuation ?? [])
  const found = [
    ...continued.filter((line) => isSwallowedHeader(text, line)),
    ...problems.filter(({ start, end }) => isHeader(text.slice(start, end))),
  ]
  return found.sort((a, b) => a.start - b.start)[0]
}

/** Why a part of a section, or all of it, must not change: for the JS SDK, another section begins in it. */
export function refuseSwallowed(
  document: SharedFileDocument,
  section: Section,
  { start, end }: { readonly start: number; readonly end: number } = section,
): Planned | undefined {
  const header = findSwallowedHeader(document, section)
  if (header === undefined || header.start < start || header.start >= end) return undefined
  return fail('NotAllowed', `The header on line ${header.line} does not begin its line`, {
    reason: 'The JS SDK begins another section there, other readers do not',
    remedy: 'Remove what stands before the header and its settings, or edit the lines by hand',
    line: header.line,
  })
}

/** Loose settings of that key in the sections; what is below an indented header belongs to another section. */
export function findLoose(
  document: SharedFileDocument,
  sections: readonly Section[],
  key: string,
): Property[] {
  const wanted = lowerCaseText(encodeText(key))
  const found: Property[] = []
  for (const section of sections) {
    for (const property of propertiesOf(document, section).properties) {
      for (const line of property.continuation ?? []) {
        if (isSwallowedHeader(document.text, line)) return found
        const loose = looseProperty(document.text, line)
        if (loose?.key === wanted) found.push(loose)
      }
    }
  }
  return found
}
