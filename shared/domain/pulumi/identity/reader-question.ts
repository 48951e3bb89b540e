import { textOf, textsOf, isOn, type EffectiveEntry } from './effective-config.ts'
import type { ReadValue } from '../read/values.ts'
import { sdkGaps } from '../options/sdk-gaps.ts'
import { defaultFor, optionNamed } from '../options/table.ts'
import type { IdentityInput, ReaderAnswer, SharedFileOptions } from './types.ts'

type Config = ReadonlyMap<string, EffectiveEntry>

const fileOptions = {
  config: ['aws:sharedConfigFiles', 'aws:sharedConfigFile'],
  credentials: ['aws:sharedCredentialsFiles', 'aws:sharedCredentialsFile'],
} as const

function filesOf(config: Config, keys: readonly string[]): readonly string[] {
  return keys.flatMap((key) => {
    const value = config.get(key)?.value
    const text = textOf(value)
    const several = textsOf(value)
    return several.length > 0 || text === undefined ? several : [text]
  })
}

/** The shared files that the config names instead of those in `~/.aws`. */
export function sharedFileOptions(config: Config): SharedFileOptions {
  return {
    config: filesOf(config, fileOptions.config),
    credentials: filesOf(config, fileOptions.credentials),
  }
}

/** Whether a value holds something unreadable: an encrypted entry, or anything that is not text. */
function isHidden(value: ReadValue): boolean {
  if (value.kind === 'list') return value.items.some(isHidden)
  return value.kind !== 'text'
}

/** The options that name shared files in an unknown way: encrypted, or set by an environment. */
export function hiddenFileOptions(input: IdentityInput, config: Config): readonly string[] {
  const byEnvironment = (key: string): boolean =>
    input.esc?.config.has(key) === true || input.stack?.environment.config.has(key) === true
  return Object.values(fileOptions)
    .flat()
    .filter((key) => {
      const entry = config.get(key)
      return entry === undefined ? byEnvironment(key) : isHidden(entry.value)
    })
}

/** A placeholder for unknown keys that an environment sets. */
const someKey = 'X'.repeat(20)

const keyVariables = ['AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY', 'AWS_SESSION_TOKEN']

/** The environment of the run: the stack's own definition goes over the existing one. Undefined where it is unknown. */
export function environmentOfRun(input: IdentityInput): ReadonlyMap<string, string> | undefined {
  const given = Object.entries(input.environment).filter(
    (entry): entry is [string, string] => entry[1] !== undefined,
  )
  const environment = new Map(given)
  for (const [name, { value }] of input.stack?.environment.variables ?? []) {
    if (!name.startsWith('AWS_')) continue
    if (value?.kind === 'text') environment.set(name, value.text)
    else if (keyVariables.includes(name)) environment.set(name, someKey)
    else return undefined
  }
  return environment
}

/** The keys of an environment under any of the names that the SDK knows. */
export function keysIn(environment: ReadonlyMap<string, string>): {
  readonly id: string | undefined
  readonly secret: string | undefined
} {
  const first = (...names: string[]) => names.find((name) => Boolean(environment.get(name)))
  return {
    id: first('AWS_ACCESS_KEY_ID', 'AWS_ACCESS_KEY'),
    secret: first('AWS_SECRET_ACCESS_KEY', 'AWS_SECRET_KEY'),
  }
}

/** Before pulumi-aws 5, keys in the environment go before any profile. */
export function environmentFirst({ major }: IdentityInput): boolean {
  return major !== undefined && major < 5
}

/** True when the provider never asks the metadata service: by the option, its default in older versions, or the environment. */
export function metadataIsOff(input: IdentityInput, config: Config): boolean {
  const value = config.get('aws:skipMetadataApiCheck')?.value
  if (isOn(value)) return true
  const option = optionNamed('skipMetadataApiCheck')
  const byDefault =
    option !== undefined &&
    input.version !== undefined &&
    defaultFor(option, input.version)?.startsWith('true') === true
  if (textOf(value) === undefined && byDefault) return true
  return environmentOfRun(input)?.get('AWS_EC2_METADATA_DISABLED')?.toLowerCase() === 'true'
}

const moot = ['aws:accessKey', 'aws:secretKey', 'aws:token', 'aws:assumeRoleWithWebIdentity']

/**
 * What the readers say about the profile and environment of a stack. Undefined where keys or a web identity in the config make it
 * irrelevant, where something unknown decides, or where nobody can be asked.
 */
export function answerForStack(input: IdentityInput, config: Config): ReaderAnswer | undefined {
  const setByEsc = (key: string): boolean =>
    input.esc?.config.has(key) === true || input.stack?.environment.config.has(key) === true
  if (moot.some((key) => config.has(key) || setByEsc(key))) return undefined
  if (hiddenFileOptions(input, config).length > 0) return undefined
  const entry = config.get('aws:profile')
  if (setByEsc('aws:profile') && entry?.origin !== 'stack') return undefined
  const named = textOf(entry?.value)
  const base = environmentOfRun(input)
  if (base === undefined) return undefined
  const environment = new Map(base)
  if (metadataIsOff(input, config)) environment.set('AWS_EC2_METADATA_DISABLED', 'true')
  const { id, secret } = keysIn(environment)
  const keysFirst = environmentFirst(input) && id !== undefined && secret !== undefined
  return input.readerAnswers?.({
    profile: keysFirst ? undefined : named,
    environment,
    files: sharedFileOptions(config),
    skipsCheck: isOn(config.get('aws:skipCredentialsValidation')?.value),
    gaps: sdkGaps(input.major, input.release),
  })
}
