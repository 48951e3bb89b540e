import { trimEndOf } from '../../text/trim-end.ts'
import type { KeyValue } from '../../aws/types.ts'
import { assignmentsOf, withoutPrompt, type Assignment } from './assignments.ts'
import { slotOf } from './key-names.ts'
import { asProfileName, nameFromComment } from './names.ts'
import type { ImportFormat, ImportSlot, RawFound, ReaderOutcome } from './types.ts'

interface Group {
  format: ImportFormat | undefined
  section: string | undefined
  name: string | undefined
  mixed: string | undefined
  slots: Map<ImportSlot, string>
  unclosed: Set<ImportSlot>
  others: KeyValue[]
}

// What may come below a section header; anything else begins something new.
const settingDialects = new Set<ImportFormat>(['ini', 'yaml', 'rootkey', 'dotenv'])

const mixedMessage =
  'Lines of different pastes seem to be mixed: there is a secret key or token without its own access key ID. Copy one whole block again.'
const conflictMessage = 'The section holds two different keys. Keep one of them and paste it again.'

function emptyGroup(section: string | undefined, name: string | undefined): Group {
  return {
    format: undefined,
    section,
    name,
    mixed: undefined,
    slots: new Map(),
    unclosed: new Set(),
    others: [],
  }
}

function holdsKeys(group: Group): boolean {
  return group.slots.has('id') || group.slots.has('secret') || group.slots.has('token')
}

// Terminals and mail programs break long tokens: then the next lines hold only base64.
function continuation(line: string, open: boolean): { text: string; closes: boolean } | undefined {
  const match = /^\s{0,8}([A-Za-z0-9+/]+={0,2})(["']?)[\s;,]{0,4}$/.exec(line)
  if (match === null) return undefined
  const text = match[1]!
  const closes = match[2] !== ''
  if (open) return { text, closes }
  return !closes && (text.length >= 16 || text.endsWith('=')) ? { text, closes } : undefined
}

const endsWith = (line: string, value: string): boolean =>
  trimEndOf(line, (character) => /[\s;,]/.test(character)).endsWith(value)

/** Collects assignments line by line into sets of credentials. A repeated value with another content starts a new set. */
export function readLines(text: string): ReaderOutcome {
  const lines = text.split('\n')
  const groups: Group[] = []
  const notes = new Set<string>()
  let group = emptyGroup(undefined, undefined)
  let skipping = false
  let comment: string | undefined

  const flush = (next: Group): void => {
    if (holdsKeys(group) || (group.section !== undefined && group.format !== undefined)) groups.push(group)
    group = next
  }

  const take = (assignment: Assignment): void => {
    const slot = slotOf(assignment.name)
    const value = slot === undefined ? assignment.value : assignment.value.trim()
    const wanted = assignment.name.toUpperCase()
    if (slot === undefined && wanted !== 'AWS_PROFILE' && group.section === undefined) return
    // An empty value only removes a variable; it is no key, and no sign of another paste.
    if (slot !== undefined && value === '') {
      if (group.section !== undefined) group.format ??= assignment.format
      return
    }
    if (group.section !== undefined && !settingDialects.has(assignment.format)) {
      flush(emptyGroup(undefined, comment))
    }
    const isKey = slot === 'id' || slot === 'secret' || slot === 'token'
    const seen = slot === undefined ? undefined : group.slots.get(slot)
    const otherDialect = group.format !== undefined && group.format !== assignment.format
    if (group.section === undefined && otherDialect && (isKey || holdsKeys(group))) {
      flush(emptyGroup(undefined, comment))
    } else if (isKey && seen !== undefined && seen !== value) {
      if (group.section !== undefined) group.mixed = conflictMessage
      const mixed = group.mixed
      flush(emptyGroup(group.section, group.section ?? comment))
      group.mixed = mixed
    }
    group.format = assignment.format
    if (comment !== undefined && group.section === undefined && !holdsKeys(group)) group.name = comment
    comment = undefined
    if (wanted === 'AWS_PROFILE') group.name = asProfileName(value) ?? group.name
    else if (slot === undefined) group.others.push({ key: assignment.name.toLowerCase(), value })
    else if (!group.slots.has(slot)) {
      group.slots.set(slot, value)
      if (assignment.unclosed) group.unclosed.add(slot)
    }
  }

  for (let at = 0; at < lines.length; at += 1) {
    if (lines[at] === '') continue
    const line = withoutPrompt(lines[at]!)
    const header = /^\s{0,40}\[([^[\]]{1,600})\]\s{0,40}(?:[#;].*)?$/.exec(line)
    if (header !== null) {
      const title = header[1]!.trim()
      const other = /^(sso-session|services|plugins|preview|toplevel)\b/.exec(title)
      if (other !== null) notes.add(`Left out: the section [${other[1]}], which is not a profile.`)
      skipping = other !== null
      const section = title.replace(/^profile\s+/, '').replace(/^["'](.*)["']$/, '$1')
      flush(emptyGroup(skipping ? undefined : section, skipping ? undefined : section))
      comment = undefined
      continue
    }
    if (skipping) continue
    if (/^\s*(?:#|;|\/\/|::|rem\s)/i.test(line)) {
      comment = nameFromComment(line.trim()) ?? comment
      continue
    }
    const assignments = assignmentsOf(line)
    const last = assignments.at(-1)
    if (last !== undefined && slotOf(last.name) === 'token') {
      const parts = [last.value.trim()]
      let open = last.unclosed
      // Where more follows it, the line was not broken inside the token.
      const bare = !open && parts[0]!.length >= 40 && !/['"]/.test(line) && endsWith(line, parts[0]!)
      for (let next = at + 1; open || bare; next += 1) {
        const more = next < lines.length ? continuation(lines[next]!, open) : undefined
        if (more === undefined) break
        parts.push(more.text)
        at = next
        if (more.closes) open = false
        if (!open && !bare) break
      }
      if (parts.length > 1) {
        notes.add('A session token that was split over several lines was joined.')
        assignments[assignments.length - 1] = { ...last, value: parts.join(''), unclosed: open }
      }
    }
    for (const assignment of assignments) take(assignment)
  }
  flush(emptyGroup(undefined, undefined))
  markMixed(groups)
  return { found: groups.map(asRaw), notes: [...notes] }
}

/** Keys without an ID of their own, next to a set in the same section, may belong to either: neither can be trusted. */
function markMixed(groups: readonly Group[]): void {
  for (const [index, group] of groups.entries()) {
    if (!holdsKeys(group) || group.slots.has('id')) continue
    for (const neighbour of [groups[index - 1], groups[index + 1]]) {
      if (neighbour === undefined || neighbour.section !== group.section || !holdsKeys(neighbour)) continue
      neighbour.mixed ??= mixedMessage
      group.mixed ??= mixedMessage
    }
  }
}

function asRaw(group: Group): RawFound {
  const name = group.name === undefined ? undefined : asProfileName(group.name)
  return {
    format: group.format ?? 'ini',
    slots: group.slots,
    unclosed: group.unclosed,
    others: group.others,
    ...(name === undefined ? {} : { name }),
    ...(group.mixed === undefined ? {} : { mixed: group.mixed }),
  }
}
