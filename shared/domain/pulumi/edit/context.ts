import { columnOf, endOfLineOf, lineStart } from '../text/lines.ts'
import type { ParsedFile, TreeNode } from '../tree/types.ts'

/** What new text must look like to fit into the file. */
export interface EditContext {
  readonly file: ParsedFile
  readonly text: string
  /** The stack that the file belongs to, if it is a stack file. */
  readonly stack: string | undefined
  readonly endOfLine: '\n' | '\r\n'
  /** Spaces from a key to the keys of the map below it. */
  readonly mapIndent: number
  /** Spaces from a key to the dashes of the list below it. */
  readonly listIndent: number
  /** One level of JSON indentation. */
  readonly jsonIndent: string
  /** What follows a colon or comma on the same line: nothing in JSON that was written without spaces. */
  readonly gap: '' | ' '
  /** Names of the anchors that some alias uses. */
  readonly usedAnchors: ReadonlySet<string>
}

/** Looks at a parsed file for the style that its next line should follow. */
export function contextOf(file: ParsedFile, stack?: string): EditContext {
  const habits = { mapIndent: 0, listIndent: -1, usedAnchors: new Set<string>() }
  if (file.root) observe(file.root, 0, file.text, habits)
  return {
    file,
    text: file.text,
    stack,
    endOfLine: endOfLineOf(file.text),
    mapIndent: habits.mapIndent || 2,
    listIndent: habits.listIndent < 0 ? 2 : habits.listIndent,
    jsonIndent: /\n([ \t]+)"/.exec(file.text)?.[1] ?? '    ',
    gap: file.format === 'json' && tightJson.test(file.text) ? '' : ' ',
    usedAnchors: habits.usedAnchors,
  }
}

/** An object whose first value comes right after the colon. */
const tightJson = /^\s*\{\s*"(?:[^"\\]|\\.)*":\S/

function observe(
  node: TreeNode,
  parentColumn: number,
  text: string,
  habits: { mapIndent: number; listIndent: number; usedAnchors: Set<string> },
): void {
  if (node.kind === 'alias') habits.usedAnchors.add(node.name)
  if (node.kind === 'map') {
    for (const pair of node.pairs) {
      const column = columnOf(text, pair.start)
      const { value } = pair
      if (!node.flow && value.kind === 'map' && !value.flow && habits.mapIndent === 0) {
        habits.mapIndent = columnOf(text, value.start) - column
      }
      if (!node.flow && value.kind === 'seq' && !value.flow && habits.listIndent < 0) {
        habits.listIndent = columnOf(text, value.start) - column
      }
      observe(value, column, text, habits)
    }
  }
  if (node.kind === 'seq') for (const item of node.items) observe(item.value, parentColumn, text, habits)
}

/** The white space that begins the line of `offset`. */
export function indentAt(text: string, offset: number): string {
  const start = lineStart(text, offset)
  return /^[ \t]*/.exec(text.slice(start, offset))![0]
}
