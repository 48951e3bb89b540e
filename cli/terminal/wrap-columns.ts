import { displayWidth } from './display-width.ts'

/** Breaks one line into lines of at most `width` columns, at any character: removes nothing and adds nothing. */
export function wrapColumns(text: string, width: number): string[] {
  const lines: string[] = []
  let line = ''
  for (const character of text) {
    if (line !== '' && displayWidth(line + character) > width) {
      lines.push(line)
      line = ''
    }
    line += character
  }
  return [...lines, line]
}
