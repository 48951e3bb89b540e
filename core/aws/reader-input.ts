import { createHash } from 'node:crypto'
import type { FileState, ReaderInput } from '../../shared/domain/aws/readers/types.ts'
import { foreignLimits } from '../system/foreign-limits.ts'
import { readForeignFile, type ForeignRead } from '../system/read-foreign-file.ts'
import type { SharedFileState } from './aws-files.ts'

/** A shared file as the readers take it. */
export interface ReaderFile {
  readonly path: string
  readonly state: FileState
}

/** Files that readers looked at beside the two shared ones. */
export type SeenFiles = Map<string, FileState>

/** What all readers see of this machine, whatever the profile. */
export interface ReaderSurroundings {
  readonly environment: Readonly<Record<string, string | undefined>>
  readonly config: Pick<ReaderFile, 'path'>
  readonly credentials: Pick<ReaderFile, 'path'>
  readonly home: string
  /** Milliseconds since 1970. */
  readonly now: number
}

/** The maximum size of other files that readers look at. */
const mostBytes = Math.max(foreignLimits.tokenCache, foreignLimits.token)

/** A shared file of a view. */
export function readerFile({
  path,
  state,
  bytes,
  error,
}: Pick<SharedFileState, 'path' | 'state' | 'bytes' | 'error'>): ReaderFile {
  if (state === 'missing') return { path, state }
  return { path, state: error?.code === 'FileNotRegular' ? 'directory' : bytes }
}

/** What the bounded reader found, as the readers take it. */
export function stateOfRead(read: ForeignRead): FileState {
  if (read.kind === 'ok') return new Uint8Array(read.bytes)
  if (read.kind === 'missing') return 'missing'
  return read.why === 'not-a-file' ? 'directory' : undefined
}

/** Looks at files by the bounded reader. */
export async function lookAtAll(paths: Iterable<string>, into: SeenFiles): Promise<void> {
  const lookAt = async (path: string): Promise<FileState> =>
    stateOfRead(await readForeignFile(path, { maxBytes: mostBytes }))
  await Promise.all([...paths].map(async (path) => into.set(path, await lookAt(path))))
}

const digest: ReaderInput['digest'] = (algorithm, text) => createHash(algorithm).update(text).digest('hex')

/** The input of the readers without a profile and files. */
export function readerBase({ config, credentials, home, now, ...place }: ReaderSurroundings) {
  const environment = new Map(
    Object.entries(place.environment).filter((pair): pair is [string, string] => pair[1] !== undefined),
  )
  // As found: relative paths and `~` are resolved there.
  environment.set('AWS_CONFIG_FILE', config.path)
  environment.set('AWS_SHARED_CREDENTIALS_FILE', credentials.path)
  return { environment, home, workingDirectory: home, now, digest }
}
