import { fail } from '../../../result.ts'
import type { PathSegment } from '../option-path.ts'
import { isNull } from '../tree/parse-file.ts'
import type { MapNode, TreeNode } from '../tree/types.ts'
import type { EditContext } from './context.ts'
import { refusePassage } from './guards.ts'
import { prependPair } from './insert.ts'
import type { Intent } from './intent.ts'
import { removeAt } from './remove.ts'
import { done, type Session, type Step } from './session.ts'
import { setAt } from './set.ts'

/** What an environment edit does, so that it can be checked afterwards. */
export interface EnvironmentEdit {
  readonly step: Step
  readonly intents: readonly Intent[]
}

interface ImportList {
  /** Path of the list in the file. */
  readonly path: readonly PathSegment[]
  readonly names: readonly string[]
}

const nothing: EnvironmentEdit = { step: done, intents: [] }

/** Imports an ESC environment; does nothing if it is already imported. Errors: EnvironmentShapeInvalid and those of `setAt`. */
export function addEnvironment(session: Session, name: string): EnvironmentEdit {
  const { context } = session
  const list = importList(context)
  if ('ok' in list) return { step: list, intents: [] }
  if (list.names.includes(name)) return nothing
  const path = [...list.path, list.names.length]
  const intents: Intent[] = [{ kind: 'set', path, value: name }]
  const definition = environmentNode(context)
  const needsFirstKey =
    definition?.kind === 'map' &&
    definition.pairs.length > 0 &&
    !definition.pairs.some((pair) => pair.key.value === 'imports')
  if (!needsFirstKey) return { step: setAt(session, path, name), intents }
  const change = prependPair(definition as MapNode, 'imports', [name], context)
  return { step: session.apply([change]), intents }
}

/** Removes an import. Removing the last one removes the list. Errors: EnvironmentShapeInvalid and those of `removeAt`. */
export function removeEnvironment(session: Session, name: string): EnvironmentEdit {
  const { context } = session
  const list = importList(context)
  if ('ok' in list) return { step: list, intents: [] }
  const index = list.names.indexOf(name)
  if (index < 0) return nothing
  const definition = environmentNode(context)
  const alone = list.names.length === 1
  const onlyImports = definition?.kind === 'map' && definition.pairs.length === 1
  const path: readonly PathSegment[] = !alone
    ? [...list.path, index]
    : onlyImports
      ? ['environment']
      : list.path
  return { step: removeAt(session, path), intents: [{ kind: 'remove', path }] }
}

function environmentNode(context: EditContext): TreeNode | undefined {
  const { root } = context.file
  return root?.kind === 'map' ? root.pairs.find((pair) => pair.key.value === 'environment')?.value : undefined
}

function importList(context: EditContext): ImportList | ReturnType<typeof fail> {
  const node = environmentNode(context)
  if (!node || (node.kind === 'scalar' && isNull(node.value, node.style)))
    return { path: ['environment'], names: [] }
  const refused = refusePassage(node, context)
  if (refused) return refused
  if (node.kind === 'seq') return namesOf(node, ['environment'], context, false)
  if (node.kind !== 'map') return wrongShape('environment is a single text.')
  const imports = node.pairs.find((pair) => pair.key.value === 'imports')?.value
  const path = ['environment', 'imports']
  if (!imports || (imports.kind === 'scalar' && isNull(imports.value, imports.style)))
    return { path, names: [] }
  return namesOf(imports, path, context, true)
}

/** The names of a list; entries with options (`name: {merge: false}`) are legal under `imports` only. */
function namesOf(
  node: TreeNode,
  path: readonly PathSegment[],
  context: EditContext,
  optionsAllowed: boolean,
): ImportList | ReturnType<typeof fail> {
  const refused = refusePassage(node, context)
  if (refused) return refused
  if (node.kind !== 'seq') return wrongShape(`${path.join('.')} is not a list.`)
  const names: string[] = []
  for (const { value } of node.items) {
    if (value.kind === 'scalar') names.push(value.value)
    else if (optionsAllowed && value.kind === 'map' && value.pairs.length === 1)
      names.push(value.pairs[0]!.key.value)
    else return wrongShape('An entry of the environment list is not a name.')
  }
  return { path, names }
}

function wrongShape(message: string): ReturnType<typeof fail> {
  return fail('EnvironmentShapeInvalid', message, {
    reason: 'The Pulumi CLI would leave such an environment unchanged without a word.',
    remedy: 'Write environment as a list of names, or as a map with imports.',
  })
}
