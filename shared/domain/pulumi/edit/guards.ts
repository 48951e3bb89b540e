import { fail, type CodedError } from '../../../result.ts'
import { lineCounter } from '../text/lines.ts'
import { formatOptionPath, logicalKey, type PathSegment } from '../option-path.ts'
import { jsonKindAt, removeCommand, setSecretCommand } from '../secret-command.ts'
import type { TreeNode } from '../tree/types.ts'
import type { EditContext } from './context.ts'

type Refused = { readonly ok: false; readonly error: CodedError }

/** True for a map whose only key is `secure`: ciphertext that belongs to the stack's key. */
export function isSecure(node: TreeNode): boolean {
  return node.kind === 'map' && node.pairs.length === 1 && node.pairs[0]!.key.value === 'secure'
}

/** True when the node or anything inside it is ciphertext. */
export function holdsSecure(node: TreeNode): boolean {
  if (isSecure(node)) return true
  if (node.kind === 'map') return node.pairs.some((pair) => holdsSecure(pair.value))
  return node.kind === 'seq' && node.items.some((item) => holdsSecure(item.value))
}

/** True when some alias of the file points at the node or into it. */
export function isShared(node: TreeNode, context: EditContext): boolean {
  if (node.properties?.anchor !== undefined && context.usedAnchors.has(node.properties.anchor)) return true
  if (node.kind === 'map')
    return node.pairs.some((pair) => isShared(pair.value, context) || isShared(pair.key, context))
  return node.kind === 'seq' && node.items.some((item) => isShared(item.value, context))
}

/** Refuses to go through a node on the way to a value below it. */
export function refusePassage(node: TreeNode, context: EditContext): Refused | undefined {
  if (node.kind === 'alias') {
    return fail('AliasContainer', `This part of the file is only a reference, *${node.name}.`, {
      reason: 'A change here would change every place that uses the anchor.',
      remedy: 'Write the values out here first.',
      line: lineOf(node, context),
    })
  }
  if (node.properties?.anchor !== undefined && context.usedAnchors.has(node.properties.anchor)) {
    return anchorInUse(node, context)
  }
  return isSecure(node) ? secureValue(node, context) : undefined
}

/** Refuses to replace or remove a node that other places share or that is ciphertext. */
export function refuseLoss(node: TreeNode, context: EditContext): Refused | undefined {
  if (holdsSecure(node)) return secureValue(node, context)
  return isShared(node, context) ? anchorInUse(node, context) : undefined
}

function anchorInUse(node: TreeNode, context: EditContext): Refused {
  return fail('AnchorInUse', 'Other places of this file use the same value through an anchor.', {
    reason: 'A change here would change those places too.',
    remedy: 'Replace the aliases with their values first.',
    line: lineOf(node, context),
  })
}

/** The way from a node to the first ciphertext at or below it that `isWanted`. */
function wayToSecure(
  node: TreeNode,
  isWanted: (found: TreeNode) => boolean,
): readonly PathSegment[] | undefined {
  if (isSecure(node)) return isWanted(node) ? [] : undefined
  const below: (readonly [PathSegment, TreeNode])[] =
    node.kind === 'map'
      ? node.pairs.map(({ key, value }) => [key.value, value])
      : node.kind === 'seq'
        ? node.items.map(({ value }, index) => [index, value])
        : []
  for (const [segment, value] of below) {
    const rest = wayToSecure(value, isWanted)
    if (rest !== undefined) return [segment, ...rest]
  }
  return undefined
}

/** The place of the ciphertext at or below a node, in the Pulumi CLI's notation; undefined outside of `config`. */
function securePath(node: TreeNode, { file }: EditContext): string | undefined {
  const inside = (found: TreeNode): boolean => found.start >= node.start && found.start <= node.end
  const [config, key, ...rest] = (file.root && wayToSecure(file.root, inside)) ?? []
  if (config !== 'config' || typeof key !== 'string') return undefined
  return formatOptionPath({ key: logicalKey(key), rest })
}

function secureValue(node: TreeNode, context: EditContext): Refused {
  const path = securePath(node, context)
  const json = path === undefined ? undefined : jsonKindAt(path)
  const asJson = json === undefined ? '' : ` It asks for the value: the whole ${json}, as JSON.`
  return fail('ValueEncrypted', path === undefined ? 'The value is encrypted.' : `${path} is encrypted.`, {
    reason: 'Only the Pulumi CLI can replace it without losing the encryption.',
    remedy:
      path === undefined
        ? 'Change it with the Pulumi CLI, or by hand.'
        : `In the folder of the project, \`${setSecretCommand(path, context.stack)}\` replaces it and \`${removeCommand(path, context.stack)}\` removes it.${asJson}`,
    line: lineOf(node, context),
  })
}

/** 1-based line of a node. */
export function lineOf(node: { readonly start: number }, context: EditContext): number {
  return lineCounter(context.text)(node.start)
}
