import { expiryOf } from '../../shared/domain/aws/expiry.ts'
import { resolveReaders } from '../../shared/domain/aws/readers/resolve-readers.ts'
import {
  type FileState,
  type ReaderName,
  type ReaderResult,
  readerNames,
} from '../../shared/domain/aws/readers/types.ts'
import { isVaultHeld } from '../../shared/domain/vault/held.ts'
import type { AwsView } from './aws-files.ts'
import { lookAtAll, readerBase, readerFile, type SeenFiles } from './reader-input.ts'

export type ReaderResults = Readonly<Record<ReaderName, ReaderResult>>

/** Where the readers look. */
export interface ReaderPlace {
  readonly view: AwsView
  readonly homeDir: string
  /** Milliseconds since 1970. */
  readonly now: number
}

/**
 * What Stackpass knows beyond the tools: no tool looks at the end that other programs note beside keys, although AWS refuses such
 * keys, and no tool looks into the vault, whose keys come from our own program.
 */
function withOurs(result: ReaderResult, { profiles }: AwsView, now: number): ReaderResult {
  const owner = profiles.get(result.chain.at(-1) ?? '')
  const base = result.base ?? result.source
  if (owner === undefined) return result
  if (base === 'process' && result.waitsFor === 'process' && isVaultHeld(owner))
    return { ...result, why: `${result.why} It is Stackpass: the key of ${owner.name} is in the vault.` }
  const end = base.startsWith('keys-') ? expiryOf(owner) : undefined
  if (end === undefined || Date.parse(end) > now) return result
  return { ...result, why: `${result.why} Those keys ended at ${end}: AWS refuses them.` }
}

/** A chain of roles and sign-ins asks for one file after another; no chain is longer than this. */
const mostRounds = 16
/** What a question named that nobody has looked at yet, and what it looked at beside the shared files. */
export interface Question<R extends ReaderName> {
  readonly results: Readonly<Record<R, ReaderResult>>
  readonly unseen: ReadonlySet<string>
  readonly usedOthers: boolean
}

/** Bytes that replace one of the shared files, such as those of a plan. */
export interface PlannedFiles {
  readonly config?: Uint8Array | undefined
  readonly credentials?: Uint8Array | undefined
}

/**
 * Asks the readers about one profile after another, with the same files and environment. Programs and services are not asked:
 * what they decide is 'unknown'. `seen` grows for the caller; `planned` replaces the shared files.
 */
export function createReaderDesk(
  { view, homeDir, now }: ReaderPlace,
  seen: SeenFiles,
  planned: PlannedFiles = {},
): <R extends ReaderName = ReaderName>(profile: string, readers?: readonly R[]) => Question<R> {
  const shared = new Map<string, FileState>([
    [view.config.path, planned.config ?? readerFile(view.config).state],
    [view.credentials.path, planned.credentials ?? readerFile(view.credentials).state],
  ])
  const base = readerBase({ ...view, home: homeDir, now })
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
    const asked = resolveReaders({ ...base, profile, file }, readers)
    const ended = readers.map((reader) => [reader, withOurs(asked[reader], view, now)] as const)
    const results = Object.fromEntries(ended) as Record<R, ReaderResult>
    return { results, unseen, usedOthers }
  }
}

/**
 * What each program does with the profile that it is given, as far as files and environment tell. The readers are asked until
 * they name no further file: the bounded reader looks at each file that they ask for (tokens of sign-ins, of a web identity).
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
