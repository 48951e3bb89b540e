import { dependentsOf, sourceSettings } from '../../../shared/domain/aws/dependents.ts'
import { profilesHaving } from '../../../shared/domain/aws/having.ts'
import { labelOf } from '../../../shared/domain/aws/readers/same-answers.ts'
import { readerNames, type ReaderName } from '../../../shared/domain/aws/readers/types.ts'
import { inWords } from '../../../shared/domain/text/in-words.ts'
import type { EditWarning } from '../../../shared/domain/edit/types.ts'
import { createReaderDesk, type ReaderPlace, type ReaderResults } from '../../aws/ask-readers.ts'
import { lookAtAll, type SeenFiles } from '../../aws/reader-input.ts'
import type { Pair } from '../aws-changes.ts'

/** Profiles that take their credentials from a moved one and are checked as well. */
const mostDependents = 200
const mostRounds = 16

async function answers(place: ReaderPlace, names: readonly string[], pair: Pair, seen: SeenFiles) {
  const ask = createReaderDesk(place, seen, pair)
  for (let round = 0; ; round++) {
    const asked = names.map((name) => [name, ask(name)] as const)
    const unseen = new Set(asked.flatMap(([, question]) => [...question.unseen]))
    if (unseen.size === 0 || round === mostRounds)
      return new Map<string, ReaderResults>(asked.map(([name, { results }]) => [name, results]))
    await lookAtAll(unseen, seen)
  }
}

/**
 * Which tools could use a profile, or one that depends on it, but no longer can once its key is in the vault: names each with the
 * reason, before anything is done.
 */
export async function cannotFollow(
  place: ReaderPlace,
  moved: readonly string[],
  after: Pair,
): Promise<EditWarning[]> {
  const { view } = place
  const dependents = dependentsOf(profilesHaving(sourceSettings, view), moved)
  const names = [...new Set([...moved, ...dependents.slice(0, mostDependents)])]
  const seen: SeenFiles = new Map()
  const before = await answers(
    place,
    names,
    { config: view.config.bytes, credentials: view.credentials.bytes },
    seen,
  )
  const then = await answers(place, names, after, seen)
  const warnings: EditWarning[] = []
  const byReason = new Map<string, { readers: Set<ReaderName>; names: Set<string>; why: string }>()
  for (const name of names)
    for (const reader of readerNames) {
      const [was, is] = [before.get(name)?.[reader], then.get(name)?.[reader]]
      if (was === undefined || is === undefined || was.works === false || is.works !== false) continue
      const group = byReason.get(is.why) ?? { readers: new Set(), names: new Set(), why: is.why }
      byReason.set(is.why, group)
      group.readers.add(reader)
      group.names.add(name)
    }
  for (const { readers, names: these, why } of byReason.values())
    warnings.push({
      code: 'ReaderCannotFollow',
      message: `${labelOf([...readers])} cannot use ${inWords([...these])} any more. ${why}`,
    })
  if (dependents.length > mostDependents)
    warnings.push({
      code: 'ReaderCannotFollow',
      message: `${dependents.length - mostDependents} more profiles depend on these; Stackpass did not check what the tools do with them.`,
    })
  return warnings
}
