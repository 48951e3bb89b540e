import { fail, ok, type Result } from '../../../result.ts'
import { parseOptionPath, type PathSegment } from '../option-path.ts'
import type { TreeNode } from '../tree/types.ts'
import { isList, isMapValue, type ConfigValue } from '../value.ts'
import { placeValue } from './config-key.ts'
import type { EditContext } from './context.ts'
import type { Intent } from './intent.ts'
import type { Session } from './session.ts'
import { setAt } from './set.ts'

/** Parses text that holds a JSON list or object; undefined for anything else. */
export function jsonContainer(text: string): ConfigValue | undefined {
  if (!/^\s*[[{]/.test(text)) return undefined
  try {
    const value = JSON.parse(text) as ConfigValue
    return isList(value) || isMapValue(value) ? value : undefined
  } catch {
    // Text that begins with a bracket and is no JSON stays text.
    return undefined
  }
}

/** Replaces JSON text at an option path by the list or map it holds. Errors: ValueTypeWrong when the text is not one. */
export function expandJson(session: Session, text: string): Result<readonly Intent[]> {
  const parsed = parseOptionPath(text)
  if (!parsed.ok) return parsed
  const place = placeValue(parsed.value, '', session)
  if (!place.ok) return place
  const node = nodeAt(session.context, place.value.path)
  const value = node?.kind === 'scalar' ? jsonContainer(node.value) : undefined
  if (value === undefined)
    return fail('ValueTypeWrong', `${text} does not hold a list or map as JSON text.`, {
      reason: 'Only such a text can be written as YAML.',
      remedy: 'Correct its JSON first.',
    })
  const placed = placeValue(parsed.value, value, session)
  if (!placed.ok) return placed
  const step = setAt(session, placed.value.path, placed.value.value)
  return step.ok ? ok([{ kind: 'set', ...placed.value }]) : step
}

/** The node at a path from the root of the file. */
export function nodeAt(context: EditContext, path: readonly PathSegment[]): TreeNode | undefined {
  let node: TreeNode | undefined = context.file.root
  for (const segment of path) {
    if (node?.kind === 'map') node = node.pairs.find((pair) => pair.key.value === segment)?.value
    else if (node?.kind === 'seq' && typeof segment === 'number') node = node.items[segment]?.value
    else return undefined
  }
  return node
}
