import { editSharedFile } from '../../shared/domain/aws/edit.ts'
import { mergeProfiles } from '../../shared/domain/aws/merge.ts'
import { parseSharedFile } from '../../shared/domain/aws/parse.ts'
import { environmentSnippet } from '../../shared/domain/transfer/export/snippet.ts'
import { parseImport } from '../../shared/domain/transfer/import/parse-import.ts'
import type { ImportFound } from '../../shared/domain/transfer/import/types.ts'
import { must, type Choices } from './choices.ts'

const formats = ['bash', 'fish', 'powershell', 'cmd', 'dotenv', 'json'] as const

const keysOf = ({ accessKeyId, secretAccessKey, sessionToken }: ImportFound): string =>
  JSON.stringify([accessKeyId, secretAccessKey, sessionToken])

/** Without what a dialect may put between or around the characters of a value. */
const bare = (text: string): string => text.replaceAll(/[\s"'`\\^]|\p{Cf}/gu, '')

function checkAccepted(text: string, found: ImportFound): void {
  const { accessKeyId, secretAccessKey, sessionToken } = found
  const hasSettings = found.others.length > 0 || found.region !== undefined
  // A pasted profile with a role has no key of its own.
  if (accessKeyId === undefined && secretAccessKey === undefined && hasSettings) return
  must(accessKeyId !== undefined && secretAccessKey !== undefined, 'what is accepted has a whole key')
  const all = bare(text)
  if (!text.includes('\\u'))
    for (const value of [accessKeyId, secretAccessKey, sessionToken ?? ''])
      must(all.includes(bare(value)), 'no key is made up')
  for (const format of formats) {
    const snippet = environmentSnippet(found, format, { secrets: true })
    if (!snippet.ok) continue
    const back = parseImport(snippet.value).candidates
    must(back.length === 1 && keysOf(back[0]!) === keysOf(found), `what is exported as ${format} comes back`)
  }
  const entries = [
    { key: 'aws_access_key_id', value: accessKeyId },
    { key: 'aws_secret_access_key', value: secretAccessKey },
    ...(sessionToken === undefined ? [] : [{ key: 'aws_session_token', value: sessionToken }]),
  ]
  const name = found.suggestedName
  const written = editSharedFile(new Uint8Array(0), 'credentials', { type: 'addProfile', name, entries })
  must(written.ok, 'what is accepted can be written under the name that is suggested')
  const profile = mergeProfiles(undefined, parseSharedFile(written.bytes, 'credentials')).get(name)
  for (const { key, value } of entries)
    must(profile?.value(key) === value, 'what was written is read back as it was')
}

/** Pasted text of any dialect. */
export function pastedText(choices: Choices, bytes: Uint8Array): void {
  const text = new TextDecoder().decode(bytes)
  const now = new Date(1_900_000_000_000 + choices.number())
  const { candidates, notes } = parseImport(text, { now })
  const names = candidates.map(({ suggestedName }) => suggestedName)
  must(new Set(names).size === names.length, 'each candidate has a name of its own')
  for (const found of candidates) {
    must(found.suggestedName !== '', 'a suggested name is not empty')
    for (const secret of [found.secretAccessKey, found.sessionToken]) {
      if (secret === undefined || secret.length < 20) continue
      const said = [...notes, found.problem?.message ?? '', found.source, found.suggestedName].join('\n')
      must(!said.includes(secret), 'no sentence holds a secret')
    }
    if (found.problem === undefined) checkAccepted(text, found)
  }
  if (text.includes('\r') || text.includes('\\')) return
  const twin = parseImport(text.replaceAll('\n', '\r\n'), { now })
  must(
    JSON.stringify(twin.candidates.map(keysOf)) === JSON.stringify(candidates.map(keysOf)),
    'line ends of Windows change nothing',
  )
}
