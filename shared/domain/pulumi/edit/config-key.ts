import { fail, ok, type Result } from '../../../result.ts'
import { logicalKey, type OptionPath, type PathSegment } from '../option-path.ts'
import { isNull } from '../tree/parse-file.ts'
import type { MapNode, PairNode } from '../tree/types.ts'
import { isList, isMapValue, type ConfigValue } from '../value.ts'
import type { EditContext } from './context.ts'
import { lineOf } from './guards.ts'
import type { Session } from './session.ts'

/** The map under `config`, when there is one. */
export function configMap(context: EditContext): MapNode | undefined {
  const { root } = context.file
  const node =
    root?.kind === 'map' ? root.pairs.find((pair) => pair.key.value === 'config')?.value : undefined
  return node?.kind === 'map' ? node : undefined
}

/** The pair of a config key in whichever spelling the file has it. Errors: DuplicateConfigKey. */
export function findConfigPair(key: string, context: EditContext): Result<PairNode | undefined> {
  const pairs = configMap(context)?.pairs.filter((pair) => logicalKey(pair.key.value) === key) ?? []
  const [first, second] = pairs
  if (!second) return ok(first)
  return fail('DuplicateConfigKey', `${first!.key.value} and ${second.key.value} are the same key.`, {
    reason: 'The Pulumi CLI keeps one of them at random.',
    remedy: 'Remove one of the two.',
    line: lineOf(second, context),
  })
}

/** Path from the root of a stack file to an option, by the spelling of the key that the file has. */
function stackPath(path: OptionPath, context: EditContext): Result<readonly PathSegment[]> {
  const found = findConfigPair(path.key, context)
  if (!found.ok) return found
  return ok(['config', found.value?.key.value ?? path.key, ...path.rest])
}

/** The part of a pair that holds the value: in project files that may be `value:` one level down. */
export function valuePair(pair: PairNode, session: Session): PairNode {
  if (session.layout === 'stack' || pair.value.kind !== 'map') return pair
  return pair.value.pairs.find((inner) => inner.key.value === 'value') ?? pair
}

/** A value and the place to write it. */
export interface Placed {
  readonly path: readonly PathSegment[]
  readonly value: ConfigValue
}

/** Where to write a value. Project files keep maps under `value:`. Errors: DuplicateConfigKey, ConfigShapeInvalid. */
export function placeValue(path: OptionPath, value: ConfigValue, session: Session): Result<Placed> {
  const { context } = session
  if (session.layout === 'stack') {
    const plain = stackPath(path, context)
    return plain.ok ? ok({ path: plain.value, value }) : plain
  }
  const found = findConfigPair(path.key, context)
  if (!found.ok) return found
  const base = ['config', found.value?.key.value ?? path.key]
  const inner = found.value ? valuePair(found.value, session) : undefined
  if (found.value && inner !== found.value) return ok({ path: [...base, 'value', ...path.rest], value })
  const unusable = found.value && refuseTyped(found.value, context)
  if (unusable) return unusable
  if (found.value && !holdsNothing(found.value)) {
    const wrapped = path.rest.length === 0 && needsValueKey(value) && found.value.value.kind === 'scalar'
    return ok({ path: [...base, ...path.rest], value: wrapped ? { value } : value })
  }
  const shorthand = !needsValueKey(value) && path.rest.every((segment) => typeof segment === 'number')
  return ok({ path: shorthand ? [...base, ...path.rest] : [...base, 'value', ...path.rest], value })
}

/** Where the entry to remove is; the whole key when the path has no further parts. */
export function placeRemoval(path: OptionPath, session: Session): Result<readonly PathSegment[]> {
  if (session.layout === 'stack' || path.rest.length === 0) return stackPath(path, session.context)
  const found = findConfigPair(path.key, session.context)
  if (!found.ok) return found
  if (!found.value) return ok(['config', path.key, ...path.rest])
  const inside = valuePair(found.value, session) === found.value ? [] : ['value']
  return ok(['config', found.value.key.value, ...inside, ...path.rest])
}

function holdsNothing(pair: PairNode): boolean {
  return pair.value.kind === 'scalar' && isNull(pair.value.value, pair.value.style)
}

/** Project files take text, numbers, booleans and lists of those directly; everything else needs `value:`. */
function needsValueKey(value: ConfigValue): boolean {
  return isMapValue(value) || (isList(value) && value.some((item) => isList(item) || isMapValue(item)))
}

function refuseTyped(pair: PairNode, context: EditContext): ReturnType<typeof fail> | undefined {
  if (pair.value.kind !== 'map') return undefined
  return fail('ConfigShapeInvalid', `${pair.key.value} is declared in this project file without a value.`, {
    reason: 'Provider options of a project take either a plain value or value:.',
    remedy: 'Correct the declaration first.',
    line: lineOf(pair, context),
  })
}
