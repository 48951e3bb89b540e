import { setImmediate as nextTurn } from 'node:timers/promises'
import { isRoutineRefusal } from '../../shared/domain/aws/readers/routine.ts'
import type { ReaderName } from '../../shared/domain/aws/readers/types.ts'
import type { AwsView } from './aws-files.ts'
import { createReaderDesk, type ReaderPlace } from './ask-readers.ts'
import { lookAtAll, type SeenFiles } from './reader-input.ts'
import { askedInPlaceOf } from './readers-alike.ts'

/** The thread is given free after so many milliseconds. */
const longestTurn = 8

/** The reasons that hang on the shared files and the environment alone; undefined: the tool takes the profile, or a sign-in heals it. */
const kept = new WeakMap<AwsView, Map<ReaderName, Map<string, string | undefined>>>()

function keptFor(view: AwsView, tool: ReaderName): Map<string, string | undefined> {
  const byTool = kept.get(view) ?? new Map<ReaderName, Map<string, string | undefined>>()
  kept.set(view, byTool)
  const reasons = byTool.get(tool) ?? new Map<string, string | undefined>()
  byTool.set(tool, reasons)
  return reasons
}

/**
 * The profiles that a tool cannot use, each with the reason, as far as files and environment tell. Not those that a sign-in heals.
 * Only that tool is asked, and of profiles of one shape one for all.
 */
export async function refusedBy(
  tool: ReaderName,
  names: readonly string[],
  place: ReaderPlace,
): Promise<ReadonlyMap<string, string>> {
  const askedFor = askedInPlaceOf(names, place.view)
  const known = keptFor(place.view, tool)
  const reasons = new Map(known)
  const seen: SeenFiles = new Map()
  const ask = createReaderDesk(place, seen)
  let waiting = [...new Set(askedFor)].filter((name) => !known.has(name))
  let turn = performance.now()
  for (;;) {
    const next: string[] = []
    const missing = new Set<string>()
    for (const name of waiting) {
      const { results, unseen, usedOthers } = ask(name, [tool])
      const { works, error, why } = results[tool]
      if (unseen.size > 0) {
        next.push(name)
        for (const path of unseen) missing.add(path)
      } else {
        const reason = works === false && !isRoutineRefusal(error) ? why : undefined
        reasons.set(name, reason)
        if (!usedOthers) known.set(name, reason)
      }
      if (performance.now() - turn > longestTurn) {
        await nextTurn()
        turn = performance.now()
      }
    }
    if (next.length === 0) break
    // Each round looks at files that were not seen before, and chains end, so that the rounds do.
    await lookAtAll(missing, seen)
    waiting = next
  }
  return new Map(
    names.flatMap((name, index) => {
      const why = reasons.get(askedFor[index]!)
      return why === undefined ? [] : [[name, why] as const]
    }),
  )
}
