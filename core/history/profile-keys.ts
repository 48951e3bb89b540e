import { readHeader } from '../../shared/domain/aws/header.ts'
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

const nowhere: ProfileKeys = { isThere: false, values: [] }

const asBuffer = ({ buffer, byteOffset, byteLength }: Uint8Array): Buffer =>
  Buffer.from(buffer, byteOffset, byteLength)

/** Whether a line of the file reads as the header of the profile. What it means where it stands, the parser decides. */
function hasHeader(bytes: Buffer, kind: SharedFileKind, profile: string): boolean {
  for (let at = bytes.indexOf(profile); at >= 0;) {
    const start = Math.max(bytes.lastIndexOf(10, at), bytes.lastIndexOf(13, at)) + 1
    const ends = [bytes.indexOf(10, at), bytes.indexOf(13, at)].filter((end) => end >= 0)
    const end = Math.min(bytes.length, ...ends)
    const line = bytes.toString('latin1', start, end)
    const open = /^[ \t]*\[/.exec(line)?.[0].length
    if (open !== undefined) {
      const header = readHeader(line, open - 1, line.length, kind)
      if (header.kind === 'profile' && decodeText(header.rawName) === profile) return true
    }
    at = bytes.indexOf(profile, end)
  }
  return false
}

/** The secrets in the sections of one profile, as they stand in the bytes of a shared file. */
export function keysOfProfile(bytes: Uint8Array, kind: SharedFileKind, profile: string): ProfileKeys {
  // Most backups are of files without it. What is no UTF-8 is named by replacement characters.
  if (!profile.includes('\ufffd') && !hasHeader(asBuffer(bytes), kind, profile)) return nowhere
  const sections = parseSharedFile(bytes, kind).sections.filter(
    (section) => section.kind === 'profile' && decodeText(section.rawName) === profile,
  )
  if (sections.length === 0) return nowhere
  const found = secretRanges(bytes, kind, sections).filter(({ start, end }) =>
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
