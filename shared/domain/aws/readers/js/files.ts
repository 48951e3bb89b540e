import { rememberPair } from '../../lenses/remember.ts'
import { type SmithyView, type SmithySections, smithyJoined, smithyView } from '../../lenses/smithy.ts'
import type { Section } from '../../document.ts'
import { parseSharedFile } from '../../parse.ts'
import { decodeText } from '../../text.ts'
import type { SharedFileKind } from '../../types.ts'
import { jsPaths } from '../paths.ts'
import type { ReaderInput } from '../types.ts'

export interface JsFiles {
  /** Both files; the credentials file wins key by key. Empty values count as missing. */
  readonly merged: SmithySections
  readonly credentials: SmithySections
  readonly ssoSessions: SmithySections
  /** The profile whose section really contains a setting. */
  readonly ownerOf: (profile: string, key: string) => string
}

const empty = new Uint8Array()

/** The last section that begins at or above a line; they are in the order of their lines. */
function sectionAbove(sections: readonly Section[], line: number): Section | undefined {
  let [low, high] = [0, sections.length]
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((sections[middle]?.line ?? 0) <= line) low = middle + 1
    else high = middle
  }
  return sections[low - 1]
}

function ownerIn(
  bytes: Uint8Array,
  kind: SharedFileKind,
  view: SmithyView,
  profile: string,
  key: string,
): string | undefined {
  const line = view.lines.get(profile)?.get(key)
  if (line === undefined) return undefined
  const above = sectionAbove(parseSharedFile(bytes, kind).sections, line)
  return above?.kind === 'profile' ? decodeText(above.rawName) : profile
}

/** Both files as the JS SDK reads them: an unreadable file counts as empty. */
export function readJsFiles(input: ReaderInput): JsFiles | 'unknown' {
  const paths = jsPaths(input)
  const states = [paths.config, paths.credentials, paths.sessions].map((path) => input.file(path))
  if (states.includes(undefined)) return 'unknown'
  const [configBytes = empty, credentialsBytes = empty, sessionBytes = empty] = states.map((state) =>
    state instanceof Uint8Array ? state : empty,
  )
  const ssoSessions = smithyView(sessionBytes, 'config').ssoSessions
  return { ...filesOf(configBytes, credentialsBytes), ssoSessions }
}

/** Once for all profiles in question. */
const filesOf = rememberPair(joined)

function joined(configBytes: Uint8Array, credentialsBytes: Uint8Array): Omit<JsFiles, 'ssoSessions'> {
  const config = smithyView(configBytes, 'config')
  const credentials = smithyView(credentialsBytes, 'credentials')
  return {
    merged: smithyJoined(config, credentials),
    credentials: credentials.profiles,
    ownerOf: (profile, key) =>
      ownerIn(credentialsBytes, 'credentials', credentials, profile, key) ??
      ownerIn(configBytes, 'config', config, profile, key) ??
      profile,
  }
}
