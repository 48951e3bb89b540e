import type { BotocoreSections } from '../../lenses/botocore.ts'
import { botocoreView } from '../../lenses/botocore.ts'
import { joinedSections } from '../../lenses/joined-sections.ts'
import { botocorePaths } from '../paths.ts'
import { rememberPair } from '../../lenses/remember.ts'
import type { ReaderInput } from '../types.ts'

export interface BotocoreFiles {
  /** Both files; the credentials file wins key by key. */
  readonly merged: BotocoreSections
  readonly config: BotocoreSections
  readonly credentials: BotocoreSections
  readonly ssoSessions: BotocoreSections
}

const empty = new Uint8Array()

/** Both files as botocore reads them; one that it cannot read leaves it with nothing. */
export function readBotocoreFiles(input: ReaderInput): BotocoreFiles | 'file-unreadable' | 'unknown' {
  const paths = botocorePaths(input)
  const read = (path: string) => (path === '' ? 'missing' : input.file(path))
  const states = [read(paths.config), read(paths.credentials)]
  if (states.includes(undefined)) return 'unknown'
  const [configBytes = empty, credentialsBytes = empty] = states.map((state) =>
    state instanceof Uint8Array ? state : empty,
  )
  return filesOf(configBytes, credentialsBytes)
}

/** Once for all profiles in question. */
const filesOf = rememberPair(joined)

function joined(configBytes: Uint8Array, credentialsBytes: Uint8Array): BotocoreFiles | 'file-unreadable' {
  const config = botocoreView(configBytes, 'config')
  const credentials = botocoreView(credentialsBytes, 'credentials')
  if (config.error ?? credentials.error) return 'file-unreadable'
  return {
    merged: joinedSections(config.profiles, credentials.profiles),
    config: config.profiles,
    credentials: credentials.profiles,
    ssoSessions: config.ssoSessions,
  }
}
