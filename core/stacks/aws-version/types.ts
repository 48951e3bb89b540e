/** The pulumi-aws that a project uses, as far as its files tell. */
export interface AwsVersion {
  readonly major: number
  /** Exact version where a file names one. */
  readonly version: string | undefined
  /** The file that says so, relative to the project or absolute when it is above it. */
  readonly source: string
  /** False when only a range is known, so that a later major could be installed. */
  readonly exact: boolean
}

/** Reads a text file in or below a folder; undefined when it is absent, unreadable or unreasonably large. */
export interface ReadText {
  (folder: string, name: string): Promise<string | undefined>
  /** The names in a folder; none when there is no such folder, undefined when it may not be listed. */
  readonly names: (folder: string) => Promise<ReadonlySet<string> | undefined>
  /** What exists but was not read, because it is not a regular file or too large: messages by path. */
  readonly refused: ReadonlyMap<string, string>
}

export type Detector = (folder: string, readText: ReadText) => Promise<AwsVersion | undefined>

/** Makes a version out of text such as `7.2.0`, `^7.2.0`, `~=6.1`, `v6`. Undefined when no number leads it. */
export function versionFrom(
  text: string | undefined,
  source: string,
  exact: boolean,
): AwsVersion | undefined {
  const match = /^[\s^~=v<>]*(\d+)(\.\d+(?:\.\d+)?[\w.+-]*)?/.exec(text ?? '')
  if (!match || /^\s*</.test(text ?? '')) return undefined
  const [, major, rest] = match
  const full = rest !== undefined && exact ? `${major}${rest}` : undefined
  return { major: Number(major), version: full, source, exact }
}

/**
 * The version that a specifier of Python requests: `==6.1`, `~=6.1`, `^6.1`, `>=6,<7`, `6.*`. Undefined where several majors
 * fit, as with `>=6`: it does not say which of them is installed.
 */
export function versionOfSpecifier(text: string, source: string): AwsVersion | undefined {
  const parts = text.split(',').map((part) => part.trim())
  const exact = parts.find((part) => /^={2,3}\s*\d/.test(part) && !part.includes('*'))
  if (exact !== undefined) return versionFrom(exact.replace(/^=+\s*/, ''), source, true)
  const within = parts.find((part) => /^(?:~=?|\^|={1,3})?\s*\d/.test(part))
  // `~=6` means 6 and every major after it.
  if (within !== undefined && !/^~=\s*\d+$/.test(within))
    return versionFrom(within.replace(/^[~^=]+\s*/, ''), source, false)
  const from = numberIn(parts, /^>=?\s*(\d+)/)
  const below = parts
    .map((part) => /^<(=?)\s*(\d+)(\.[\d.]*[1-9])?/.exec(part))
    .find((match) => match !== null)
  if (from === undefined || below == null) return undefined
  const [, orEqual, major, rest] = below
  const last = orEqual === '=' || rest !== undefined ? Number(major) : Number(major) - 1
  return from === last ? versionFrom(String(from), source, false) : undefined
}

function numberIn(parts: readonly string[], pattern: RegExp): number | undefined {
  const found = parts.map((part) => pattern.exec(part)?.[1]).find((text) => text !== undefined)
  return found === undefined ? undefined : Number(found)
}
