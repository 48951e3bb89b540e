import type { Section, SharedFileDocument } from '../document.ts'
import { inheritedNames, specName } from '../names.ts'
import { decodeText } from '../text.ts'
import type { Reader } from '../types.ts'
import type { Report } from './report.ts'

/** Which readers do not see a profile of this name, spelled that way. */
function blindReaders(document: SharedFileDocument, name: string, quoted: boolean): Reader[] {
  const readers: Reader[] = []
  if (document.kind === 'config') {
    if (!quoted && /['"\\]/.test(name)) readers.push('aws-cli')
    if (!/^[\w\-@+.%:/]+$/.test(name)) readers.push('js-sdk')
  } else if (/^[\w-]+\s["']?[\w\-@+.%:/]+["']?$/.test(name)) readers.push('js-sdk')
  if (quoted || !specName.test(name)) readers.push('spec')
  return readers
}

const readerNames: Readonly<Record<Reader, string>> = {
  'aws-cli': 'the AWS CLI',
  'js-sdk': 'the JS SDK',
  spec: 'the Java and Rust SDKs',
}

/** `a`, `a and b`, `a, b and c` */
export function listReaders(readers: readonly Reader[]): string {
  const names = readers.map((reader) => readerNames[reader])
  return names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}

/** Whether every reader sees a section of this name. */
export function checkName(
  document: SharedFileDocument,
  section: Section,
  quoted: boolean,
  report: Report,
): void {
  const name = decodeText(section.rawName)
  const { line } = section
  if (name === 'DEFAULT' && document.kind === 'credentials') {
    report({
      code: 'ReservedName',
      severity: 'warning',
      line,
      profile: name,
      message: 'The AWS CLI gives the settings of [DEFAULT] to every other profile',
      reason: 'Python reads a section of this name as defaults for all sections and hides the section itself',
      readers: ['aws-cli'],
    })
  }
  const fatal = name === '__proto__'
  if (fatal || (section.kind === 'profile' && inheritedNames.has(name))) {
    report({
      code: 'ReservedName',
      severity: 'error',
      line,
      profile: name,
      message: fatal
        ? 'The JS SDK reads nothing of this file'
        : `The JS SDK cannot hold a profile named ${name}`,
      reason: `${name} is a name that every JavaScript object already has`,
      readers: ['js-sdk'],
    })
  }
  const readers = blindReaders(document, name, quoted)
  if (readers.length === 0) return
  report({
    code: 'NameNotRead',
    severity: 'warning',
    line,
    profile: name,
    message: `${capital(listReaders(readers))} do${readers.length === 1 && readers[0] !== 'spec' ? 'es' : ''} not see ${section.kind === 'profile' ? 'this profile' : 'this section'}`,
    reason: specName.test(name)
      ? 'The name is in quotes'
      : 'Only letters, digits and - _ / . % @ : + are read by every tool in a name',
    readers,
    fix: specName.test(name)
      ? { label: 'Write the header plainly', fix: { kind: 'plainHeader', line } }
      : undefined,
  })
}
