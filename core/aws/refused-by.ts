import { setImmediate as nextTurn } from 'node:timers/promises'
import { isRoutineRefusal } from '../../shared/domain/aws/readers/routine.ts'
import type { ReaderName } from '../../shared/domain/aws/readers/types.ts'
import type { AwsView } from './aws-files.ts'
import { createReaderDesk, type ReaderPlace } from './ask-readers.ts'
import { lookAtAll, type SeenFiles } from './reader-input.ts'
import { askedInPlaceOf } from './readers-alike.ts'

/** Frees the thread after this many milliseconds. */
const longestTurn = 8

/**
 * The reasons that depend on the shared files and the environment alone; undefined: the tool takes the profile, or a sign-in
 * helps.
 */
const kept = new WeakMap<AwsView, Map<ReaderName, Map<string, string | undefined>>>()

function keptFor(view: AwsView, tool: ReaderName): Map<string, string | undefined> {
  const byTool = kept.get(view) ?? new Map<ReaderName, Map<string, string | undefined>>()
  kept.set(view, byTool)
  const reasons = byTool.get(tool) ?? new Map<string, string | undefined>()
  byTool.set(tool, reasons)
  return reasons
}

/**
 * The profiles that a tool cannot use, each with the reason, as far as files and environment tell. Leaves out those that a
 * sign-in helps. Asks about this tool only, and about one profile of each shape.
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
    // Each round looks at files that were not seen before. Chains end, so the rounds end too.
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
