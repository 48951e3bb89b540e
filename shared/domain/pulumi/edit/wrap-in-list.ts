import { doubleQuoted } from '../scalar/write.ts'
import { lineStart } from '../text/lines.ts'
import type { PairNode, TreeNode } from '../tree/types.ts'
import type { Change } from './changes.ts'
import type { EditContext } from './context.ts'

/**
 * Makes the value of a pair the single entry of a list, leaving its bytes as they are apart from the indentation
 * of a block map.
 */
export function wrapInList(pair: PairNode, context: EditContext): Change[] {
  const node: TreeNode = pair.value
  const { text } = context
  const start = node.properties?.start ?? node.start
  if (node.kind === 'scalar' && node.style === 'empty') return [{ start, end: start, insert: ' []' }]
  if (node.kind === 'scalar' && (node.style !== 'plain' || /[,[\]{}]/.test(node.value))) {
    return [{ start: node.start, end: node.end, insert: `[${doubleQuoted(node.value)}]` }]
  }
  if (node.kind !== 'map' || node.flow) {
    return [
      { start, end: start, insert: '[' },
      { start: node.end, end: node.end, insert: ']' },
    ]
  }
  const changes: Change[] = [{ start: node.start, end: node.start, insert: '- ' }]
  for (let at = text.indexOf('\n', node.start); at >= 0 && at < node.end; at = text.indexOf('\n', at + 1)) {
    const line = at + 1
    const blank = /^\s*$/.test(
      text.slice(line, text.indexOf('\n', line) < 0 ? text.length : text.indexOf('\n', line)),
    )
    if (line < node.end && !blank && lineStart(text, line) === line)
      changes.push({ start: line, end: line, insert: '  ' })
  }
  return changes
}
