import type { Operation } from '../../shared/contract/models.ts'
import { inWords } from '../../shared/domain/text/in-words.ts'
import type { MergedProfile, SharedFileKind } from '../../shared/domain/aws/types.ts'
import type { ReaderResults } from '../aws/ask-readers.ts'
import type { AwsView } from '../aws/aws-files.ts'
import { problemsOf } from '../aws/problems.ts'

/** A change that may make tools agree. */
export interface Candidate {
  readonly label: string
  readonly operations: readonly Operation[]
}

const keys = ['aws_access_key_id', 'aws_secret_access_key', 'aws_session_token', 'aws_security_token']
const sso = ['sso_session', 'sso_start_url', 'sso_region', 'sso_account_id', 'sso_role_name']

/** Settings that name a source, in groups that belong together: one of them may shadow another. */
const sources: readonly (readonly string[])[] = [
  ['sso_region'],
  ['sso_start_url'],
  ['sso_region', 'sso_start_url'],
  ['aws_session_token'],
  ['aws_security_token'],
  keys,
  ['credential_process'],
  ['web_identity_token_file'],
  ['web_identity_token_file', 'role_arn'],
  ['credential_source'],
  ['source_profile'],
  sso,
  ['login_session'],
  ['duration_seconds'],
]

/** The region that the profile most likely means: the region of its source, of its portal, or of the default profile. */
function regionFor(view: AwsView, profile: MergedProfile): string | undefined {
  const of = (name: string | undefined) =>
    name === undefined ? undefined : view.profiles.get(name)?.value('region') || undefined
  return of(profile.value('source_profile')) ?? (profile.value('sso_region') || undefined) ?? of('default')
}

const set = (profile: string, key: string, value: string): Operation => ({ type: 'set', profile, key, value })

/** Removes the settings of a group from every file that has them, or from one. */
function without(
  profile: MergedProfile,
  group: readonly string[],
  only?: SharedFileKind,
): Candidate | undefined {
  const operations: Operation[] = []
  const removed: string[] = []
  for (const key of group) {
    const setting = profile.settings.get(key)
    if (setting === undefined) continue
    const files = [setting.file, ...(setting.shadowed ? [setting.shadowed.file] : [])]
    const here = files.filter((file) => only === undefined || file === only)
    if (here.length > 0) removed.push(key)
    for (const file of here) operations.push({ type: 'unset', profile: profile.name, key, file })
  }
  if (operations.length === 0) return undefined
  const where =
    only === undefined ? '' : only === 'config' ? ' from the config file' : ' from the credentials file'
  return { label: `Remove ${inWords(removed)}${where}`, operations }
}

/** Other profiles without a role that have exactly the same source: a role can name one of them. */
function twinsOfSource(view: AwsView, profile: MergedProfile): Candidate[] {
  const groups = [['credential_process'], sso, ['login_session']]
  const found: Candidate[] = []
  for (const group of groups) {
    const own = group.filter((key) => (profile.value(key) ?? '') !== '')
    if (own.length === 0) continue
    const removal = without(profile, own)
    for (const other of view.profiles.values()) {
      const isSame = group.every((key) => (other.value(key) ?? '') === (profile.value(key) ?? ''))
      if (!isSame || other.name === profile.name || other.value('role_arn') !== undefined) continue
      found.push({
        label: `source_profile = ${other.name}, in place of ${inWords(own)}`,
        operations: [set(profile.name, 'source_profile', other.name), ...(removal?.operations ?? [])],
      })
      break
    }
  }
  return found
}

/** Repairs of problems that are already known. */
function knownRepairs(name: string, view: AwsView, alsoOfFiles: boolean): Candidate[] {
  return problemsOf(view).flatMap(({ profile, file, fix }) => {
    if (fix === undefined || (profile !== name && !(alsoOfFiles && profile === undefined))) return []
    const { operation } = fix
    if (operation.type !== 'fix') return [{ label: fix.label, operations: [operation as Operation] }]
    return file === undefined
      ? []
      : [{ label: fix.label, operations: [{ type: 'fix', file, fix: operation.fix }] }]
  })
}

/** The number of settings that are tried one by one. */
const mostSettings = 40

/**
 * Changes that may make tools agree on a profile, the mildest first: missing settings, then settings at which one tool stops,
 * then settings of a source that shadows another.
 */
export function* agreementCandidates(
  name: string,
  view: AwsView,
  answers: ReaderResults,
): Generator<Candidate, void> {
  const profile = view.profiles.get(name)
  const errors = new Set(Object.values(answers).map(({ error }) => error))
  yield* knownRepairs(name, view, errors.has('file-unreadable') || errors.has('profile-not-found'))
  if (profile === undefined) return
  const region = errors.has('region-missing') ? regionFor(view, profile) : undefined
  if (region !== undefined) yield { label: `region = ${region}`, operations: [set(name, 'region', region)] }
  const hasRole = (profile.value('role_arn') ?? '') !== ''
  if (hasRole && (profile.value('source_profile') ?? '') === '') {
    // A profile may name itself for its own keys.
    yield { label: `source_profile = ${name}`, operations: [set(name, 'source_profile', name)] }
    yield* twinsOfSource(view, profile)
  }
  if (errors.has('setting-unreadable')) {
    for (const key of [...profile.settings.keys()].slice(0, mostSettings)) {
      const removal = without(profile, [key])
      if (removal && !keys.includes(key)) yield removal
    }
  }
  for (const group of sources) {
    for (const file of ['config', 'credentials', undefined] as const) {
      const removal = without(profile, group, file)
      if (removal === undefined) continue
      // Where all of it is in one file, the file need not be named.
      const everywhere = without(profile, group)
      if (file !== undefined && removal.operations.length === everywhere?.operations.length) continue
      yield removal
    }
  }
}
