import { parseSharedFile } from '../../shared/domain/aws/parse.ts'
import { secretRanges } from '../../shared/domain/aws/secrets.ts'
import { decodeText } from '../../shared/domain/aws/text.ts'
import type { SharedFileKind } from '../../shared/domain/aws/types.ts'

/** What is shorter could stand anywhere by chance. Bytes. */
const shortestSearched = 8

export interface ProfileKeys {
  /** Whether the file holds a secret in a section of that profile, in a setting or a comment. */
  readonly isThere: boolean
  /** Those that are long enough to be looked for elsewhere. */
  readonly values: readonly Buffer[]
}

/** The secrets in the sections of one profile, as they stand in the bytes of a shared file. */
export function keysOfProfile(bytes: Uint8Array, kind: SharedFileKind, profile: string): ProfileKeys {
  const sections = parseSharedFile(bytes, kind).sections.filter(
    (section) => section.kind === 'profile' && decodeText(section.rawName) === profile,
  )
  if (sections.length === 0) return { isThere: false, values: [] }
  const found = secretRanges(bytes, kind).filter(({ start, end }) =>
    sections.some((section) => start >= section.start && end <= section.end),
  )
  const values = found.flatMap(({ start, end }) => piecesOf(Buffer.from(bytes.subarray(start, end))))
  return { isThere: found.length > 0, values: values.filter((value) => value.length >= shortestSearched) }
}

/** The whole, and the keys in it: elsewhere other things may stand on the line. */
function piecesOf(value: Buffer): Buffer[] {
  const keys =
    Buffer.from(value)
      .toString('latin1')
      .match(/[A-Za-z0-9+/=_-]{16,}/g) ?? []
  return [value, ...keys.map((key) => Buffer.from(key, 'latin1'))]
}
