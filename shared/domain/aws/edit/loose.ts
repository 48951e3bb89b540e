import type { EditWarning } from '../../edit/types.ts'
import type { ContinuationLine, Property, Section, SharedFileDocument } from '../document.ts'
import { knownKeys } from '../keys.ts'
import { isBlankCode } from '../lines.ts'
import { propertiesOf, readProperty } from '../properties.ts'
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

/** Loose settings of that key in the sections. */
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
        const loose = looseProperty(document.text, line)
        if (loose?.key === wanted) found.push(loose)
      }
    }
  }
  return found
}
