import { credentialSources, keyChoices } from '../../shared/domain/aws/values/known-values.ts'
import type { WordKind } from '../../shared/domain/shells/completion/table.ts'

/** The kinds of command arguments, by their names in the help. */
const byArgument: ReadonlyMap<string, WordKind> = new Map<string, WordKind>([
  ['name', 'profile'],
  ['names', 'profile'],
  ['profile', 'profile'],
  ['profiles', 'profile'],
  ['from', 'profile'],
  ['key', 'key'],
  ['keys', 'key'],
  ['pairs', 'pair'],
  ['id', 'history'],
  ['file', 'file'],
  ['dir', 'folder'],
  ['method', 'method'],
  ['command', 'program'],
  ['args', 'program'],
])

/** Exceptions, by command and argument. */
const byCommandAndArgument: ReadonlyMap<string, WordKind | undefined> = new Map([
  ['profiles add name', undefined],
  ['allow use program', 'file'],
  ['agent end lease', undefined],
  ['profiles rename to', undefined],
  ['profiles duplicate to', undefined],
  ['stacks set path', 'providerOption'],
  ['stacks set value', undefined],
  ['stacks unset path', 'providerOption'],
  ['stacks add-environment name', undefined],
  ['stacks remove-environment name', undefined],
  ['settings get key', 'setting'],
  ['settings set key', 'setting'],
  ['settings set value', 'settingValue'],
  ['home home', 'folder'],
  ['sso connect start-url', undefined],
  ['help command', 'topic'],
])

/** The kinds of values of settings in the shared files, by key. */
export const kindsOfKeys: ReadonlyMap<string, WordKind> = new Map<string, WordKind>([
  ['region', 'region'],
  ['sso_region', 'region'],
  ['source_profile', 'profile'],
  ['sso_session', 'session'],
  ['ca_bundle', 'file'],
  ['web_identity_token_file', 'file'],
  ['credential_source', { choices: credentialSources }],
  ...[...keyChoices].map(([key, choices]): [string, WordKind] => [key, { choices }]),
])

/** The kinds of option values. */
const byOption: ReadonlyMap<string, WordKind | undefined> = new Map([
  ['--profile', 'profile'],
  ['--session', 'session'],
  ['--stack', 'stack'],
  ['--project', 'folder'],
  ['--region', 'region'],
  ['--sso-region', 'region'],
  ['--as', 'profile'],
  ['--path', 'file'],
  ['--folder', 'folder'],
  ['--file', 'file'],
  ['--name', undefined],
  ['--grace', undefined],
  ['--delete', undefined],
  ['--id', undefined],
  ['--lease', 'file'],
  ['--policy', 'file'],
  ['--for', undefined],
  ['--tag', undefined],
  ['--principal', undefined],
  ['--program', undefined],
  ['--since', undefined],
  ['--new', undefined],
  ['--only', undefined],
  ['--expires', undefined],
  ['--concurrency', undefined],
  ['--command', undefined],
  ['--fingerprint', undefined],
  ['--service', undefined],
  ['--group', 'group'],
  ['--account', undefined],
  ['--url', undefined],
  ['--role-arn', undefined],
  ['--session-name', undefined],
  ['--runtime', undefined],
  ['--aws-major', undefined],
  ['--template', undefined],
  ['--trim', undefined],
  ['--separator', undefined],
  ['--accounts', undefined],
  ['--roles', undefined],
  ['--limit', undefined],
  ['--older-than', undefined],
  ['--port', undefined],
  ['--idle', undefined],
])

/** The kind of a word, or undefined for free text. `isKnown` is false if these tables do not list it. */
export interface KnownKind {
  readonly kind?: WordKind
  readonly isKnown: boolean
}

function found(kind: WordKind | undefined): KnownKind {
  return { isKnown: true, ...(kind !== undefined && { kind }) }
}

export function argumentKind(path: readonly string[], name: string, choices?: readonly string[]): KnownKind {
  if (choices !== undefined) return found({ choices })
  const own = [...path, name].join(' ')
  if (byCommandAndArgument.has(own)) return found(byCommandAndArgument.get(own))
  return byArgument.has(name) ? found(byArgument.get(name)) : { isKnown: false }
}

export function optionKind(flag: string, choices?: readonly string[]): KnownKind {
  if (choices !== undefined) return found({ choices })
  return byOption.has(flag) ? found(byOption.get(flag)) : { isKnown: false }
}
