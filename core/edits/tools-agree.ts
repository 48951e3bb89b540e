import type { Operation } from '../../shared/contract/models.ts'
import { disagree, identityOf } from '../../shared/domain/aws/readers/disagree.ts'
import type { ReaderName } from '../../shared/domain/aws/readers/types.ts'
import { takenInWords } from '../../shared/domain/aws/readers/why.ts'
import { findReferences } from '../../shared/domain/aws/references.ts'
import { createReaderDesk, type ReaderPlace, type ReaderResults } from '../aws/ask-readers.ts'
import { lookAtAll, type SeenFiles } from '../aws/reader-input.ts'
import { agreementCandidates, type Candidate } from './agreement-candidates.ts'
import { editOne, type Pair } from './aws-changes.ts'
import { sectionsAround } from './sections-around.ts'

/** A change after which all tools are one identity in a profile. */
export interface Agreement extends Candidate {
  /** What all tools use then. */
  readonly then: string
}

/** Whose identity is kept, where tools have several: first the tool that the user asked about, then these. */
const keptFirst: readonly ReaderName[] = ['awsCli', 'pulumi', 'terraform', 'goSdk', 'jsSdk']
/** From this size of both files on, changes are tried on the sections that matter, and only the best on all. */
const smallFiles = 256 * 1024
/** Profiles that take their credentials from the changed one, and are checked as well. */
const mostDependents = 20
const mostRounds = 16

type Answers = ReadonlyMap<string, ReaderResults>

/** What all tools do with the profiles, on bytes that may only be planned. */
async function answersOn(
  place: ReaderPlace,
  pair: Pair,
  names: readonly string[],
  seen: SeenFiles,
): Promise<Answers> {
  const ask = createReaderDesk(place, seen, pair)
  for (let round = 0; ; round++) {
    const asked = names.map((name) => [name, ask(name)] as const)
    const unseen = new Set(asked.flatMap(([, question]) => [...question.unseen]))
    if (unseen.size === 0 || round === mostRounds)
      return new Map(asked.map(([name, { results }]) => [name, results]))
    await lookAtAll(unseen, seen)
  }
}

/** The bytes after a change; undefined where the engine refuses it or it does nothing. */
function planned(pair: Pair, operations: readonly Operation[]): Pair | undefined {
  let current = pair
  for (const operation of operations) {
    const outcomes = editOne(operation, current)
    for (const kind of ['config', 'credentials'] as const) {
      const outcome = outcomes[kind]
      if (outcome === undefined) continue
      if (!outcome.ok) return undefined
      if (outcome.splices.length > 0) current = { ...current, [kind]: outcome.bytes }
    }
  }
  return current === pair ? undefined : current
}

/** The one identity of all tools; undefined where they differ, one refuses, or nothing is known. */
function oneIdentity(results: ReaderResults | undefined): string | undefined {
  if (results === undefined || disagree(results)) return undefined
  const identities = Object.values(results).map(identityOf)
  const [first] = identities
  return first === 'none' || identities.includes(undefined) ? undefined : first
}

/** Whether profiles that depend on the changed one keep their identity, for each tool that could use them. */
function leavesOthers(name: string, before: Answers, after: Answers): boolean {
  return [...before].every(([other, results]) => {
    if (other === name) return true
    return keptFirst.every((tool) => {
      const was = identityOf(results[tool])
      const then = after.get(other)
      return was === 'none' || (then !== undefined && identityOf(then[tool]) === was)
    })
  })
}

/**
 * Looks for a change of one profile after which all tools are the same identity in it. Carries out each change on the bytes and
 * asks the readers about the result: drops a change if they still differ, or a dependent profile changes identity. Of several,
 * picks the one that keeps the identity of `keep`.
 */
export async function findAgreement(
  name: string,
  place: ReaderPlace,
  keep: ReaderName,
): Promise<Agreement | undefined> {
  const { view } = place
  const seen: SeenFiles = new Map()
  const whole: Pair = { config: view.config.bytes, credentials: view.credentials.bytes }
  const dependents = findReferences(view.config.document, view.credentials.document, name)
  const names = [...new Set([name, ...dependents.slice(0, mostDependents).map(({ profile }) => profile)])]
  const before = await answersOn(place, whole, names, seen)
  const own = before.get(name)
  if (own === undefined || !disagree(own)) return undefined
  const isLarge = (whole.config?.length ?? 0) + (whole.credentials?.length ?? 0) > smallFiles
  const tried = isLarge ? sectionsAround(view, names) : whole
  const wanted = [keep, ...keptFirst]
    .map((tool) => identityOf(own[tool]))
    .filter((identity) => identity !== undefined && identity !== 'none')

  const prove = async (pair: Pair, { operations }: Candidate): Promise<ReaderResults | undefined> => {
    // A line number counts in the whole file.
    const isByLine = operations.some(({ type }) => type === 'fix')
    const bytes = planned(isByLine ? whole : pair, operations)
    if (bytes === undefined) return undefined
    const after = await answersOn(place, bytes, names, seen)
    return leavesOthers(name, before, after) ? after.get(name) : undefined
  }
  // An identity that only the JS SDK puts together need not be kept.
  const onlyJs = keptFirst.every((tool) => tool === 'jsSdk' || identityOf(own[tool]) === 'none')
  const rankOf = (identity: string | undefined): number => {
    if (identity === undefined) return -1
    const known = wanted.indexOf(identity)
    return known < 0 && onlyJs ? wanted.length : known
  }
  let best: { readonly rank: number; readonly candidate: Candidate } | undefined
  for (const candidate of agreementCandidates(name, view, own)) {
    const identity = oneIdentity(await prove(tried, candidate))
    const rank = rankOf(identity)
    if (rank >= 0 && (best === undefined || rank < best.rank)) best = { rank, candidate }
    if (best?.rank === 0) break
  }
  if (best === undefined) return undefined
  const proved = await prove(whole, best.candidate)
  if (proved === undefined || oneIdentity(proved) === undefined) return undefined
  return { ...best.candidate, then: takenInWords(proved[keep]) }
}
