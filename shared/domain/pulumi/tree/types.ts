/**
 * A stack or project file as ranges over its text. Offsets count UTF-16 units of the text without its byte order
 * mark. The tree never resolves aliases, so a small file stays a small tree.
 */
export type TreeNode = ScalarNode | MapNode | SeqNode | AliasNode

export type ScalarStyle = 'empty' | 'plain' | 'single' | 'double' | 'literal' | 'folded'

/** What may come before a value: an anchor and a tag. `end` is where the value itself may begin. */
export interface Properties {
  readonly anchor?: string
  readonly tag?: string
  readonly start: number
  readonly end: number
}

interface NodeBase {
  readonly start: number
  /** Where the content ends, without trailing comment or line end. */
  readonly end: number
  readonly properties: Properties | undefined
}

export interface ScalarNode extends NodeBase {
  readonly kind: 'scalar'
  readonly style: ScalarStyle
  /** Text after unquoting; for a plain scalar the source itself. */
  readonly value: string
}

export interface MapNode extends NodeBase {
  readonly kind: 'map'
  readonly flow: boolean
  /** A pair inside a flow list, written without braces. */
  readonly bare: boolean
  readonly pairs: readonly PairNode[]
  readonly trailingComma: number | undefined
}

export interface PairNode {
  readonly key: ScalarNode
  readonly value: TreeNode
  /** Start of the key with its properties or `?`. */
  readonly start: number
  readonly end: number
  /** Offset of `:`, if there is one. */
  readonly colon: number | undefined
  /** Offset of the comma before this entry of a flow collection. */
  readonly comma: number | undefined
}

export interface SeqNode extends NodeBase {
  readonly kind: 'seq'
  readonly flow: boolean
  readonly items: readonly ItemNode[]
  readonly trailingComma: number | undefined
}

export interface ItemNode {
  readonly value: TreeNode
  /** Offset of `-`, or of the value in a flow list. */
  readonly start: number
  readonly end: number
  readonly comma: number | undefined
}

export interface AliasNode extends NodeBase {
  readonly kind: 'alias'
  readonly name: string
}

export type FileFormat = 'yaml' | 'json'

/** A parsed file. `root` is undefined for a file without content (nothing, or comments only). */
export interface ParsedFile {
  readonly format: FileFormat
  /** Without the byte order mark. */
  readonly text: string
  /** 3 when the file begins with a byte order mark. */
  readonly markBytes: 0 | 3
  readonly root: TreeNode | undefined
}
