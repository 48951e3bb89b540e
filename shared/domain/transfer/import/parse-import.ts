import { checkFound } from './check.ts'
import { cleanText } from './clean-text.ts'
import { readCsv } from './csv-reader.ts'
import { readExpiry } from './expiry.ts'
import { readJson } from './json-reader.ts'
import { readLines } from './line-reader.ts'
import { uniqueNames } from './names.ts'
import type { ImportFormat, ImportFound, ParsedImport, RawFound, ReaderOutcome } from './types.ts'

// The default duration at AWS: one hour for the portal and roles.
const assumedSeconds = 3600

const sources: Readonly<Record<ImportFormat, string>> = {
  bash: 'Shell variables, bash or zsh',
  fish: 'Shell variables, fish',
  csh: 'Shell variables, csh',
  powershell: 'Shell variables, PowerShell',
  cmd: 'Shell variables, Windows command prompt',
  dotenv: 'Environment file',
  docker: 'Docker options',
  yaml: 'YAML',
  ini: 'Shared credentials file',
  rootkey: 'Root key file',
  csv: 'Access key CSV',
  'sts-json': 'AWS STS, JSON',
  'sso-json': 'IAM Identity Center, JSON',
  'iam-json': 'IAM access key, JSON',
  'process-json': 'credential_process, JSON',
  json: 'JSON',
  mixed: 'Mixed text',
  none: 'Text',
}

const portalShells = new Map<ImportFormat, string>([
  ['bash', 'bash'],
  ['powershell', 'PowerShell'],
  ['cmd', 'Windows command prompt'],
])

function sourceOf(found: RawFound): string {
  const temporary = found.slots.has('token')
  const shell = portalShells.get(found.format)
  // The CLI writes an expiry next to the keys, the portal never does.
  if (shell !== undefined && temporary) {
    return found.slots.has('expiry') ? `AWS CLI export, ${shell}` : `AWS access portal, ${shell}`
  }
  if (found.format === 'ini' && /^\d{12}_/.test(found.name ?? '')) return 'AWS access portal, profile'
  return sources[found.format]
}

function read(text: string): ReaderOutcome {
  const trimmed = text.trim()
  if (trimmed.startsWith('{') || trimmed.startsWith('[')) {
    const json = readJson(trimmed)
    if (json !== undefined) return { found: json, notes: [] }
  }
  const table = readCsv(text)
  return table === undefined ? readLines(text) : { found: table, notes: [] }
}

function fallbackName(found: RawFound): string {
  return found.slots.has('token') ? 'imported-session' : 'imported'
}

function finish(found: RawFound, name: string, now: Date | undefined): ImportFound {
  const { slots } = found
  const [id, secret, token, region] = [
    slots.get('id'),
    slots.get('secret'),
    slots.get('token'),
    slots.get('region'),
  ]
  const stated = readExpiry(slots.get('expiry') ?? '')
  const expiryAssumed = token !== undefined && stated === undefined
  const guess =
    expiryAssumed && now !== undefined ? new Date(now.getTime() + assumedSeconds * 1000) : undefined
  const expiresAt = stated ?? guess?.toISOString().replace(/\.\d{3}Z$/, 'Z')
  const problem = checkFound(found)
  return {
    format: found.format,
    source: sourceOf(found),
    suggestedName: name,
    ...(id === undefined ? {} : { accessKeyId: id }),
    ...(secret === undefined ? {} : { secretAccessKey: secret }),
    ...(token === undefined ? {} : { sessionToken: token }),
    ...(region === undefined ? {} : { region }),
    ...(expiresAt === undefined ? {} : { expiresAt }),
    expiryAssumed,
    others: found.others,
    ...(problem === undefined ? {} : { problem }),
  }
}

function hasEnded(candidate: ImportFound, now: Date | undefined): boolean {
  if (now === undefined || candidate.expiryAssumed || candidate.expiresAt === undefined) return false
  return Date.parse(candidate.expiresAt) <= now.getTime()
}

function identity(found: RawFound): string {
  return JSON.stringify([
    ...['id', 'secret', 'token'].map((slot) => found.slots.get(slot as 'id')),
    found.others,
  ])
}

/**
 * Finds every set of credentials in pasted text, whatever the dialect, and says for each why it cannot be imported.
 * Pure, never throws, linear in the length of the text. `now` is for guessing when portal keys end (one hour); without
 * it a missing expiry stays missing. The result holds secrets.
 */
export function parseImport(text: string, options: { readonly now?: Date } = {}): ParsedImport {
  const clean = cleanText(text)
  const { found, notes: readerNotes } = read(clean.text)
  const notes = new Set([...clean.notes, ...readerNotes])
  const seen = new Set<string>()
  const ended: string[] = []
  const nameFor = uniqueNames()
  const candidates: ImportFound[] = []
  for (const raw of found) {
    const own = identity(raw)
    const hasKeys = raw.slots.has('id') || raw.slots.has('secret') || raw.slots.has('token')
    if (hasKeys && seen.has(own)) {
      notes.add('The same keys appear in the paste more than once; they are listed once.')
      continue
    }
    seen.add(own)
    const candidate = finish(raw, nameFor(raw.name ?? fallbackName(raw)), options.now)
    if (raw.slots.has('expiry') && candidate.expiryAssumed) {
      notes.add('The expiry in the paste could not be read, so it is assumed.')
    }
    if (hasEnded(candidate, options.now)) ended.push(candidate.suggestedName)
    candidates.push(candidate)
  }
  if (ended.length > 0) {
    const more = ended.length > 3 ? ` and ${ended.length - 3} more` : ''
    notes.add(
      `According to the paste, these keys have already expired: ${ended.slice(0, 3).join(', ')}${more}.`,
    )
  }
  const formats = new Set(candidates.map((candidate) => candidate.format))
  const format = formats.size > 1 ? 'mixed' : (candidates[0]?.format ?? 'none')
  return { format, candidates, notes: [...notes] }
}
