import type { Section, SharedFileDocument } from '../document.ts'
import { contentEndOf } from '../lines.ts'
import { indexOf } from '../lookup.ts'
import { decodeText } from '../text.ts'
import type { Report } from './report.ts'

/** Sections that are in the file twice, and two sections for `default`. */
export function checkDuplicates(document: SharedFileDocument, report: Report): void {
  const several: Section[] = []
  for (const found of indexOf(document).values())
    if (Array.isArray(found)) for (const section of found) several.push(section)
  const first = new Map<string, Section>()
  let plainDefault: Section | undefined
  let prefixedDefault: Section | undefined
  for (const section of several) {
    if (section.kind === 'profile' && document.kind === 'config' && section.rawName === 'default') {
      if (section.prefixed) prefixedDefault ??= section
      else plainDefault ??= section
    }
    const key = `${section.kind} ${section.prefixed} ${section.rawName}`
    const known = first.get(key)
    if (!known) {
      first.set(key, section)
      continue
    }
    report({
      code: 'DuplicateSection',
      severity: 'error',
      line: section.line,
      profile: section.kind === 'profile' ? decodeText(section.rawName) : undefined,
      message: 'The AWS CLI cannot read this file, or not all of this section: it appears in the file twice',
      reason: `The first one is on line ${known.line}; the SDKs merge both, the later one wins`,
      readers: ['aws-cli'],
      fix: {
        label: 'Merge it into the first one',
        fix: { kind: 'mergeDuplicateSection', line: section.line },
      },
    })
  }
  if (plainDefault && prefixedDefault) {
    report({
      code: 'TwoDefaults',
      severity: 'warning',
      line: plainDefault.line,
      profile: 'default',
      message: 'The settings of [default] have no effect',
      reason: `[profile default] on line ${prefixedDefault.line} hides them in the SDKs; the AWS CLI takes whichever comes last`,
      readers: [],
    })
  }
}

/** Sections that the SDKs ignore also stop the AWS CLI when they appear twice, spelled alike. */
export function checkOtherDuplicates(document: SharedFileDocument, report: Report): void {
  const first = new Map<string, number>()
  for (const { kind, start, bodyStart, line } of document.sections) {
    if (kind !== 'other') continue
    const whole = document.text.slice(start, contentEndOf(document.text, start, bodyStart))
    const name = /^[ \t]*\[(.+)\]/.exec(whole)?.[1]
    // Python reads any number of sections of this name as one.
    if (name === undefined || name === 'DEFAULT') continue
    const known = first.get(name)
    if (known === undefined) {
      first.set(name, line)
      continue
    }
    report({
      code: 'DuplicateSection',
      severity: 'error',
      line,
      message: `The AWS CLI cannot read this file: [${decodeText(name)}] appears in it twice`,
      reason: `The first one is on line ${known}; no SDK reads either of them`,
      readers: ['aws-cli'],
    })
  }
}
