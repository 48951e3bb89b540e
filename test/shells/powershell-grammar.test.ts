import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { powershellGrammar } from '../../build/powershell-grammar.mjs'
import { completionText } from '../../shared/domain/shells/completion/text.ts'
import { hookText } from '../../shared/domain/shells/hook-text.ts'

interface Node {
  readonly type: string
  readonly text: string
  readonly isMissing: boolean
  readonly hasError: boolean
  readonly startPosition: { readonly row: number }
  readonly children: readonly Node[]
}
interface Parser {
  setLanguage(language: unknown): void
  parse(text: string): { readonly rootNode: Node }
}
interface TreeSitter {
  readonly Parser: (new () => Parser) & { init(options: { locateFile: () => string }): Promise<void> }
  readonly Language: { load(bytes: Uint8Array): Promise<unknown> }
}

/** What the grammar could make nothing of, each with its line. */
const wrongIn = (node: Node): readonly string[] =>
  node.type === 'ERROR' || node.isMissing
    ? [`${node.startPosition.row + 1}: ${node.text.slice(0, 80)}`]
    : node.hasError
      ? node.children.flatMap(wrongIn)
      : []

const folder = powershellGrammar()
const names = ["C:\\Users\\o'brien\\active", 'C:/\u2019 ` $(x) "y"', '/home/a b/active']

describe.skipIf(folder === undefined)('what PowerShell is given (the grammar is fetched by npm test)', () => {
  let wrong: (text: string) => readonly string[]
  beforeAll(async () => {
    const { Parser, Language } = createRequire(import.meta.url)(join(folder!, 'tree-sitter.js')) as TreeSitter
    await Parser.init({ locateFile: () => join(folder!, 'tree-sitter.wasm') })
    const parser = new Parser()
    parser.setLanguage(await Language.load(await readFile(join(folder!, 'tree-sitter-powershell.wasm'))))
    wrong = (text) => wrongIn(parser.parse(text).rootNode)
  })

  it('would be seen by the grammar where it is broken', () => {
    expect(wrong(`${hookText('powershell', { stateFile: 'x' })}\nif ($a -ceq 'b') { "c`)).not.toEqual([])
  })

  it.each(names)('is a whole hook, with the file %j', (name) => {
    expect(wrong(hookText('powershell', { stateFile: name }))).toEqual([])
    expect(wrong(hookText('powershell', { stateFile: name, program: name }))).toEqual([])
  })

  it.each(names)('is a whole completion, with the file %j', (name) => {
    const options = { table: 'use\t\tprofile', keptFile: name, historyFolder: name, aws: true }
    expect(wrong(completionText('powershell', options))).toEqual([])
  })
})
