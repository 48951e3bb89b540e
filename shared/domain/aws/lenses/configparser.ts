import { firstNonSpace, pythonRepr, pythonStrip, pythonTrimEnd, universalLines } from './python.ts'

/** Why botocore cannot read a file, as Python names it. `line` is 1-based. */
export interface PythonError {
  readonly cause:
    | 'MissingSectionHeaderError'
    | 'DuplicateSectionError'
    | 'DuplicateOptionError'
    | 'ParsingError'
    | 'UnicodeDecodeError'
    | 'ValueError'
  readonly message: string
  readonly line?: number
}

export type ParserSections = Map<string, Map<string, string>>

export type ParserResult =
  | { readonly ok: true; readonly sections: ParserSections }
  | { readonly ok: false; readonly error: PythonError }

const file = "'<file>'"

function fail(cause: PythonError['cause'], line: number, message: string): ParserResult {
  return { ok: false, error: { cause, message, line } }
}

/** The option of a line: up to the first `=` or `:`. */
function splitOption(value: string): { option: string; rest: string } | undefined {
  const at = value.search(/[=:]/)
  // `.` in configparser's pattern stops at a line feed only, which a stripped line cannot hold.
  return at < 0
    ? undefined
    : { option: pythonTrimEnd(value.slice(0, at)), rest: pythonStrip(value.slice(at + 1)) }
}

/** Python's `configparser.RawConfigParser` (strict, with empty lines in values), with which botocore reads shared files. */
export function readConfigParser(text: string): ParserResult {
  const sections = new Map<string, Map<string, string[]>>()
  const defaults = new Map<string, string[]>()
  const seen = new Set<string>()
  const bogus: { line: number; text: string }[] = []
  let section: Map<string, string[]> | undefined
  let sectionName = ''
  let option: string | undefined
  let level = 0
  let number = 0
  for (const line of universalLines(text)) {
    number += 1
    const value = pythonStrip(line)
    if (value.startsWith('#') || value.startsWith(';')) continue
    if (value === '') {
      if (section && option) section.get(option)?.push('')
      continue
    }
    const indent = firstNonSpace(line)
    if (section && option && indent > level) {
      section.get(option)?.push(value)
      continue
    }
    level = indent
    const header = /^\[(.+)\]/.exec(value.replaceAll(/[\r\u2028\u2029]/g, '\0'))
    if (header) {
      sectionName = value.slice(1, 1 + (header[1]?.length ?? 0))
      const known = sections.get(sectionName)
      if (known)
        return fail(
          'DuplicateSectionError',
          number,
          `While reading from ${file} [line ${String(number).padStart(2)}]: section ${pythonRepr(sectionName)} already exists`,
        )
      if (sectionName === 'DEFAULT') section = defaults
      else sections.set(sectionName, (section = new Map()))
      option = undefined
      continue
    }
    if (!section) {
      return fail(
        'MissingSectionHeaderError',
        number,
        `File contains no section headers.\nfile: ${file}, line: ${number}\n${pythonRepr(line)}`,
      )
    }
    const found = splitOption(value)
    if (!found) {
      bogus.push({ line: number, text: line })
      continue
    }
    if (found.option === '') bogus.push({ line: number, text: line })
    option = found.option.toLowerCase()
    const key = `${sectionName}\0${option}`
    if (seen.has(key)) {
      return fail(
        'DuplicateOptionError',
        number,
        `While reading from ${file} [line ${String(number).padStart(2)}]: option ${pythonRepr(option)} in section ${pythonRepr(sectionName)} already exists`,
      )
    }
    seen.add(key)
    section.set(option, [found.rest])
  }
  const first = bogus[0]
  if (first) {
    const lines = bogus.map(
      (entry) => `\n\t[line ${String(entry.line).padStart(2)}]: ${pythonRepr(entry.text)}`,
    )
    return fail('ParsingError', first.line, `Source contains parsing errors: ${file}${lines.join('')}`)
  }
  const result: ParserSections = new Map()
  for (const [name, options] of sections) {
    const joined = new Map<string, string>()
    for (const [key, lines] of options) joined.set(key, pythonTrimEnd(lines.join('\n')))
    for (const [key, lines] of defaults)
      if (!joined.has(key)) joined.set(key, pythonTrimEnd(lines.join('\n')))
    result.set(name, joined)
  }
  return { ok: true, sections: result }
}
