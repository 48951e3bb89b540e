import { setImmediate as nextTurn } from 'node:timers/promises'
import type { ProfileReaders } from '../../shared/contract/models.ts'
import { botocoreView } from '../../shared/domain/aws/lenses/botocore.ts'
import { smithyView } from '../../shared/domain/aws/lenses/smithy.ts'
import { disagree } from '../../shared/domain/aws/readers/disagree.ts'
import { sameAnswers } from '../../shared/domain/aws/readers/same-answers.ts'
import { createReaderDesk, type ReaderPlace, type ReaderResults } from './ask-readers.ts'
import type { AwsView } from './aws-files.ts'
import { lookAtAll, type SeenFiles } from './reader-input.ts'

/** Frees the thread after this many milliseconds, so that other calls are answered in between. */
const longestTurn = 8
/** The maximum age of answers that depend on tokens. Milliseconds. */
const tokensHold = 30_000

/** The answers about one snapshot of the files. */
interface Kept {
  readonly briefs: Map<string, ProfileReaders>
  /** Profiles whose answers depend on other files, such as tokens, and so on the time. */
  readonly onOthers: Set<string>
  readonly seen: SeenFiles
  at: number
}

const kept = new WeakMap<AwsView, Kept>()

/** The answers of all programs about one profile, without repetition. */
export function inBrief(name: string, results: ReaderResults): ProfileReaders {
  return {
    name,
    disagree: disagree(results),
    answers: sameAnswers(results).map(({ readers, answer }) => {
      const { works, source, role, account, asks, waitsFor, error, why } = answer
      return { tools: [...readers], works, source, role, account, asks, waitsFor, error, why }
    }),
  }
}

/** What is kept about the view, without what may have changed by now. */
async function current({ view, now }: ReaderPlace): Promise<Kept> {
  const before = kept.get(view)
  if (before === undefined) {
    const fresh: Kept = { briefs: new Map(), onOthers: new Set(), seen: new Map(), at: now }
    kept.set(view, fresh)
    return fresh
  }
  const seen: SeenFiles = new Map()
  await lookAtAll(before.seen.keys(), seen)
  const isSame = ([path, state]: [string, unknown]): boolean => {
    const after = seen.get(path)
    if (!(state instanceof Uint8Array) || !(after instanceof Uint8Array)) return state === after
    return Buffer.compare(state, after) === 0
  }
  if (now - before.at <= tokensHold && [...before.seen].every(isSame)) return before
  for (const name of before.onOthers) before.briefs.delete(name)
  before.onOthers.clear()
  before.seen.clear()
  before.at = now
  return before
}

/** Each file is parsed in its own turn: megabytes take as long as hundreds of profiles. */
async function takeApart({ config, credentials }: AwsView): Promise<void> {
  for (const { bytes, kind } of [config, credentials]) {
    if (bytes === undefined) continue
    for (const look of [botocoreView, smithyView]) {
      look(bytes, kind)
      await nextTurn()
    }
  }
}

/**
 * What each program does with many profiles, in brief. The files are parsed once. Each profile is asked about once while the
 * files stay as they are, and again when a token changes that its answer depends on.
 */
export async function readersInBrief(
  names: readonly string[],
  place: ReaderPlace,
): Promise<ReadonlyMap<string, ProfileReaders>> {
  const { briefs, onOthers, seen } = await current(place)
  // Another call may drop what is kept while this one runs.
  const answers = new Map(names.map((name) => [name, briefs.get(name)]))
  let waiting = names.filter((name) => answers.get(name) === undefined)
  if (waiting.length > 1) await takeApart(place.view)
  const ask = createReaderDesk(place, seen)
  let turn = performance.now()
  while (waiting.length > 0) {
    const next: string[] = []
    const missing = new Set<string>()
    for (const name of waiting) {
      const { results, unseen, usedOthers } = ask(name)
      if (usedOthers) onOthers.add(name)
      if (unseen.size > 0) {
        next.push(name)
        for (const path of unseen) missing.add(path)
      } else {
        const brief = inBrief(name, results)
        briefs.set(name, brief)
        answers.set(name, brief)
      }
      if (performance.now() - turn > longestTurn) {
        await nextTurn()
        turn = performance.now()
      }
    }
    // Each round looks at files that were not seen before. Chains end, so the rounds end too.
    await lookAtAll(missing, seen)
    waiting = next
  }
  return answers as ReadonlyMap<string, ProfileReaders>
}
