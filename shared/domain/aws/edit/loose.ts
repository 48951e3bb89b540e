import { fail } from '../../../result.ts'
import type { EditWarning } from '../../edit/types.ts'
import type { ContinuationLine, Property, Section, SharedFileDocument } from '../document.ts'
import { knownKeys } from '../keys.ts'
import { isBlankCode } from '../lines.ts'
import { propertiesOf, readProperty } from '../properties.ts'
import type { Planned } from './plan.ts'
import { encodeText, lowerCaseText } from '../text.ts'

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

/** A deeper line that the JS SDK reads as a section header: `  [prod]` below `region = x`. */
function isSwallowedHeader(text: string, line: ContinuationLine): boolean {
  return /^\[.*\](?:[ \t]+[#;].*)?$/.test(text.slice(line.textStart, line.textEnd))
}

/** The first line below the setting that some reader does not take for more of its value; -1 when there is none. */
export function looseStart(text: string, property: Property): number {
  const lines = property.continuation ?? []
  return lines.findIndex((line) => isSwallowedHeader(text, line) || looseProperty(text, line) !== undefined)
}

/** The first header that is a part of a value for the AWS CLI, and a section for the JS SDK. */
export function findSwallowedHeader(
  document: SharedFileDocument,
  properties: readonly Property[],
): ContinuationLine | undefined {
  for (const { continuation } of properties) {
    const header = continuation?.find((line) => isSwallowedHeader(document.text, line))
    if (header) return header
  }
  return undefined
}

/** Settings below such a header, which an edit of the section above it must not take along. */
export function refuseSwallowed(
  document: SharedFileDocument,
  properties: readonly Property[],
): Planned | undefined {
  const header = findSwallowedHeader(document, properties)
  if (header === undefined) return undefined
  return fail('NotAllowed', `The header in line ${header.line} is indented`, {
    reason: 'The JS SDK begins another section there, for the AWS CLI it is a part of the value above it',
    remedy: 'Remove the blanks before the header and its settings, or edit the lines by hand',
    line: header.line,
  })
}

/** Said when a setting goes below such a header, or above it. */
export function swallowedWarning(line: number): EditWarning {
  return {
    code: 'SwallowedHeader',
    message: `The header in line ${line} is indented: the JS SDK begins another section there, the AWS CLI does not`,
  }
}

/** Loose settings of that key in the sections; what stands below an indented header is another section's. */
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
