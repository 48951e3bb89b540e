import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import ts from 'typescript'
import { expect, it } from 'vitest'

const root = fileURLToPath(new URL('../../../renderer/', import.meta.url))

/** Elements without a meaning of their own, whose label nobody hears unless a role gives them one. */
const generic = new Set(['b', 'code', 'div', 'em', 'i', 'kbd', 'p', 'pre', 'small', 'span', 'strong'])
const labels = ['aria-label', 'aria-labelledby']

/** `line: element` of each label in this source that stands on a generic element without a role. */
function unheard(name: string, source: string): string[] {
  const file = ts.createSourceFile(name, source, ts.ScriptTarget.Latest, true, ts.ScriptKind.TSX)
  const found: string[] = []
  const visit = (node: ts.Node): void => {
    if (ts.isJsxOpeningElement(node) || ts.isJsxSelfClosingElement(node)) {
      const names = node.attributes.properties.map((each) => each.name?.getText() ?? '...')
      const element = node.tagName.getText()
      if (generic.has(element) && names.some((each) => labels.includes(each)) && !names.includes('role'))
        found.push(`${file.getLineAndCharacterOfPosition(node.getStart()).line + 1}: ${element}`)
    }
    ts.forEachChild(node, visit)
  }
  visit(file)
  return found
}

it('every label of the page stands on an element that has a role', () => {
  expect(unheard('x.tsx', '<div aria-label="x" />;\n<p role="status" aria-label="y" />')).toEqual(['1: div'])
  const files = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter((name) =>
    name.endsWith('.tsx'),
  )
  expect(files.length).toBeGreaterThan(50)
  const found = files.flatMap((name) =>
    unheard(name, readFileSync(`${root}${name}`, 'utf8')).map((each) => `${name}:${each}`),
  )
  expect(found).toEqual([])
})
