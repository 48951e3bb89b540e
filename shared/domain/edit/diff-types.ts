/** A line of a diff that is ready to show: decoded, control characters visible, secrets masked. */
export interface DiffLine {
  readonly type: 'context' | 'add' | 'remove'
  /** 1-based line number in the old file; absent on added lines. */
  readonly oldLine?: number
  /** 1-based line number in the new file; absent on removed lines. */
  readonly newLine?: number
  /** Text without its line break. */
  readonly text: string
  /** True when a part of the text is a mask for a secret. */
  readonly secret?: true
  /** Parts of `text` that differ from the line it replaces or is replaced by: [start, end) in UTF-16 units. */
  readonly changed?: [number, number][]
  /** True for the last line of a file that does not end in a line break, where that matters. */
  readonly noLineBreak?: true
}

/** A run of changes with up to three unchanged lines around it. */
export interface DiffHunk {
  /** Unchanged lines that are hidden between the hunk above (or the top of the file) and this one. */
  readonly linesAbove: number
  readonly lines: DiffLine[]
}

/** What a write does to one file. Never holds a secret, so it may cross to a page and into the history. */
export interface FileDiff {
  readonly label: string
  readonly path: string
  /** The file did not exist before. */
  readonly created: boolean
  /** The file does not exist afterwards. */
  readonly deleted: boolean
  readonly hunks: DiffHunk[]
  /** Unchanged lines that are hidden after the last hunk. */
  readonly linesBelow: number
  /** All added lines, including those left out of a shortened diff. */
  readonly added: number
  /** All removed lines, including those left out of a shortened diff. */
  readonly removed: number
  /** How many added and removed lines are not listed because the diff was too long to show. */
  readonly omitted?: number
}
