import { parseSharedFile } from '../parse.ts'
import { plainFile, sectionsOnDemand } from '../plain-file.ts'
import { joinedSections } from './joined-sections.ts'
import { remember } from './remember.ts'
import { bytesToText, decodeText, findUtf8Problem } from '../text.ts'
import type { SectionKind, SharedFileKind } from '../types.ts'
import { readConfigParser } from './configparser.ts'
import type { PythonError } from './configparser.ts'
import { pythonSplitLines, pythonStrip, shellSplit } from './python.ts'

export type BotocoreValue = string | ReadonlyMap<string, string>
export type BotocoreSection = ReadonlyMap<string, BotocoreValue>
export type BotocoreSections = ReadonlyMap<string, BotocoreSection>

/** A shared file as botocore (the AWS CLI, boto3) reads it. With `error` set it reads nothing at all. */
export interface BotocoreView {
  readonly profiles: BotocoreSections
  readonly ssoSessions: BotocoreSections
  readonly services: BotocoreSections
  readonly otherSections: BotocoreSections
  readonly error: (PythonError & { readonly type: 'ConfigParseError' }) | undefined
}

const nothing: BotocoreSections = new Map()

function failed(error: PythonError): BotocoreView {
  return {
    profiles: nothing,
    ssoSessions: nothing,
    services: nothing,
    otherSections: nothing,
    error: { type: 'ConfigParseError', ...error },
  }
}

function decodeError(text: string): PythonError | undefined {
  const problem = findUtf8Problem(text)
  if (!problem) return undefined
  // Python decodes as it reads: a character cut off by the end of the file shows only after the lines before it were read,
  // and is counted from where decoding had stopped.
  const surrogate = text.charCodeAt(problem.start) === 0xed && text.charCodeAt(problem.start + 1) >= 0xa0
  const halfSurrogate =
    surrogate && text.charCodeAt(problem.start + 1) < 0xc0 && problem.start + 2 === text.length
  const cutOff = problem.reason === 'unexpected end of data' || halfSurrogate
  if (cutOff) {
    const whole = text.slice(
      0,
      Math.max(text.lastIndexOf('\n', problem.start), text.lastIndexOf('\r', problem.start)) + 1,
    )
    const earlier = readConfigParser(decodeText(whole))
    if (!earlier.ok && earlier.error.cause !== 'ParsingError') return earlier.error
  }
  const start = cutOff ? 0 : problem.start
  const length = problem.end - problem.start
  const where =
    length > 1
      ? `bytes in position ${start}-${start + length - 1}`
      : `byte 0x${text.charCodeAt(problem.start).toString(16)} in position ${start}`
  const line = text.slice(0, problem.start).split(/\r\n|\r|\n/).length
  return {
    cause: 'UnicodeDecodeError',
    message: `'utf-8' codec can't decode ${where}: ${problem.reason}`,
    line,
  }
}

/** botocore's `_parse_nested`: a value that begins with a line break is a block of `key = value` lines. */
function readNested(value: string): ReadonlyMap<string, string> | undefined {
  const nested = new Map<string, string>()
  for (const raw of pythonSplitLines(value)) {
    const line = pythonStrip(raw)
    if (line === '') continue
    const at = line.indexOf('=')
    if (at < 0) return undefined
    nested.set(pythonStrip(line.slice(0, at)), pythonStrip(line.slice(at + 1)))
  }
  return nested
}

/** Reads bytes as `botocore.configloader` does: config files with `build_profile_map`, credentials files without. */
export function botocoreView(bytes: Uint8Array, kind: SharedFileKind): BotocoreView {
  return views[kind](bytes)
}

const views = {
  config: remember((bytes: Uint8Array) => view(bytes, 'config')),
  credentials: remember((bytes: Uint8Array) => view(bytes, 'credentials')),
}

function view(bytes: Uint8Array, kind: SharedFileKind): BotocoreView {
  return viewOfPlain(bytes, kind) ?? viewOfText(bytesToText(bytes), kind)
}

/** A plain file section by section, on demand; undefined for others. */
function viewOfPlain(bytes: Uint8Array, kind: SharedFileKind): BotocoreView | undefined {
  const plain = plainFile(parseSharedFile(bytes, kind))
  if (plain === undefined) return undefined
  const sections = (of: SectionKind, part: 'profiles' | 'ssoSessions' | 'services'): BotocoreSections =>
    sectionsOnDemand(plain, of, (text, name) => viewOfText(text, kind)[part].get(name))
  return {
    profiles: sections('profile', 'profiles'),
    ssoSessions: sections('sso-session', 'ssoSessions'),
    services: sections('services', 'services'),
    otherSections: nothing,
    error: undefined,
  }
}

function viewOfText(raw: string, kind: SharedFileKind): BotocoreView {
  const undecodable = decodeError(raw)
  if (undecodable) return failed(undecodable)
  const parsed = readConfigParser(decodeText(raw))
  if (!parsed.ok) return failed(parsed.error)

  const sections = new Map<string, Map<string, BotocoreValue>>()
  for (const [name, options] of parsed.sections) {
    const values = new Map<string, BotocoreValue>()
    for (const [key, value] of options) {
      const nested = value.startsWith('\n') ? readNested(value) : value
      if (nested === undefined) {
        return failed({ cause: 'ValueError', message: 'not enough values to unpack (expected 2, got 1)' })
      }
      values.set(key, nested)
    }
    sections.set(name, values)
  }
  const view = { ssoSessions: nothing, services: nothing, otherSections: nothing, error: undefined }
  return kind === 'credentials' ? { ...view, profiles: sections } : profileMap(sections)
}

function profileMap(sections: BotocoreSections): BotocoreView {
  const profiles = new Map<string, BotocoreSection>()
  const ssoSessions = new Map<string, BotocoreSection>()
  const services = new Map<string, BotocoreSection>()
  const otherSections = new Map<string, BotocoreSection>()
  for (const [name, values] of sections) {
    const target = name.startsWith('profile')
      ? profiles
      : name.startsWith('sso-session')
        ? ssoSessions
        : name.startsWith('services')
          ? services
          : undefined
    if (target) {
      const words = shellSplit(name)
      if (words?.length === 2) target.set(words[1] ?? '', values)
    } else if (name === 'default') profiles.set(name, values)
    else otherSections.set(name, values)
  }
  return { profiles, ssoSessions, services, otherSections, error: undefined }
}

/** Both files as a botocore session sees them: credentials win per key; one broken file breaks everything. */
export function botocoreMerged(
  config: Uint8Array,
  credentials: Uint8Array,
): { readonly profiles: BotocoreSections; readonly error: BotocoreView['error'] } {
  const first = botocoreView(config, 'config')
  const second = botocoreView(credentials, 'credentials')
  const error = first.error ?? second.error
  if (error) return { profiles: nothing, error }
  return { profiles: joinedSections(first.profiles, second.profiles), error: undefined }
}
