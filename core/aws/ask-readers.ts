import { createHash } from 'node:crypto'
import { resolveReaders } from '../../shared/domain/aws/readers/resolve-readers.ts'
import type { FileState, ReaderName, ReaderResult } from '../../shared/domain/aws/readers/types.ts'
import { foreignLimits } from '../system/foreign-limits.ts'
import { readForeignFile, type ForeignRead } from '../system/read-foreign-file.ts'
import type { AwsView, SharedFileState } from './aws-files.ts'

export type ReaderResults = Readonly<Record<ReaderName, ReaderResult>>

interface Place {
  readonly view: AwsView
  readonly homeDir: string
  /** Milliseconds since 1970. */
  readonly now: number
}

/** A chain of roles and sign-ins asks for one file after the other; none is longer than this. */
const mostRounds = 16
/** The largest of what readers look at beside the shared files. */
const mostBytes = Math.max(foreignLimits.tokenCache, foreignLimits.token)

function stateOf({ state, bytes }: SharedFileState): FileState {
  return state === 'missing' ? 'missing' : bytes
}

/** What the bounded reader found, as the readers take it. */
export function stateOfRead(read: ForeignRead): FileState {
  if (read.kind === 'ok') return new Uint8Array(read.bytes)
  if (read.kind === 'missing') return 'missing'
  return read.why === 'not-a-file' ? 'directory' : undefined
}

const lookAt = async (path: string): Promise<FileState> =>
  stateOfRead(await readForeignFile(path, { maxBytes: mostBytes }))

/**
 * What each program does with a profile that is named to it, as far as files and environment tell. The readers are asked until
 * they name no further file: each that they ask for (tokens of sign-ins, of a web identity) is looked at by the bounded
 * reader. Programs and services are not asked: what they decide is 'unknown'.
 */
export async function askReaders(profile: string, { view, homeDir, now }: Place): Promise<ReaderResults> {
  const environment = new Map(
    Object.entries(view.environment).filter((pair): pair is [string, string] => pair[1] !== undefined),
  )
  // As they were found: relative paths and `~` are settled there.
  environment.set('AWS_CONFIG_FILE', view.config.path)
  environment.set('AWS_SHARED_CREDENTIALS_FILE', view.credentials.path)
  const seen = new Map<string, FileState>([
    [view.config.path, stateOf(view.config)],
    [view.credentials.path, stateOf(view.credentials)],
  ])
  for (let round = 0; ; round++) {
    const asked = new Set<string>()
    const results = resolveReaders({
      environment,
      profile,
      home: homeDir,
      workingDirectory: homeDir,
      now,
      file(path) {
        if (!seen.has(path)) asked.add(path)
        return seen.get(path)
      },
      digest: (algorithm, text) => createHash(algorithm).update(text).digest('hex'),
    })
    if (asked.size === 0 || round === mostRounds) return results
    await Promise.all([...asked].map(async (path) => seen.set(path, await lookAt(path))))
  }
}
