import { shellWords, type ShellWord } from './shell-words.ts'
import type { ImportFormat } from './types.ts'

/** `NAME = value` in one of the dialects that people paste. */
export interface Assignment {
  readonly format: ImportFormat
  readonly name: string
  readonly value: string
  readonly unclosed: boolean
}

const prompt =
  /^\s*(?:PS [^>]{0,200}>|[A-Za-z]:\\[^>]{0,200}>|[\w.-]{1,64}@[\w.-]{1,64}[^$#%]{0,100}[$#%]|[$%>])\s+(?=\S)/

/** Removes a copied command prompt such as `$ ` or `PS C:\>`; not `# `, which may also be a comment. */
export function withoutPrompt(line: string): string {
  return line.replace(prompt, '')
}

function unquote(raw: string): { value: string; unclosed: boolean } {
  const text = raw.trim()
  const quote = text[0]
  if (quote !== '"' && quote !== "'") return { value: text, unclosed: false }
  const end = text.indexOf(quote, 1)
  return end === -1
    ? { value: text.slice(1), unclosed: true }
    : { value: text.slice(1, end), unclosed: false }
}

function fromPowerShell(line: string): Assignment[] {
  const found: Assignment[] = []
  const name = /\$\{?env:([A-Za-z_]\w{0,60})\}?\s{0,20}=\s{0,20}/gi
  for (let match = name.exec(line); match !== null; match = name.exec(line)) {
    const rest = line.slice(name.lastIndex)
    const quote = rest[0]
    let length: number
    if (quote === '"' || quote === "'") {
      const end = rest.indexOf(quote, 1)
      length = end === -1 ? rest.length : end + 1
    } else {
      const end = rest.search(/[;\s]/)
      length = end === -1 ? rest.length : end
    }
    found.push({ format: 'powershell', name: match[1]!, ...unquote(rest.slice(0, length)) })
    name.lastIndex += length
  }
  return found
}

function fromCmd(line: string): Assignment[] {
  const found: Assignment[] = []
  for (const statement of line.split('&')) {
    const match = /^\s*setx?\s+"?([A-Za-z_]\w{0,60})(?:=|\s+(?=\S))(.*)$/i.exec(statement)
    if (match === null) continue
    // `set "A=b"` keeps the quotes out of the value; a trailing blank is a slip of the paste.
    found.push({
      format: 'cmd',
      name: match[1]!,
      value: match[2]!.replaceAll('"', '').trim(),
      unclosed: false,
    })
  }
  return found
}

const nameAndValue = /^([A-Za-z_]\w{0,60})=([^]*)$/

function fromWords(words: readonly ShellWord[], plain: ImportFormat): Assignment[] {
  const found: Assignment[] = []
  let format = plain
  for (let at = 0; at < words.length; at += 1) {
    const { text, unclosed, command } = words[at]!
    if (text === 'export' || text === 'declare' || text === 'typeset') format = 'bash'
    else if (text === 'docker' || text === 'podman' || text === '-e' || text === '--env') format = 'docker'
    else if (text === 'set' || text === 'setenv') {
      let next = at + 1
      let asks = false
      for (; words[next]?.text.startsWith('-') === true; next += 1)
        asks ||= /^-(?:\w*[eqS]|-erase|-query)/.test(words[next]!.text)
      const name = words[next]
      const value = words[next + 1]
      // `set -e NAME` erases and `set -q NAME` asks; neither gives a value.
      if (asks || name === undefined || value?.command !== command) continue
      found.push({
        format: text === 'set' ? 'fish' : 'csh',
        name: name.text,
        value: value.text,
        unclosed: value.unclosed,
      })
      at = next + 1
    } else {
      const match = nameAndValue.exec(text.replace(/^(?:--env=|-e(?=[A-Z]))/, ''))
      if (match !== null) found.push({ format, name: match[1]!, value: match[2]!, unclosed })
    }
  }
  return found
}

function fromJsonPairs(line: string): Assignment[] {
  const found: Assignment[] = []
  const pair = /"([A-Za-z_]\w{0,60})"\s{0,20}:\s{0,20}(?:"([^"]*)("?)|(\d{1,16}))/g
  for (const match of line.matchAll(pair)) {
    const value = (match[2] ?? match[4] ?? '').replaceAll('\\/', '/')
    found.push({
      format: 'json',
      name: match[1]!,
      value,
      unclosed: match[2] !== undefined && match[3] === '',
    })
  }
  return found
}

function fromSetting(line: string): Assignment[] {
  const match = /^\s{0,60}(?:-\s{1,20})?["']?([A-Za-z][\w.-]{0,60})["']?\s{0,60}([=:])\s?(.*)$/.exec(line)
  if (match === null) return []
  const name = match[1]!
  const { value, unclosed } = unquote(match[3]!.replace(/\s[#;].*$/, ''))
  const format = match[2] === ':' ? 'yaml' : /^AWS(?:AccessKeyId|SecretKey)$/.test(name) ? 'rootkey' : 'ini'
  return [{ format, name, value: value.replace(/,$/, ''), unclosed }]
}

/** All assignments of one line, read by the dialect that its first word shows. Expands and runs nothing. Linear. */
export function assignmentsOf(line: string): Assignment[] {
  if (/\$\{?env:/i.test(line)) return fromPowerShell(line)
  if (/^\s*setx?\s+"?[A-Za-z_]\w{0,60}=/i.test(line) || /^\s*setx\s/i.test(line)) return fromCmd(line)
  if (/^\s*(?:export|declare|typeset|set|setenv|env|docker|podman|-e|--env)[\s=]/.test(line)) {
    return fromWords(shellWords(line), 'bash')
  }
  // In a YAML list (`- AWS_REGION=…`) and before a command (`A=b C=d aws …`) the names are upper case.
  if (/^\s*(?:-\s+)?["']?[A-Z_][A-Z0-9_]{0,60}=\S/.test(line)) return fromWords(shellWords(line), 'dotenv')
  const pairs = fromJsonPairs(line)
  if (pairs.length > 0) return pairs
  const docker = /\s(?:-e|--env)[\s=]/.exec(line)
  if (docker !== null) return fromWords(shellWords(line.slice(docker.index)), 'docker')
  return fromSetting(line)
}
