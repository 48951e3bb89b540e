import { fail, type CodedError } from '../../../result.ts'
import { lineCounter } from '../text/lines.ts'
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
      remedy: 'Write the values out at this place first.',
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
    remedy: 'Replace the aliases by their values first.',
    line: lineOf(node, context),
  })
}

function secureValue(node: TreeNode, context: EditContext): Refused {
  return fail('ValueEncrypted', 'The value is encrypted.', {
    reason: 'Only the Pulumi CLI can replace it without losing the encryption.',
    remedy: 'Use `pulumi config set --secret`, or `pulumi config rm`.',
    line: lineOf(node, context),
  })
}

/** 1-based line of a node. */
export function lineOf(node: { readonly start: number }, context: EditContext): number {
  return lineCounter(context.text)(node.start)
}
