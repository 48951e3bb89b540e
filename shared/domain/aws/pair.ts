import { fail } from '../../result.ts'
import type { CodedError } from '../../result.ts'
import type { EditOutcome } from '../edit/types.ts'
import type { SharedFileDocument } from './document.ts'
import { carryOut, planOperation } from './edit.ts'
import { credentialChanges } from './edit/active-default.ts'
import { planReferences } from './edit/rename.ts'
import { mergeProfile } from './merge.ts'
import { allSectionsOf } from './lookup.ts'
import { findHalfKeys } from './pair/complete.ts'
import { planExpiry, staleKeys, twinTokens } from './pair/expiry.ts'
import { fileFor, fileOfSection } from './pair/route.ts'
import { parseSharedFile } from './parse.ts'
import type { KeyValue, MergedProfile, SectionKind, SharedFileKind, SharedFileOperation } from './types.ts'

/** The bytes of both files; leave one out when it does not exist. */
export interface SharedFilePair {
  readonly config?: Uint8Array | undefined
  readonly credentials?: Uint8Array | undefined
}

export interface PairOptions {
  /** The only file to edit; needed for `fix`, otherwise the file is chosen by where settings take effect. */
  readonly file?: SharedFileKind
  /** When the new session token ends, as ISO time: goes into the expiry setting that the profile or the file already uses. */
  readonly expiration?: string
}

/** One outcome per file that the edit touches. When one of them is not ok, neither file may be written. */
export interface PairOutcome {
  readonly config?: EditOutcome
  readonly credentials?: EditOutcome
}

export type Operations = Partial<Record<SharedFileKind, SharedFileOperation>>

/** Both files while an edit is computed. */
export interface Both {
  readonly config: SharedFileDocument
  readonly credentials: SharedFileDocument
}

const profileOf = (both: Both, name: string): MergedProfile | undefined =>
  mergeProfile(both.config, both.credentials, name)

const empty = new Uint8Array(0)

export const readBoth = (files: SharedFilePair): Both => ({
  config: parseSharedFile(files.config ?? empty, 'config'),
  credentials: parseSharedFile(files.credentials ?? empty, 'credentials'),
})

export function refuse(error: CodedError, file: SharedFileKind = 'credentials'): PairOutcome {
  return { [file]: { ok: false, error } }
}

/** Applies one operation per file and checks the key pair of `profile` afterwards. */
function apply(both: Both, operations: Operations, profile?: string): PairOutcome {
  const outcome: { config?: EditOutcome; credentials?: EditOutcome } = {}
  for (const file of ['config', 'credentials'] as const) {
    const operation = operations[file]
    if (operation) outcome[file] = carryOut(both[file], planOperation(both[file], operation))
  }
  if (profile === undefined || outcome.config?.ok === false || outcome.credentials?.ok === false)
    return outcome
  const half = findHalfKeys(profileOf(both, profile), profileAfter(both, outcome, profile))
  return half ? refuse(half, outcome.credentials ? 'credentials' : 'config') : outcome
}

function profileAfter(both: Both, outcome: PairOutcome, profile: string): MergedProfile | undefined {
  const read = (file: SharedFileKind): SharedFileDocument => {
    const edited = outcome[file]
    return edited?.ok ? parseSharedFile(edited.bytes, file) : both[file]
  }
  return mergeProfile(read('config'), read('credentials'), profile)
}

/** Sets and removes settings of a profile, each in the file where it takes effect. */
function change(
  both: Both,
  name: string,
  entries: readonly KeyValue[],
  unset: readonly string[],
  options: PairOptions,
): PairOutcome {
  const operations = changesOf(both, name, entries, unset, options)
  return operations === undefined
    ? refuse(
        fail('ProfileNotFound', `There is no profile ${name}`, {
          reason: 'Neither shared file has it',
          remedy: 'Check the name: it is case-sensitive',
        }).error,
      )
    : apply(both, operations, name)
}

/** What `change` does to each file; undefined where there is nothing to set in a missing profile. */
export function changesOf(
  both: Both,
  name: string,
  entries: readonly KeyValue[],
  unset: readonly string[],
  options: PairOptions,
): Operations | undefined {
  const profile = profileOf(both, name)
  const stale = staleKeys(profile, entries)
  const expiry = planExpiry(both.credentials, profile, entries, options.expiration)
  const along = [...twinTokens(profile, entries), ...expiry.entries]
  const sets: Record<SharedFileKind, KeyValue[]> = { config: [], credentials: [] }
  const removes: Record<SharedFileKind, Set<string>> = { config: new Set(), credentials: new Set() }
  for (const entry of [...entries, ...along]) {
    sets[options.file ?? fileFor(profile, entry.key)].push(entry)
  }
  const mentioned = new Set([...entries, ...along].map(({ key }) => key.toLowerCase()))
  for (const key of [...unset, ...stale, ...expiry.unset]) {
    if (mentioned.has(key.toLowerCase())) continue
    for (const file of ['config', 'credentials'] as const) {
      if (options.file !== undefined && options.file !== file) continue
      if (allSectionsOf(both[file], name, 'profile').length > 0) removes[file].add(key)
    }
  }
  if (profile === undefined && entries.length === 0) return undefined
  const operations: Operations = {}
  for (const file of ['config', 'credentials'] as const) {
    const keys = [...removes[file]]
    if (sets[file].length === 0 && keys.length === 0) continue
    operations[file] = { type: 'setMany', profile: name, entries: sets[file], unset: keys }
  }
  return operations
}

/** Renames or deletes in each file that has the name; references follow in both. */
function inBoth(both: Both, name: string, kind: SectionKind, operation: SharedFileOperation): PairOutcome {
  const operations: Operations = {}
  for (const file of ['config', 'credentials'] as const) {
    if (allSectionsOf(both[file], name, kind).length > 0) operations[file] = operation
  }
  if (!operations.config && !operations.credentials) {
    return { config: carryOut(both.config, planOperation(both.config, operation)) }
  }
  return apply(both, operations)
}

export function taken(both: Both, name: string, kind: SectionKind): PairOutcome | undefined {
  const file = fileOfSection(both, name, kind)
  if (file === undefined) return undefined
  return refuse(
    fail(
      'ProfileExists',
      `There is already a ${kind === 'profile' ? 'profile' : `[${kind}]`} named ${name}`,
      {
        reason: 'Tools merge sections with the same name, so a second one would change it',
        remedy: 'Choose another name, or edit the one that is there',
      },
    ).error,
    file,
  )
}

function add(both: Both, name: string, entries: readonly KeyValue[], options: PairOptions): PairOutcome {
  const refused = taken(both, name, 'profile')
  if (refused) return refused
  const expiry = planExpiry(both.credentials, undefined, entries, options.expiration)
  const sets: Record<SharedFileKind, KeyValue[]> = { config: [], credentials: [] }
  for (const entry of [...entries, ...expiry.entries])
    sets[options.file ?? fileFor(undefined, entry.key)].push(entry)
  const operations: Operations = {}
  if (sets.credentials.length > 0)
    operations.credentials = { type: 'addProfile', name, entries: sets.credentials }
  if (sets.config.length > 0 || !operations.credentials) {
    operations[sets.config.length > 0 ? 'config' : (options.file ?? 'config')] = {
      type: 'addProfile',
      name,
      entries: sets.config,
    }
  }
  return apply(both, operations, name)
}

function rename(both: Both, operation: SharedFileOperation & { type: 'renameProfile' }): PairOutcome {
  const { from, to, section: kind = 'profile', updateReferences = true } = operation
  if (from !== to && fileOfSection(both, from, kind) !== undefined) {
    const refused = taken(both, to, kind)
    if (refused) return refused
  }
  const outcome: { config?: EditOutcome; credentials?: EditOutcome } = {
    ...inBoth(both, from, kind, { ...operation, updateReferences }),
  }
  if (!updateReferences || outcome.config?.ok === false || outcome.credentials?.ok === false) return outcome
  for (const file of ['config', 'credentials'] as const) {
    if (outcome[file]) continue
    const referring = carryOut(both[file], planReferences(both[file], kind, from, to))
    if (!referring.ok || referring.splices.length > 0) outcome[file] = referring
  }
  return outcome
}

function setActiveDefault(both: Both, name: string, options: PairOptions): PairOutcome {
  const source = profileOf(both, name)
  if (!source)
    return refuse(
      fail('ProfileNotFound', `There is no profile ${name}`, {
        reason: 'Neither shared file has it',
        remedy: 'Check the name: it is case-sensitive',
      }).error,
    )
  if (name === 'default') return {}
  const values = (profile: MergedProfile | undefined): Map<string, string> =>
    new Map([...(profile?.settings ?? [])].map(([key, setting]) => [key, setting.value]))
  const { entries, unset } = credentialChanges(values(source), values(profileOf(both, 'default')))
  if (
    entries.length < 2 ||
    !source.settings.get('aws_access_key_id') ||
    !source.settings.get('aws_secret_access_key')
  ) {
    return refuse(
      fail('HalfKeyPair', `${name} has no complete key pair`, {
        reason: 'Only an access key id together with its secret can be copied',
        remedy: 'Choose a profile with keys, or add what is missing',
      }).error,
    )
  }
  return change(both, 'default', entries, unset, options)
}

/**
 * Applies one operation to both files in one go: names are renamed, deleted and copied in both, settings go to the file where
 * they take effect (new credentials to the credentials file, other new settings to config). Refuses to leave half a key pair or
 * a token without keys where there was none before (HalfKeyPair, TokenWithoutKeys), and removes a session token and its expiry
 * when a long-lived key replaces a temporary one.
 */
export function editPair(
  files: SharedFilePair,
  operation: SharedFileOperation,
  options: PairOptions = {},
): PairOutcome {
  const both = readBoth(files)
  const unreadable = both.config.unsupported
    ? 'config'
    : both.credentials.unsupported
      ? 'credentials'
      : undefined
  const section = 'section' in operation ? (operation.section ?? 'profile') : 'profile'
  if (operation.type === 'fix' || unreadable) {
    const file = unreadable ?? options.file ?? 'config'
    const document = both[file]
    return { [file]: carryOut(document, planOperation(document, operation)) }
  }
  if (operation.type === 'renameProfile') return rename(both, operation)
  if (section !== 'profile') return apply(both, { config: operation })
  switch (operation.type) {
    case 'set':
      return change(both, operation.profile, [operation], [], options)
    case 'setMany':
      return change(both, operation.profile, operation.entries, operation.unset ?? [], options)
    case 'unset':
      return change(both, operation.profile, [], [operation.key], options)
    case 'addProfile':
      return add(both, operation.name, operation.entries, options)
    case 'deleteProfile':
      return inBoth(both, operation.name, 'profile', operation)
    case 'duplicateProfile':
      return taken(both, operation.to, 'profile') ?? inBoth(both, operation.from, 'profile', operation)
    case 'setActiveDefault':
      return setActiveDefault(both, operation.profile, options)
  }
}
