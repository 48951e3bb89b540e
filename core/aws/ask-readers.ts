import { createHash } from 'node:crypto'
import { resolveReaders } from '../../shared/domain/aws/readers/resolve-readers.ts'
import {
  type FileState,
  type ReaderInput,
  type ReaderName,
  type ReaderResult,
  readerNames,
} from '../../shared/domain/aws/readers/types.ts'
import { foreignLimits } from '../system/foreign-limits.ts'
import { readForeignFile, type ForeignRead } from '../system/read-foreign-file.ts'
import type { AwsView, SharedFileState } from './aws-files.ts'

export type ReaderResults = Readonly<Record<ReaderName, ReaderResult>>

/** Where the readers look. */
export interface ReaderPlace {
  readonly view: AwsView
  readonly homeDir: string
  /** Milliseconds since 1970. */
  readonly now: number
}

/** Files that readers looked at beside the two shared ones. */
export type SeenFiles = Map<string, FileState>

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

/** Looks at files by the bounded reader. */
export async function lookAtAll(paths: Iterable<string>, into: SeenFiles): Promise<void> {
  await Promise.all([...paths].map(async (path) => into.set(path, await lookAt(path))))
}

const digest: ReaderInput['digest'] = (algorithm, text) => createHash(algorithm).update(text).digest('hex')

/** What a question named that nobody has looked at, and what it looked at beside the shared files. */
export interface Question<R extends ReaderName> {
  readonly results: Readonly<Record<R, ReaderResult>>
  readonly unseen: ReadonlySet<string>
  readonly usedOthers: boolean
}

/** Bytes that stand in place of one of the shared files, such as those of a plan. */
export interface PlannedFiles {
  readonly config?: Uint8Array | undefined
  readonly credentials?: Uint8Array | undefined
}

/**
 * Asks the readers about one profile after the other, with the same files and environment. Programs and services are not asked: what
 * they decide is 'unknown'. `seen` grows outside; `planned` takes the place of the shared files.
 */
export function createReaderDesk(
  { view, homeDir, now }: ReaderPlace,
  seen: SeenFiles,
  planned: PlannedFiles = {},
): <R extends ReaderName = ReaderName>(profile: string, readers?: readonly R[]) => Question<R> {
  const environment = new Map(
    Object.entries(view.environment).filter((pair): pair is [string, string] => pair[1] !== undefined),
  )
  // As they were found: relative paths and `~` are settled there.
  environment.set('AWS_CONFIG_FILE', view.config.path)
  environment.set('AWS_SHARED_CREDENTIALS_FILE', view.credentials.path)
  const shared = new Map<string, FileState>([
    [view.config.path, planned.config ?? stateOf(view.config)],
    [view.credentials.path, planned.credentials ?? stateOf(view.credentials)],
  ])
  const base = { environment, home: homeDir, workingDirectory: homeDir, now, digest }
  return <R extends ReaderName = ReaderName>(
    profile: string,
    readers: readonly R[] = readerNames as readonly ReaderName[] as readonly R[],
  ): Question<R> => {
    const unseen = new Set<string>()
    let usedOthers = false
    const file = (path: string): FileState => {
      if (shared.has(path)) return shared.get(path)
      usedOthers = true
      if (!seen.has(path)) unseen.add(path)
      return seen.get(path)
    }
    const results = resolveReaders({ ...base, profile, file }, readers)
    return { results, unseen, usedOthers }
  }
}

/**
 * What each program does with a profile that is named to it, as far as files and environment tell. The readers are asked until
 * they name no further file: each that they ask for (tokens of sign-ins, of a web identity) is looked at by the bounded reader.
 */
export async function askReaders(profile: string, place: ReaderPlace): Promise<ReaderResults> {
  const seen: SeenFiles = new Map()
  const ask = createReaderDesk(place, seen)
  for (let round = 0; ; round++) {
    const { results, unseen } = ask(profile)
    if (unseen.size === 0 || round === mostRounds) return results
    await lookAtAll(unseen, seen)
  }
}
