import type { Section, SharedFileDocument } from '../document.ts'
import { botocoreView } from '../lenses/botocore.ts'
import { sectionsOf } from '../lookup.ts'
import { decodeText, textToBytes } from '../text.ts'
import type { SectionKind } from '../types.ts'
import type { Expectation, Plan, Settings } from './plan.ts'
import { settingsOf } from './settings.ts'

/** How many units the two texts have in common at their beginning: `same` tells whether a number of them are the same. */
function longest(most: number, same: (length: number) => boolean): number {
  let low = 0
  let high = most
  while (low < high) {
    const middle = (low + high + 1) >>> 1
    if (same(middle)) low = middle
    else high = middle - 1
  }
  return low
}

/** Two mostly equal files: the texts are compared as a whole, not section by section. */
interface Compared {
  readonly before: SharedFileDocument
  readonly after: SharedFileDocument
  /** How many bytes are the same at the beginning, and at the end. */
  readonly head: number
  readonly tail: number
}

function compare(before: SharedFileDocument, after: SharedFileDocument): Compared {
  const [a, b] = [before.text, after.text]
  const most = Math.min(a.length, b.length)
  const head = longest(most, (length) => a.slice(0, length) === b.slice(0, length))
  const tail = longest(most, (length) => a.slice(a.length - length) === b.slice(b.length - length))
  return { before, after, head, tail }
}

function sameSection(
  { before, after, head, tail }: Compared,
  a: Section | undefined,
  b: Section | undefined,
): boolean {
  if (a === undefined || b === undefined) return false
  if (
    a.kind !== b.kind ||
    a.prefixed !== b.prefixed ||
    a.end - a.start !== b.end - b.start ||
    a.rawName !== b.rawName
  )
    return false
  if (a.start === b.start && a.end <= head) return true
  const left = before.text.length - a.start
  if (left === after.text.length - b.start && left <= tail) return true
  return before.text.slice(a.start, a.end) === after.text.slice(b.start, b.end)
}

function sameSettings(a: Settings | undefined, b: Settings | undefined): boolean {
  if (a === undefined || b === undefined) return a === b
  if (a.size !== b.size) return false
  for (const [key, value] of a) if (b.get(key) !== value) return false
  return true
}

function find(document: SharedFileDocument, kind: SectionKind, name: string): Settings | undefined {
  const sections = sectionsOf(document, name, kind)
  return sections.length === 0 ? undefined : settingsOf(document, sections)
}

/** The sections that differ between the two files; when some were added or removed, all between the common beginning and end. */
export function changedWindow(
  before: SharedFileDocument,
  after: SharedFileDocument,
): { readonly before: readonly Section[]; readonly after: readonly Section[] } {
  const a = before.sections
  const b = after.sections
  const both = compare(before, after)
  if (a.length === b.length) {
    const changed = a.map((section, index) => !sameSection(both, section, b[index]))
    return { before: a.filter((_, index) => changed[index]), after: b.filter((_, index) => changed[index]) }
  }
  let head = 0
  while (head < a.length && head < b.length && sameSection(both, a[head], b[head])) head += 1
  let tail = 0
  while (
    tail < a.length - head &&
    tail < b.length - head &&
    sameSection(both, a[a.length - 1 - tail], b[b.length - 1 - tail])
  ) {
    tail += 1
  }
  return { before: a.slice(head, a.length - tail), after: b.slice(head, b.length - tail) }
}

const oddControls = ['\x0b', '\x0c', '\x1c', '\x1d', '\x1e', '\x1f']
const oddCharacters = /\xc2[\x85\xa0]|\xe1\x9a\x80|\xe2\x80[\x80-\x8a\xa8\xa9\xaf]|\xe2\x81\x9f|\xe3\x80\x80/

/** Whether the file has characters that are blanks for Python and not here: form feed, no-break space and the like. */
function hasOddBlanks({ text, ascii }: SharedFileDocument): boolean {
  return oddControls.some((control) => text.includes(control)) || (!ascii && oddCharacters.test(text))
}

/**
 * Whether botocore can no longer read the file after the edit: a duplicate name or a broken line makes it refuse the whole. The
 * changed sections tell, with the others of their names, unless a blank that only Python knows lets botocore see other lines
 * and headers than we do.
 */
function botocoreLosesIt(
  before: SharedFileDocument,
  after: SharedFileDocument,
  window: ReturnType<typeof changedWindow>,
): boolean {
  const names = new Set([...window.before, ...window.after].map(({ rawName }) => rawName))
  const reads = (document: SharedFileDocument): boolean => {
    const sections = document.sections.filter(({ rawName }) => names.has(rawName))
    const text = sections.map((section) => document.text.slice(section.start, section.end)).join('\n')
    return botocoreView(textToBytes(text), document.kind).error === undefined
  }
  if (!hasOddBlanks(before)) return reads(before) && !reads(after)
  const whole = (document: SharedFileDocument): boolean =>
    botocoreView(document.bytes, document.kind).error === undefined
  return whole(before) && !whole(after)
}

function otherNames(document: SharedFileDocument): string {
  const others = document.sections.filter(({ kind }) => kind === 'other' || kind === 'unclosed')
  return others.map(({ kind, rawName }) => `${kind} ${rawName}`).join('\n')
}

/**
 * Compares what the new file says with what it should say: every name that is not expected to change must read as before.
 * Returns the reason when it does not.
 */
export function findMismatch(
  before: SharedFileDocument,
  after: SharedFileDocument,
  { expected, repairsHeader = false }: Pick<Plan, 'expected' | 'repairsHeader'>,
): string | undefined {
  const expectations = new Map(
    expected.map((expectation) => [`${expectation.kind} ${expectation.name}`, expectation]),
  )
  const window = changedWindow(before, after)
  const wanted = new Map<string, Expectation>(expectations)
  for (const section of [...window.before, ...window.after]) {
    if (section.kind === 'other' || section.kind === 'unclosed' || section.kind === 'preamble') continue
    const name = decodeText(section.rawName)
    const key = `${section.kind} ${name}`
    if (!wanted.has(key))
      wanted.set(key, { kind: section.kind, name, settings: find(before, section.kind, name) })
  }
  for (const { kind, name, settings } of wanted.values()) {
    if (settings === 'any') continue
    if (!sameSettings(find(after, kind, name), settings))
      return `[${kind} ${name}] would not read as intended`
  }
  if (botocoreLosesIt(before, after, window)) return 'The AWS CLI could not read the file any more'
  if (!repairsHeader && otherNames(before) !== otherNames(after)) {
    return 'A section that is not a profile would come or go'
  }
  return undefined
}
