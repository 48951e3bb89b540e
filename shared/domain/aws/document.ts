import type { SectionKind, SharedFileKind } from './types.ts'

/**
 * A parsed shared file. It keeps the bytes themselves; every offset is a byte offset. Sections are found at once, the settings
 * inside a section only on demand (`propertiesOf`), so that opening a file of 150,000 sections stays cheap.
 */
export interface SharedFileDocument {
  readonly kind: SharedFileKind
  readonly bytes: Uint8Array
  /** The file as byte text (see text.ts). */
  readonly text: string
  /** Where the text begins: 3 after a byte order mark, otherwise 0. */
  readonly bodyStart: number
  /** Set when the file is in an encoding that no AWS tool reads; such a file has no sections and cannot be edited. */
  readonly unsupported?: 'UTF-16'
  /** Whether a carriage return ends a line by itself somewhere. */
  readonly loneReturn: boolean
  /** Whether every byte is ASCII, so that byte text needs no decoding. */
  readonly ascii: boolean
  /** Everything before the first header. */
  readonly preamble: Section
  readonly sections: readonly Section[]
  /** How often a section was looked up by its name. */
  lookups: number
  /** Sections by kind and name, in file order; built when it pays off. */
  index: ReadonlyMap<string, Section | Section[]> | undefined
}

/**
 * `other`: a section that no reader takes for a profile (`[plugins]`); `unclosed`: a header without `]`; `preamble`: no header.
 */
export type AnySectionKind = SectionKind | 'other' | 'unclosed' | 'preamble'

export interface Section {
  readonly kind: AnySectionKind
  /** The name as byte text; without prefix and quotes. For `other`, everything between the brackets. */
  readonly rawName: string
  /** True for `[profile default]`, which goes before `[default]`. */
  readonly prefixed: boolean
  /** Whether the header has the usual spelling with nothing else on its line, and a name that every reader takes. */
  readonly plain: boolean
  /** 1-based line of the header; for the preamble, the first line. */
  readonly line: number
  /** Start of the header line. */
  readonly start: number
  /** First byte after the header line. */
  readonly bodyStart: number
  /** Start of the next header line, or the end of the file. */
  end: number
  /** Whether a line in it is indented, so that values may continue over several lines. */
  indented: boolean
  /** Settings, found at the first look. */
  body: SectionBody | undefined
}

export interface SectionBody {
  readonly properties: readonly Property[]
  /** Lines that no rule of the format covers, such as one without `=`. */
  readonly problems: readonly LineProblem[]
}

export interface LineProblem {
  readonly kind: 'no-separator' | 'no-key' | 'nested-no-separator'
  readonly line: number
  readonly start: number
  /** First byte after the line. */
  readonly end: number
}

export interface Property {
  readonly line: number
  /** Start of the line. */
  readonly start: number
  readonly keyStart: number
  readonly keyEnd: number
  /** Offset of `=` or `:`. */
  readonly separator: number
  readonly valueStart: number
  readonly valueEnd: number
  /** Offset of the `#` or `;` of an inline comment, or -1. */
  readonly comment: number
  /** First byte after the line. */
  lineEnd: number
  /** First byte after the last line that belongs to the value: continuation or nested lines. */
  end: number
  /** Lower-case key as byte text. */
  readonly key: string
  /** Nested settings, when the value is empty and deeper lines follow. */
  children: Property[] | undefined
  /** Lines that continue a value. */
  continuation: ContinuationLine[] | undefined
}

export interface ContinuationLine {
  readonly line: number
  readonly start: number
  /** The text without the blanks around it. */
  readonly textStart: number
  readonly textEnd: number
  readonly end: number
}
