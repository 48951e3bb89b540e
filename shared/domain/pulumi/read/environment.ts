import { isNull } from '../tree/parse-file.ts'
import type { TreeNode } from '../tree/types.ts'
import { pairNode } from './config.ts'
import type { ReadContext } from './values.ts'

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
  readonly variables: ReadonlySet<string>
  /** Config keys that an inline definition sets. */
  readonly config: ReadonlySet<string>
}

const nothing = { imports: [], variables: new Set<string>(), config: new Set<string>() }

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
    variables: keysOf(pairNode(values, 'environmentVariables')),
    config: keysOf(pairNode(values, 'pulumiConfig')),
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

function keysOf(node: TreeNode | undefined): ReadonlySet<string> {
  return new Set(node?.kind === 'map' ? node.pairs.map((pair) => pair.key.value) : [])
}
