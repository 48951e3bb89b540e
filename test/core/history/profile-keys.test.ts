import * as fc from 'fast-check'
import { expect, it } from 'vitest'
import { keysOfProfile } from '../../../core/history/profile-keys.ts'
import { parseSharedFile } from '../../../shared/domain/aws/parse.ts'
import { secretRanges } from '../../../shared/domain/aws/secrets.ts'
import { decodeText } from '../../../shared/domain/aws/text.ts'
import type { SharedFileKind } from '../../../shared/domain/aws/types.ts'
import { hostileBytes } from '../../shared/aws/support/hostile.ts'

/** Whether the whole file, read from its beginning, holds a secret in a section of the profile; and the secrets. */
function inWhole(bytes: Uint8Array, kind: SharedFileKind, profile: string): readonly string[] {
  const sections = parseSharedFile(bytes, kind).sections.filter(
    (section) => section.kind === 'profile' && decodeText(section.rawName) === profile,
  )
  return secretRanges(bytes, kind, sections)
    .filter(({ start, end }) => sections.some((one) => start >= one.start && end <= one.end))
    .map(({ start, end }) => Buffer.from(bytes.subarray(start, end)).toString('latin1'))
    .filter((value) => value.length >= 8)
}

const line = fc.constantFrom(
  '[dev]',
  '[profile dev]',
  '[ dev ]',
  '  [dev]',
  '[profile "dev"] # note',
  '[prod]',
  '[profile prod]',
  'aws_secret_access_key = wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
  '  deeper = wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEDEEP',
  '# aws_session_token = FwoGZXIvYXdzEXAMPLETOKENFwoGZXIvYXdzEXAMPLETOKEN==',
  'source_profile = dev',
  'region = eu-west-1',
  '',
)
const text = fc
  .tuple(
    fc.constantFrom('', '', '', '\ufeff'),
    fc.array(line, { maxLength: 14 }),
    fc.constantFrom('\n', '\n', '\n', '\r\n', '\r'),
  )
  .map(([mark, lines, end]) => new Uint8Array(Buffer.from(mark + lines.join(end))))

it('finds in parts of a file what the whole holds', () => {
  fc.assert(
    fc.property(
      fc.oneof({ weight: 3, arbitrary: text }, { weight: 1, arbitrary: hostileBytes }),
      fc.constantFrom('config' as const, 'credentials' as const),
      fc.constantFrom('dev', 'prod', 'a b', 'ünï', 'default'),
      (bytes, kind, profile) => {
        const expected = inWhole(bytes, kind, profile)
        const { values } = keysOfProfile(bytes, kind, profile)
        const got = new Set(values.map((value) => value.toString('latin1')))
        for (const one of expected) expect(got).toContain(one)
        expect(expected.length > 0).toBe(got.size > 0)
      },
    ),
    { numRuns: 3000 },
  )
})
