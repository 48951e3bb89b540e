import type { ItemNode, MapNode, PairNode, ScalarNode, SeqNode, TreeNode } from './types.ts'

/** Text that is longer, nested deeper or indented further goes to the parser, which has its own limits. */
const mostCharacters = 100_000
const mostLevels = 16
const mostIndent = 100

/** Any printable character except a blank, and except a mark or a colon that would mean something. */
const word = String.raw`(?:[!"$-9;-~]|:(?=[!"$-~]))`
const plain = String.raw`[\w./]${word}*(?: +${word}+)*`
const scalar = String.raw`(${plain})|"([ !#-[\]-~]*)"|'([ -&(-~]*)'`
const comment = String.raw`#[ -~\u00a0-\u2027\u202a-\ud7ff]*`
const lineEnd = String.raw` *(?: ${comment})?(?:\n|$)`

/** Lines without content. */
const nothing = new RegExp(String.raw`(?: *(?:${comment})?\n)*(?: *(?:${comment})?$)?`, 'y')
const pairLine = new RegExp(
  String.raw`([A-Za-z_][\w./-]*(?::[\w./-]+)*):(?:( +)(?:${scalar}))?${lineEnd}`,
  'y',
)
const itemLine = new RegExp(String.raw`-( +)(?:${scalar})${lineEnd}`, 'y')

/** Leaves the recursion to let the parser decide; never leaves this file. */
const notPlain = Symbol('not plain')

interface Cursor {
  readonly text: string
  /** Start of a line with content, or the end of the text. */
  at: number
  /** Blanks before that content; -1 at the end of the text. */
  indent: number
}

/**
 * The tree of YAML text of the plainest kind: maps over lines with words as keys, words or text in quotes without escapes as
 * values, and lists of such values. Nearly every Pulumi file is like this, and the parser takes twenty times as long for it.
 * Undefined for anything else, so that the parser decides: where there is a tree, it equals the parser's, offset by offset.
 */
export function parsePlainYaml(text: string): TreeNode | undefined {
  if (text.length > mostCharacters) return undefined
  const cursor: Cursor = { text, at: 0, indent: 0 }
  try {
    goToContent(cursor)
    const root = readMap(cursor, 0, 0)
    return isAtEnd(cursor) ? root : undefined
  } catch (error) {
    if (error === notPlain) return undefined
    throw error
  }
}

/** Moves to the next line with content. The cursor is at the start of a line. */
function goToContent(cursor: Cursor): void {
  const { text } = cursor
  nothing.lastIndex = cursor.at
  const skipped = nothing.exec(text)
  if (skipped !== null) cursor.at += skipped[0].length
  if (cursor.at >= text.length) {
    cursor.indent = -1
    return
  }
  let first = cursor.at
  while (text.charCodeAt(first) === 0x20) first += 1
  cursor.indent = first - cursor.at
  if (cursor.indent > mostIndent) throw notPlain
}

const isAtEnd = ({ indent }: Cursor): boolean => indent === -1

const isItem = ({ text, at, indent }: Cursor): boolean =>
  text.charCodeAt(at + indent) === 0x2d && text.charCodeAt(at + indent + 1) === 0x20

/** Matches the rest of the line and goes on to the next one with content. */
function take(cursor: Cursor, pattern: RegExp): RegExpExecArray {
  pattern.lastIndex = cursor.at + cursor.indent
  const match = pattern.exec(cursor.text)
  if (match === null) throw notPlain
  cursor.at = pattern.lastIndex
  goToContent(cursor)
  return match
}

function scalarAt(
  start: number,
  words: string | undefined,
  double: string | undefined,
  single: string | undefined,
): ScalarNode {
  if (words !== undefined) return scalarOf('plain', words, start, start + words.length)
  const value = double ?? single ?? ''
  return scalarOf(double === undefined ? 'single' : 'double', value, start, start + value.length + 2)
}

function scalarOf(style: ScalarNode['style'], value: string, start: number, end: number): ScalarNode {
  return { kind: 'scalar', style, value, start, end, properties: undefined }
}

function readMap(cursor: Cursor, indent: number, level: number): MapNode {
  if (level > mostLevels) throw notPlain
  const pairs: PairNode[] = []
  const names = new Set<string>()
  while (cursor.indent === indent && !isItem(cursor)) {
    const start = cursor.at + indent
    const [, name = '', blanks, words, double, single] = take(cursor, pairLine)
    if (names.has(name)) throw notPlain
    names.add(name)
    const colon = start + name.length
    const value =
      blanks === undefined
        ? readBelow(cursor, indent, colon + 1, level)
        : scalarAt(colon + 1 + blanks.length, words, double, single)
    const key = scalarOf('plain', name, start, colon)
    pairs.push({ key, value, start, end: Math.max(value.end, colon + 1), colon, comma: undefined })
  }
  const [first] = pairs
  const last = pairs.at(-1)
  // A line with other indentation continues the text of a line above, or belongs nowhere.
  if (first === undefined || last === undefined || cursor.indent > indent) throw notPlain
  return {
    kind: 'map',
    flow: false,
    bare: false,
    pairs,
    trailingComma: undefined,
    start: first.start,
    end: last.end,
    properties: undefined,
  }
}

/** What is under a key without a value on its line: nothing, a map, or a list, which needs no indent. */
function readBelow(cursor: Cursor, indent: number, empty: number, level: number): TreeNode {
  if (cursor.indent >= indent && isItem(cursor)) return readList(cursor, cursor.indent)
  if (cursor.indent > indent) return readMap(cursor, cursor.indent, level + 1)
  return scalarOf('empty', '', empty, empty)
}

function readList(cursor: Cursor, indent: number): SeqNode {
  const items: ItemNode[] = []
  while (cursor.indent === indent && isItem(cursor)) {
    const start = cursor.at + indent
    const [, blanks = '', words, double, single] = take(cursor, itemLine)
    const value = scalarAt(start + 1 + blanks.length, words, double, single)
    items.push({ value, start, end: value.end, comma: undefined })
  }
  if (cursor.indent > indent) throw notPlain
  return {
    kind: 'seq',
    flow: false,
    items,
    trailingComma: undefined,
    start: items[0]!.start,
    end: items.at(-1)!.end,
    properties: undefined,
  }
}
