import { logicalKey } from '../option-path.ts'
import { isNull } from '../tree/parse-file.ts'
import type { TreeNode } from '../tree/types.ts'
import { pairNode } from './config.ts'
import { readValue, type ReadContext, type ReadValue } from './values.ts'

export interface EnvironmentImport {
  readonly name: string
  readonly line: number
}

/** The `environment` of a stack file. */
export interface StackEnvironment {
  readonly shape: 'none' | 'list' | 'definition' | 'invalid'
  readonly line: number | undefined
  readonly imports: readonly EnvironmentImport[]
  /** Variables that an inline definition sets, by name. */
  readonly variables: ReadonlyMap<string, EnvironmentValue>
  /** Config keys that an inline definition sets. */
  readonly config: ReadonlyMap<string, EnvironmentValue>
}

/** What an inline definition gives a name. */
export interface EnvironmentValue {
  readonly line: number
  /** Undefined where Pulumi Cloud computes it: it contains an interpolation or a function. */
  readonly value: ReadValue | undefined
}

const nothing = {
  imports: [],
  variables: new Map<string, EnvironmentValue>(),
  config: new Map<string, EnvironmentValue>(),
}

/** Reads `environment` without opening anything: names of imports, and names that an inline definition sets. */
export function readEnvironment(root: TreeNode | undefined, context: ReadContext): StackEnvironment {
  const node = pairNode(root, 'environment')
  if (!node || (node.kind === 'scalar' && isNull(node.value, node.style))) {
    return { shape: 'none', line: undefined, ...nothing }
  }
  const line = context.lineOf(node.start)
  if (node.kind === 'seq') {
    const imports = importsOf(node, false, context)
    return imports ? { shape: 'list', line, ...nothing, imports } : { shape: 'invalid', line, ...nothing }
  }
  if (node.kind !== 'map') return { shape: 'invalid', line, ...nothing }
  const values = pairNode(node, 'values')
  const imports = importsOf(pairNode(node, 'imports'), true, context)
  if (!imports) return { shape: 'invalid', line, ...nothing }
  return {
    shape: 'definition',
    line,
    imports,
    variables: valuesOf(pairNode(values, 'environmentVariables'), context),
    config: valuesOf(pairNode(values, 'pulumiConfig'), context),
  }
}

function importsOf(
  node: TreeNode | undefined,
  optionsAllowed: boolean,
  context: ReadContext,
): EnvironmentImport[] | undefined {
  if (!node || (node.kind === 'scalar' && isNull(node.value, node.style))) return []
  if (node.kind !== 'seq') return undefined
  const imports: EnvironmentImport[] = []
  for (const { value } of node.items) {
    const line = context.lineOf(value.start)
    if (value.kind === 'scalar') imports.push({ name: value.value, line })
    else if (optionsAllowed && value.kind === 'map' && value.pairs.length === 1) {
      imports.push({ name: value.pairs[0]!.key.value, line })
    } else return undefined
  }
  return imports
}

function valuesOf(node: TreeNode | undefined, context: ReadContext): ReadonlyMap<string, EnvironmentValue> {
  if (node?.kind !== 'map') return new Map()
  return new Map(
    node.pairs.map(({ key, value: at, start }) => {
      const value = readValue(at, key.value, context)
      return [
        logicalKey(key.value),
        { line: context.lineOf(start), value: isLiteral(value) ? value : undefined },
      ]
    }),
  )
}

/** Plain text, with nothing that is computed when the environment is opened. */
function isLiteral(value: ReadValue): boolean {
  switch (value.kind) {
    case 'text':
      return !/(?<!\$)\$\{/.test(value.text)
    case 'list':
      return value.items.every(isLiteral)
    case 'map':
      return [...value.entries].every(([key, entry]) => !key.startsWith('fn::') && isLiteral(entry))
    case 'secret':
    case 'reference':
      return false
  }
}
