import { applySplices } from '../../shared/domain/edit/splices.ts'
import type { EditOutcome, Splice } from '../../shared/domain/edit/types.ts'
import { editSharedFile } from '../../shared/domain/aws/edit.ts'
import { botocoreView } from '../../shared/domain/aws/lenses/botocore.ts'
import { goMergedFiles } from '../../shared/domain/aws/lenses/go.ts'
import { smithyView } from '../../shared/domain/aws/lenses/smithy.ts'
import { eachSetting, namedSections, valueOf } from '../../shared/domain/aws/lookup.ts'
import { mergeProfiles } from '../../shared/domain/aws/merge.ts'
import { parseSharedFile } from '../../shared/domain/aws/parse.ts'
import { findFileProblems } from '../../shared/domain/aws/problems/find-file-problems.ts'
import { secretRanges } from '../../shared/domain/aws/secrets.ts'
import { serializeSharedFile } from '../../shared/domain/aws/serialize.ts'
import { decodeText } from '../../shared/domain/aws/text.ts'
import type { SharedFileKind, SharedFileOperation } from '../../shared/domain/aws/types.ts'
import { must, sameBytes, type Choices } from './choices.ts'

const fixedNames = ['default', 'dev', 'a b', 'new', 'pad', '__proto__', "bob's", 'team/x']
const fixedKeys = [
  'region',
  'output',
  'aws_access_key_id',
  'aws_session_token',
  's3.addressing_style',
  's3',
  'a',
]
const fixedValues = ['x', 'us-east-1', 'a=b:c', 'é', 'x#y', 'AKIAIOSFODNN7EXAMPLE', '%(x)s', '"q"']

/** Every setting of every section with a name, as text to compare. */
function settingsOf(bytes: Uint8Array, kind: SharedFileKind): Map<string, string> {
  const found = new Map<string, string>()
  const document = parseSharedFile(bytes, kind)
  for (const section of ['profile', 'sso-session', 'services'] as const)
    for (const { name, sections } of namedSections(document, section))
      for (const one of sections)
        eachSetting(document, one, (key, property) =>
          found.set(JSON.stringify([section, name, decodeText(key)]), valueOf(document, property)),
        )
  return found
}

/** An operation, of names that stand in the file or are usual. */
function operationOf(choices: Choices, bytes: Uint8Array, kind: SharedFileKind): SharedFileOperation {
  const document = parseSharedFile(bytes, kind)
  const there = namedSections(document, 'profile').map(({ name }) => name)
  const pick = (list: readonly string[]): string => choices.of(list)
  const names = [...fixedNames, ...there.slice(0, 8)]
  const profile = pick(names)
  const other = pick(names)
  const key = pick(fixedKeys)
  const value = pick([...fixedValues, choices.text()])
  const section = choices.of([undefined, undefined, 'profile', 'sso-session', 'services'] as const)
  const within = section === undefined ? {} : { section }
  const problems = findFileProblems({ config: undefined, credentials: undefined, [kind]: document })
  const repairs = problems.flatMap(({ fix, file }) =>
    fix?.operation.type === 'fix' && file === kind ? [fix.operation] : [],
  )
  return choices.of<SharedFileOperation>([
    { type: 'set', profile, key, value, ...within },
    { type: 'unset', profile, key, ...within },
    { type: 'setMany', profile, entries: [{ key, value }], unset: [pick(fixedKeys)], ...within },
    { type: 'addProfile', name: profile, entries: [{ key, value }], ...within },
    { type: 'renameProfile', from: profile, to: other, updateReferences: true, ...within },
    { type: 'duplicateProfile', from: profile, to: other },
    { type: 'deleteProfile', name: profile, ...within },
    { type: 'setActiveDefault', profile },
    ...repairs.slice(0, 8),
  ])
}

/** Names whose settings an operation may change; undefined: any, as a repair of a header does. */
function touchedBy(operation: SharedFileOperation): readonly string[] | undefined {
  switch (operation.type) {
    case 'set':
    case 'unset':
    case 'setMany':
      return [operation.profile]
    case 'renameProfile':
      return [operation.from, operation.to]
    case 'duplicateProfile':
      return [operation.to]
    case 'addProfile':
    case 'deleteProfile':
      return [operation.name]
    case 'setActiveDefault':
      return ['default']
    case 'fix':
      return undefined
  }
}

/** The splices that lead back: each old stretch in the place of what was inserted. */
export function undoOf(bytes: Uint8Array, splices: readonly Splice[]): Splice[] {
  let shift = 0
  return splices.map(({ start, end, insert }) => {
    const at = start + shift
    shift += insert.length - (end - start)
    return { start: at, end: at + insert.length, insert: bytes.slice(start, end) }
  })
}

/** An edit is what its splices say, and they lead back to the byte. */
export function checkSplices(bytes: Uint8Array, outcome: EditOutcome & { readonly ok: true }): void {
  let last = 0
  for (const { start, end } of outcome.splices) {
    must(start >= last && end >= start && end <= bytes.length, 'splices are in order and inside of the file')
    last = end
  }
  must(sameBytes(applySplices(bytes, outcome.splices), outcome.bytes), 'the splices make the new bytes')
  const back = applySplices(outcome.bytes, undoOf(bytes, outcome.splices))
  must(sameBytes(back, bytes), 'the splices can be undone')
}

function checkEdit(bytes: Uint8Array, kind: SharedFileKind, operation: SharedFileOperation): void {
  const outcome = editSharedFile(bytes, kind, operation)
  if (!outcome.ok) return
  checkSplices(bytes, outcome)
  if (outcome.splices.length === 0) return
  const touched = touchedBy(operation)
  if (touched !== undefined) {
    const [old, now] = [settingsOf(bytes, kind), settingsOf(outcome.bytes, kind)]
    const section = 'section' in operation ? (operation.section ?? 'profile') : 'profile'
    for (const id of new Set([...old.keys(), ...now.keys()])) {
      const [within, name, key] = JSON.parse(id) as [string, string, string]
      if (within === section && touched.includes(name)) continue
      if (operation.type === 'renameProfile' && /source_profile$|sso_session$|services$/.test(key)) continue
      must(old.get(id) === now.get(id), 'a setting of another section stays', operation)
    }
  }
  if (botocoreView(bytes, kind).error === undefined)
    must(
      botocoreView(outcome.bytes, kind).error === undefined,
      'the AWS CLI can still read the file',
      operation,
    )
  if (['set', 'unset', 'setMany', 'setActiveDefault'].includes(operation.type)) {
    const again = editSharedFile(outcome.bytes, kind, operation)
    must(again.ok && sameBytes(again.bytes, outcome.bytes), 'done twice is done once', operation)
  }
}

/** A shared file of any bytes: it is read by everything that reads one, and edited. */
export function sharedFile(choices: Choices, bytes: Uint8Array): void {
  const kind = choices.of(['config', 'credentials'] as const)
  const before = Uint8Array.from(bytes)
  const document = parseSharedFile(bytes, kind)
  must(sameBytes(serializeSharedFile(document), bytes), 'a file that was read is written as it was')
  const config = kind === 'config' ? document : undefined
  const credentials = kind === 'config' ? undefined : document
  const full = settingsOf(bytes, kind)
  let count = 0
  for (const [name, profile] of mergeProfiles(config, credentials))
    for (const { key, value } of profile.settings.values()) {
      count += 1
      must(full.get(JSON.stringify(['profile', name, key])) === value, 'both readers give the same value')
      must(profile.value(key) === value, 'one value is found as it stands among all')
    }
  must(
    count === [...full.keys()].filter((id) => id.startsWith('["profile"')).length,
    'both readers give the same settings',
  )
  findFileProblems({ config, credentials })
  smithyView(bytes, kind)
  goMergedFiles([bytes], [bytes])
  for (const { start, end } of secretRanges(bytes, kind))
    must(start >= 0 && start <= end && end <= bytes.length, 'a secret lies inside of the file')
  checkEdit(bytes, kind, operationOf(choices, bytes, kind))
  must(sameBytes(bytes, before), 'the bytes that were given are not written to')
}
