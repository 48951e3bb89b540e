import { readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import ts from 'typescript'
import { expect, it } from 'vitest'

const root = resolve(import.meta.dirname, '../..')
/** What refuses words of a specification, which no person reads, has a `fail` of its own. */
const ownFail = 'shared/domain/aws/lenses/spec.ts'

function sources(room: string): string[] {
  return readdirSync(join(root, room), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name))
    .map((entry) =>
      join(entry.parentPath, entry.name)
        .slice(root.length + 1)
        .replaceAll('\\', '/'),
    )
}

/** What a coded error that stands in the source leaves out: `reason`, `remedy`. Undefined: it is not written out there. */
function missingIn(call: ts.CallExpression): string[] | undefined {
  const [code, , more] = call.arguments
  if (code === undefined || !ts.isStringLiteral(code)) return undefined
  if (more === undefined) return ['reason', 'remedy']
  if (!ts.isObjectLiteralExpression(more) || more.properties.some(ts.isSpreadAssignment)) return undefined
  const given = more.properties.map((property) => property.name?.getText())
  return ['reason', 'remedy'].filter((name) => !given.includes(name))
}

it('an expected error says why, and what to do', () => {
  const wrong: string[] = []
  let seen = 0
  for (const path of ['shared', 'core', 'cli'].flatMap(sources)) {
    if (path === ownFail) continue
    const text = readFileSync(join(root, path), 'utf8')
    const source = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true)
    const visit = (node: ts.Node): void => {
      if (ts.isCallExpression(node) && node.expression.getText() === 'fail') {
        const missing = missingIn(node)
        if (missing !== undefined) seen += 1
        for (const name of missing ?? [])
          wrong.push(
            `${path}:${source.getLineAndCharacterOfPosition(node.getStart()).line + 1} has no ${name}`,
          )
      }
      ts.forEachChild(node, visit)
    }
    visit(source)
  }
  expect(wrong).toEqual([])
  expect(seen).toBeGreaterThan(200)
})
