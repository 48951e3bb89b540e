import { fail, ok, type Result } from '../../../result.ts'
import { logicalKey, type OptionPath, type PathSegment } from '../option-path.ts'
import type { MapNode, PairNode } from '../tree/types.ts'
import type { EditContext } from './context.ts'
import { lineOf } from './guards.ts'

/** The map under `config`, when there is one. */
export function configMap(context: EditContext): MapNode | undefined {
  const { root } = context.file
  const node =
    root?.kind === 'map' ? root.pairs.find((pair) => pair.key.value === 'config')?.value : undefined
  return node?.kind === 'map' ? node : undefined
}

/** The pair of a config key in whichever spelling the file has it. Errors: E_DUP_LOGICAL_KEY. */
export function findConfigPair(key: string, context: EditContext): Result<PairNode | undefined> {
  const pairs = configMap(context)?.pairs.filter((pair) => logicalKey(pair.key.value) === key) ?? []
  const [first, second] = pairs
  if (!second) return ok(first)
  return fail('E_DUP_LOGICAL_KEY', `${first!.key.value} and ${second.key.value} are the same key.`, {
    reason: 'The Pulumi CLI keeps one of them at random.',
    remedy: 'Remove one of the two.',
    line: lineOf(second, context),
  })
}

/** Path from the root of the file to an option, by the spelling of the key that the file has. */
export function filePath(path: OptionPath, context: EditContext): Result<readonly PathSegment[]> {
  const found = findConfigPair(path.key, context)
  if (!found.ok) return found
  return ok(['config', found.value?.key.value ?? path.key, ...path.rest])
}
