import { fail, ok, type CodedError, type Result } from '../../../result.ts'
import { lineCounter } from '../text/lines.ts'
import { maximumDepth, tooDeep } from './limits.ts'
import type { ItemNode, PairNode, ParsedFile, ScalarNode, TreeNode } from './types.ts'

/** Carries a refusal out of the recursion; never leaves this file. */
class Refusal extends Error {
  readonly coded: CodedError
  constructor(coded: CodedError) {
    super(coded.message)
    this.coded = coded
  }
}

const blank = /[ \t\r\n]*/y
const literal = /-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?|true|false|null/y
const quoted = /"(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"/y

/** Parses strict JSON into the same tree as YAML. Errors: YamlInvalid, DuplicateKey, YamlTooLarge. */
export function parseJson(text: string, markBytes: 0 | 3): Result<ParsedFile> {
  const cursor = { text, at: 0 }
  try {
    skip(cursor)
    const root = readValue(cursor, 0)
    skip(cursor)
    if (cursor.at < text.length) refuse(cursor, 'there is text after the end of the object')
    return ok({ format: 'json', text, markBytes, root })
  } catch (error) {
    if (error instanceof Refusal) return { ok: false, error: error.coded }
    throw error
  }
}

interface Cursor {
  readonly text: string
  at: number
}

function refuse(cursor: Cursor, reason: string): never {
  const line = lineCounter(cursor.text)(cursor.at)
  throw new Refusal(
    fail('YamlInvalid', 'The file is not valid JSON.', {
      reason,
      remedy: 'Correct the file in an editor.',
      line,
    }).error,
  )
}

function skip(cursor: Cursor): void {
  blank.lastIndex = cursor.at
  cursor.at += blank.exec(cursor.text)?.[0].length ?? 0
}

function readValue(cursor: Cursor, depth: number): TreeNode {
  if (depth > maximumDepth) throw new Refusal(tooDeep().error)
  const character = cursor.text[cursor.at]
  if (character === '{') return readObject(cursor, depth)
  if (character === '[') return readArray(cursor, depth)
  if (character === '"') return readString(cursor)
  literal.lastIndex = cursor.at
  const source = literal.exec(cursor.text)?.[0]
  if (source === undefined) refuse(cursor, 'a value is missing or misspelt')
  const start = cursor.at
  cursor.at += source.length
  return { kind: 'scalar', style: 'plain', value: source, start, end: cursor.at, properties: undefined }
}

function readString(cursor: Cursor): ScalarNode {
  quoted.lastIndex = cursor.at
  const source = quoted.exec(cursor.text)?.[0]
  if (source === undefined) refuse(cursor, 'a string is not closed or holds a control character')
  const start = cursor.at
  cursor.at += source.length
  const value = JSON.parse(source) as string
  return { kind: 'scalar', style: 'double', value, start, end: cursor.at, properties: undefined }
}

/** Reads entries up to `close`; `entry` gets the offset of the comma before it. */
function readEntries(cursor: Cursor, close: string, entry: (comma: number | undefined) => void): void {
  cursor.at += 1
  skip(cursor)
  let comma: number | undefined
  while (cursor.text[cursor.at] !== close || comma !== undefined) {
    entry(comma)
    skip(cursor)
    if (cursor.text[cursor.at] === close) break
    if (cursor.text[cursor.at] !== ',') refuse(cursor, `a comma or ${close} is missing`)
    comma = cursor.at
    cursor.at += 1
    skip(cursor)
  }
  cursor.at += 1
}

function readObject(cursor: Cursor, depth: number): TreeNode {
  const start = cursor.at
  const pairs: PairNode[] = []
  const seen = new Set<string>()
  readEntries(cursor, '}', (comma) => {
    if (cursor.text[cursor.at] !== '"') refuse(cursor, 'a key is missing')
    const key = readString(cursor)
    if (seen.has(key.value)) {
      const line = lineCounter(cursor.text)(key.start)
      throw new Refusal(
        fail('DuplicateKey', `The key ${key.value} appears twice in one object.`, {
          remedy: 'Remove one of the two.',
          reason: 'Tools differ in which of the two they use.',
          line,
        }).error,
      )
    }
    seen.add(key.value)
    skip(cursor)
    if (cursor.text[cursor.at] !== ':') refuse(cursor, 'a colon is missing')
    const colon = cursor.at
    cursor.at += 1
    skip(cursor)
    const value = readValue(cursor, depth + 1)
    pairs.push({ key, value, start: key.start, end: value.end, colon, comma })
  })
  const shape = { flow: true, bare: false, trailingComma: undefined, properties: undefined }
  return { kind: 'map', pairs, start, end: cursor.at, ...shape }
}

function readArray(cursor: Cursor, depth: number): TreeNode {
  const start = cursor.at
  const items: ItemNode[] = []
  readEntries(cursor, ']', (comma) => {
    const value = readValue(cursor, depth + 1)
    items.push({ value, start: value.start, end: value.end, comma })
  })
  return {
    kind: 'seq',
    flow: true,
    items,
    trailingComma: undefined,
    start,
    end: cursor.at,
    properties: undefined,
  }
}
