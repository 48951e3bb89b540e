/** One file of the bundle in a store, with its number of bytes of compiled code and of text. */
export interface KeptFile {
  readonly name: string
  readonly codeBytes: number
  readonly textBytes: number
}

/** The first line of a store. */
export interface KeptHeader {
  /** Identifies the runtime and the bundle that made the store. */
  readonly identity: string
  /** The commands whose code is in it. */
  readonly commands: readonly string[]
  readonly files: readonly KeptFile[]
}

/** What a store holds of one file. */
export interface KeptCode {
  readonly name: string
  readonly code: Uint8Array
  readonly text: Uint8Array
}

/** The most bytes in a store, and in its first line. */
export const mostBytes = 16_000_000
export const mostHeaderBytes = 16_384

/**
 * A store is its header as one line, then for each file the code, the code again and the text. V8 runs code without
 * checking it for damage, so we compare the two copies first. A checksum would be smaller, but the Node modules for it
 * take longer to load than reading twice.
 */
export function encodeStore(header: KeptHeader, parts: readonly KeptCode[]): Uint8Array {
  const blobs = parts.flatMap(({ code, text }) => [code, code, text])
  return Buffer.concat([Buffer.from(`${JSON.stringify(header)}\n`), ...blobs])
}

/** Bytes that one file takes in a store. */
export const sizeOf = ({ codeBytes, textBytes }: KeptFile): number => 2 * codeBytes + textBytes

const isCount = (value: unknown): value is number => Number.isSafeInteger(value) && (value as number) >= 0

function isHeader(value: unknown): value is KeptHeader {
  if (typeof value !== 'object' || value === null) return false
  const { identity, commands, files } = value as Partial<Record<keyof KeptHeader, unknown>>
  return (
    typeof identity === 'string' &&
    Array.isArray(commands) &&
    commands.every((command) => typeof command === 'string') &&
    Array.isArray(files) &&
    (files as readonly Partial<KeptFile>[]).every(
      (file) => typeof file?.name === 'string' && isCount(file.codeBytes) && isCount(file.textBytes),
    )
  )
}

/**
 * Header of a store and where its files begin; undefined unless it is complete and has exactly this identity.
 * @param start the first bytes of the file @param size of the whole file
 */
export function decodeHeader(
  start: Uint8Array,
  size: number,
  identity: string,
): { readonly header: KeptHeader; readonly begin: number } | undefined {
  const end = start.indexOf(10)
  if (end < 0) return undefined
  let header: unknown
  try {
    header = JSON.parse(Buffer.from(start.buffer, start.byteOffset, end).toString('utf8'))
  } catch {
    // Not one of ours, or damaged: treated as missing.
    return undefined
  }
  if (!isHeader(header) || header.identity !== identity) return undefined
  const total = header.files.reduce((sum, file) => sum + sizeOf(file), end + 1)
  return total === size ? { header, begin: end + 1 } : undefined
}
