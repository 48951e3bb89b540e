import type { Section, SharedFileDocument } from './document.ts'
import { remember } from './lenses/remember.ts'
import { allSectionsOf, indexOf, sectionNames } from './lookup.ts'
import { isReservedName, specName } from './names.ts'
import { onDemand } from './on-demand.ts'
import type { SectionKind } from './types.ts'

/**
 * A file in which all readers find the same sections, each independent: no line of one changes how another is read, and none
 * stops a reader. Then the lines of a section alone tell what a reader makes of it.
 */
export interface PlainFile {
  readonly document: SharedFileDocument
  /** Sections with something unusual in them that a user may need to know. */
  readonly odd: ReadonlySet<Section>
}

/** Whether a file is plain, and where it is unusual; computed once. */
export const plainFile: (document: SharedFileDocument) => PlainFile | undefined = remember(lookThrough)

const usual = 1
const capital = 2

/** What a character is in the name of a setting; 0 where no plain name has it. */
const nameCharacters = new Uint8Array(128)
for (const character of 'abcdefghijklmnopqrstuvwxyz0123456789_-.')
  nameCharacters[character.charCodeAt(0)] = usual
for (const character of 'ABCDEFGHIJKLMNOPQRSTUVWXYZ') nameCharacters[character.charCodeAt(0)] = capital

const space = 32
const lineFeed = 10
const equals = 61

/** How many settings are compared with each other; a section with more does not count as plain. */
const mostSettings = 64

/** Names that the JS SDK cannot tell from the prefix of another kind of section. */
const likePrefix = /^(?:profile|sso-session|services)(?:\.|$)/

function isPlainHeader({ text }: SharedFileDocument, section: Section): boolean {
  const { kind, rawName, start, plain } = section
  if (kind !== 'profile' && kind !== 'sso-session' && kind !== 'services') return false
  if (isReservedName(rawName) || likePrefix.test(rawName)) return false
  if (kind === 'profile') return plain
  return specName.test(rawName) && text.startsWith(`[${kind} ${rawName}]\n`, start)
}

function isComment(code: number): boolean {
  return code === 35 || code === 59
}

/** Whether all of [from, to) are blank lines and comments. */
function hasNoSettings(text: string, from: number, to: number): boolean {
  for (let start = from; start < to;) {
    const code = text.charCodeAt(start)
    if (code !== lineFeed && !isComment(code)) return false
    const feed = text.indexOf('\n', start)
    start = feed < 0 ? to : feed + 1
  }
  return true
}

/** The places of ` #` and ` ;`, where some readers begin a comment; for use section by section. */
function commentFinder(text: string): (from: number, to: number) => boolean {
  const next = [-1, -1]
  return (from, to) =>
    [' #', ' ;'].some((mark, which) => {
      if (next[which]! < from) next[which] = text.indexOf(mark, from)
      if (next[which]! < 0) next[which] = text.length
      return next[which]! < to
    })
}

/** Reads the lines of a section: undefined where they are not plain, otherwise whether they are as usual. */
function lookAt(text: string, { bodyStart, end }: Section, hashes: Int32Array): 'usual' | 'odd' | undefined {
  let isOdd = false
  let settings = 0
  let isParent = false
  for (let start = bodyStart; start < end;) {
    let at = start
    let code = text.charCodeAt(at)
    const feed = text.indexOf('\n', start)
    const lineEnd = feed < 0 ? end : feed
    start = lineEnd + 1
    if (code === lineFeed || isComment(code)) continue
    const isNested = code === space
    while (code === space) code = text.charCodeAt((at += 1))
    if (at >= lineEnd) continue
    if (isNested && settings === 0) return undefined
    const keyStart = at
    let hash = 7
    for (; at < lineEnd; code = text.charCodeAt((at += 1))) {
      const what = nameCharacters[code]
      if (what === capital) {
        isOdd = true
        code += 32
      } else if (what !== usual) break
      hash = (Math.imul(hash, 31) + code) | 0
    }
    if (at === keyStart) return undefined
    while (code === space) code = text.charCodeAt((at += 1))
    if (at >= lineEnd || code !== equals) return undefined
    do code = text.charCodeAt((at += 1))
    while (code === space)
    const isEmpty = at >= lineEnd
    if (!isEmpty && (code === 34 || code === 39)) isOdd = true
    if (isNested) {
      if (isEmpty || !isParent) isOdd = true
      continue
    }
    isParent = isEmpty
    // The same setting twice, or two whose names only look the same here.
    for (let before = 0; before < settings; before += 1) if (hashes[before] === hash) return undefined
    if (settings === mostSettings) return undefined
    hashes[settings] = hash
    settings += 1
    if (isEmpty && text.startsWith('aws_', keyStart)) isOdd = true
  }
  return isOdd ? 'odd' : 'usual'
}

function lookThrough(document: SharedFileDocument): PlainFile | undefined {
  const { text, ascii, bodyStart, sections, preamble } = document
  if (!ascii || bodyStart !== 0 || document.unsupported !== undefined || /[^\n -~]/.test(text))
    return undefined
  if (!hasNoSettings(text, 0, preamble.end)) return undefined
  for (const found of indexOf(document).values()) if (Array.isArray(found)) return undefined
  const odd = new Set<Section>()
  const hasComment = commentFinder(text)
  const hashes = new Int32Array(mostSettings)
  for (const section of sections) {
    if (!isPlainHeader(document, section)) return undefined
    const found = lookAt(text, section, hashes)
    if (found === undefined) return undefined
    if (found === 'odd' || hasComment(section.bodyStart, section.end)) odd.add(section)
  }
  return { document, odd }
}

/**
 * What a reader makes of each section of a kind, on demand: `read` gets the text of a section, its name and the number of lines
 * above it.
 */
export function sectionsOnDemand<V>(
  { document }: PlainFile,
  kind: SectionKind,
  read: (text: string, name: string, linesAbove: number) => V | undefined,
): ReadonlyMap<string, V> {
  return onDemand(
    () => sectionNames(document, kind),
    (name) => {
      const [section] = allSectionsOf(document, name, kind)
      return section && read(document.text.slice(section.start, section.end), name, section.line - 1)
    },
  )
}
