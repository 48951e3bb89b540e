import { readHeader } from '../../shared/domain/aws/header.ts'
import { parseSharedFile } from '../../shared/domain/aws/parse.ts'
import { secretRanges } from '../../shared/domain/aws/secrets.ts'
import { decodeText } from '../../shared/domain/aws/text.ts'
import type { SharedFileKind } from '../../shared/domain/aws/types.ts'

/** A shorter value could appear anywhere by chance. Bytes. */
const shortestSearched = 8

export interface ProfileKeys {
  /** Whether the file holds a secret in a section of that profile, in a setting or a comment. */
  readonly isThere: boolean
  /** Those that are long enough to search for elsewhere. */
  readonly values: readonly Buffer[]
}

const nowhere: ProfileKeys = { isThere: false, values: [] }

const asBuffer = ({ buffer, byteOffset, byteLength }: Uint8Array): Buffer =>
  Buffer.from(buffer, byteOffset, byteLength)

const carriageReturn = 13
const lineFeed = 10

/**
 * The parts of a file that may be sections of the profile: each from its header to the next one. A header in the first column
 * counts, whatever is above it. Undefined where only the whole file tells.
 */
function partsAbout(file: Buffer, kind: SharedFileKind, profile: string): readonly Buffer[] | undefined {
  // Names that are not UTF-8 have replacement characters, and for some readers a lone return ends a line.
  if (profile.includes('\ufffd') || file.includes(carriageReturn)) return undefined
  const bytes = file.indexOf('\ufeff') === 0 ? file.subarray(3) : file
  const parts: Buffer[] = []
  for (let at = bytes.indexOf(profile); at >= 0;) {
    const start = at === 0 ? 0 : bytes.lastIndexOf(lineFeed, at - 1) + 1
    const feed = bytes.indexOf(lineFeed, at)
    let end = feed < 0 ? bytes.length : feed
    const line = bytes.toString('latin1', start, end)
    if (/^[ \t]+\[/.test(line)) return undefined
    if (line.startsWith('[')) {
      const header = readHeader(line, 0, line.length, kind)
      if (header.kind === 'profile' && decodeText(header.rawName) === profile) {
        const next = bytes.indexOf('\n[', end)
        end = next < 0 ? bytes.length : next + 1
        parts.push(bytes.subarray(start, end))
      }
    }
    at = bytes.indexOf(profile, end)
  }
  return parts
}

/** The secrets in the sections of one profile, as in the bytes of a shared file. */
export function keysOfProfile(bytes: Uint8Array, kind: SharedFileKind, profile: string): ProfileKeys {
  // Most backups are of files without it, and of the others only one section in thousands is read.
  const parts = partsAbout(asBuffer(bytes), kind, profile) ?? [bytes]
  const found = parts.map((part) => keysIn(part, kind, profile))
  return { isThere: found.some(({ isThere }) => isThere), values: found.flatMap(({ values }) => values) }
}

function keysIn(bytes: Uint8Array, kind: SharedFileKind, profile: string): ProfileKeys {
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

/** The whole value, and the keys in it: elsewhere the line may hold other things. */
function piecesOf(value: Buffer): Buffer[] {
  const keys =
    Buffer.from(value)
      .toString('latin1')
      .match(/[A-Za-z0-9+/=_-]{16,}/g) ?? []
  return [value, ...keys.map((key) => Buffer.from(key, 'latin1'))]
}
