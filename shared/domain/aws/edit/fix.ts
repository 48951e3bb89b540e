import { fail } from '../../../result.ts'
import type { Section, SharedFileDocument } from '../document.ts'
import { contentEndOf, isBlankCode, isBlankLine, isCommentLine, lineEndOf, linesBetween } from '../lines.ts'
import { allSectionsOf } from '../lookup.ts'
import { validateProfileName } from '../names.ts'
import { loneReturnOf, propertiesOf } from '../properties.ts'
import { decodeText, encodeText } from '../text.ts'
import type { FileFix, SectionKind } from '../types.ts'
import { planMergeSection, planRemoveDuplicateKey } from './fix-duplicates.ts'
import { planRenameKey, planSetValue } from './fix-setting.ts'
import { insertLines } from './plan.ts'
import type { Expectation, Planned, TextSplice } from './plan.ts'
import { headerOf } from './rename.ts'
import { settingsOf } from './settings.ts'
import { headerText } from './write.ts'
import { trimEndOf } from '../../text/trim-end.ts'

function nothingToFix(line: number): Planned {
  return fail('NothingToChange', `Line ${line} does not have this problem`, {
    reason: 'The file has changed since Stackpass read it',
    remedy: 'Look at the problems again',
    line,
  })
}

function planned(splices: TextSplice[], expected: Expectation[] = []): Planned {
  return { ok: true, plan: { splices, warnings: [], expected, repairsHeader: expected.length > 0 } }
}

/** The section that contains a line, header included. */
function sectionAt(document: SharedFileDocument, line: number): Section {
  return document.sections.findLast((section) => section.line <= line) ?? document.preamble
}

function lineRange(document: SharedFileDocument, line: number): { start: number; end: number } | undefined {
  const loneReturn = loneReturnOf(document)
  const section = sectionAt(document, line)
  let start = section.start
  for (let at = section.line; at < line; at += 1) start = lineEndOf(document.text, start, loneReturn)
  return start < document.text.length
    ? { start, end: lineEndOf(document.text, start, loneReturn) }
    : undefined
}

function headerAt(document: SharedFileDocument, line: number): Section | undefined {
  const section = sectionAt(document, line)
  return section.line === line && section.kind !== 'preamble' ? section : undefined
}

function moveInlineComment(document: SharedFileDocument, line: number): Planned {
  const { text } = document
  const section = headerAt(document, line)
  if (section) {
    const header = headerOf(document, section)
    const contentEnd = contentEndOf(text, section.start, section.bodyStart)
    const comment = text.slice(header.close + 1, contentEnd).trim()
    if (!/^[#;]/.test(comment)) return nothingToFix(line)
    return planned([
      insertLines(document, section.start, [comment]),
      { start: header.close + 1, end: contentEnd, insert: '' },
    ])
  }
  for (const property of propertiesOf(document, sectionAt(document, line)).properties) {
    for (const candidate of [property, ...(property.children ?? [])]) {
      if (candidate.line !== line || candidate.comment < 0) continue
      const contentEnd = contentEndOf(text, candidate.start, candidate.lineEnd)
      const comment = text.slice(candidate.comment, contentEnd).trimEnd()
      return planned([
        insertLines(document, candidate.start, [comment]),
        { start: candidate.valueEnd, end: contentEnd, insert: '' },
      ])
    }
  }
  return nothingToFix(line)
}

/** Changes `[ x ]`, `[profile  x]`, `[x]# c`, `[profile "x"]` to what every SDK reads. */
function plainHeader(document: SharedFileDocument, line: number): Planned {
  const section = headerAt(document, line)
  if (!section || section.kind === 'other' || section.kind === 'unclosed') return nothingToFix(line)
  const { text } = document
  const header = headerOf(document, section)
  const name = decodeText(section.rawName)
  const valid = validateProfileName(name)
  if (!valid.ok) return valid
  const prefixed = document.kind === 'config' && section.prefixed && name === 'default'
  const plain = prefixed ? '[profile default]' : headerText(document.kind, section.kind as SectionKind, name)
  const next = text.charCodeAt(header.close + 1)
  const glued = next === 35 || next === 59
  return planned([{ start: section.start, end: header.close + 1, insert: plain + (glued ? ' ' : '') }])
}

function fixProfilePrefix(document: SharedFileDocument, line: number): Planned {
  const section = headerAt(document, line)
  if (!section || section.kind !== 'other') return nothingToFix(line)
  const header = headerOf(document, section)
  let raw = section.rawName
  if (document.kind === 'credentials') {
    const word = /^profile[ \t]+/.exec(raw)?.[0]
    if (word === undefined) return nothingToFix(line)
    raw = raw.slice(word.length).replace(/^(["'])(.*)\1$/, '$2')
  } else raw = raw.replace(/^[Pp][Rr][Oo][Ff][Ii][Ll][Ee][ \t]+/, '')
  const name = decodeText(raw)
  const valid = validateProfileName(name)
  if (!valid.ok) return valid
  if (allSectionsOf(document, name, 'profile').length > 0) {
    return fail('ProfileExists', `There is already a profile named ${name}`, {
      reason: 'Tools merge sections with the same name, so a second one would change it',
      remedy: 'Move the settings over by hand',
      line,
    })
  }
  const insert = headerText(document.kind, 'profile', name)
  return planned(
    [{ start: header.open, end: header.close + 1, insert }],
    [{ kind: 'profile', name, settings: settingsOf(document, [section]) }],
  )
}

function lowerCaseKey(document: SharedFileDocument, line: number): Planned {
  const found = propertiesOf(document, sectionAt(document, line))
    .properties.flatMap((property) => [property, ...(property.children ?? [])])
    .find((property) => property.line === line)
  if (!found) return nothingToFix(line)
  return planned([{ start: found.keyStart, end: found.keyEnd, insert: found.key }])
}

function equalsSign(document: SharedFileDocument, line: number): Planned {
  const found = propertiesOf(document, sectionAt(document, line)).properties.find(
    (property) => property.line === line,
  )
  if (!found || document.text.charAt(found.separator) !== ':') return nothingToFix(line)
  const bare = found.separator === found.keyEnd && found.valueStart === found.separator + 1
  const end = found.valueStart === found.valueEnd ? found.separator + 1 : found.valueStart
  return planned([
    { start: found.keyEnd, end, insert: bare ? '=' : found.valueStart === found.valueEnd ? ' =' : ' = ' },
  ])
}

function closeHeader(document: SharedFileDocument, line: number): Planned {
  const section = headerAt(document, line)
  if (section?.kind !== 'unclosed') return nothingToFix(line)
  const { text } = document
  const raw = section.rawName
  const sign = raw.search(/(?:^|[ \t])[#;]/)
  const comment =
    sign < 1 ? sign : trimEndOf(raw.slice(0, sign), (character) => /[ \t]/.test(character)).length
  let at = section.bodyStart
  at = contentEndOf(text, section.start, at)
  if (comment > 0) at = text.indexOf(raw, section.start) + comment
  while (isBlankCode(text.charCodeAt(at - 1))) at -= 1
  const raws = encodeText(decodeText(raw.slice(0, comment > 0 ? comment : undefined)).trim())
  const name = decodeText(
    document.kind === 'config' ? raws.replace(/^(?:profile|sso-session|services)[ \t]+/, '') : raws,
  )
  const kind: SectionKind =
    document.kind === 'config' && /^(sso-session|services)[ \t]/.test(raws)
      ? (raws.split(/[ \t]/)[0] as SectionKind)
      : 'profile'
  return planned([{ start: at, end: at, insert: ']' }], [{ kind, name, settings: 'any' }])
}

function commentOut(document: SharedFileDocument, line: number): Planned {
  const section = sectionAt(document, line)
  const { properties, problems } = propertiesOf(document, section)
  const broken = problems.some((problem) => problem.line === line)
  const orphan =
    section.kind === 'preamble' ? properties.find((property) => property.line === line) : undefined
  const range = orphan ?? lineRange(document, line)
  if (!range || (!broken && !orphan)) return nothingToFix(line)
  const lines = linesBetween(document.text, range.start, range.end, document.loneReturn)
  const shown = lines.filter((one) => !isBlankLine(one) && !isCommentLine(document.text, one))
  return planned(shown.map(({ start }) => ({ start, end: start, insert: '# ' })))
}

/** The splices of a repair. Each leaves what the SDKs read unchanged, or makes readable what was not. */
export function planFix(document: SharedFileDocument, fix: FileFix): Planned {
  switch (fix.kind) {
    case 'removeByteOrderMark':
      return document.bodyStart === 0
        ? nothingToFix(1)
        : planned([{ start: 0, end: document.bodyStart, insert: '' }])
    case 'moveInlineComment':
      return moveInlineComment(document, fix.line)
    case 'removeDuplicateKey':
      return planRemoveDuplicateKey(document, sectionAt(document, fix.line), fix.line)
    case 'mergeDuplicateSection':
      return planMergeSection(document, sectionAt(document, fix.line), fix.line)
    case 'plainHeader':
      return plainHeader(document, fix.line)
    case 'fixProfilePrefix':
      return fixProfilePrefix(document, fix.line)
    case 'lowerCaseKey':
      return lowerCaseKey(document, fix.line)
    case 'equalsSign':
      return equalsSign(document, fix.line)
    case 'closeHeader':
      return closeHeader(document, fix.line)
    case 'setValue':
      return planSetValue(document, sectionAt(document, fix.line), fix.line, fix.value)
    case 'renameKey':
      return planRenameKey(document, sectionAt(document, fix.line), fix.line, fix.key)
    case 'commentOut':
      return commentOut(document, fix.line)
  }
}
