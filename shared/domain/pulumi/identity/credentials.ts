import {
  environmentFirst,
  environmentOfRun,
  hiddenFileOptions,
  keysIn,
  metadataIsOff,
} from './reader-question.ts'
import { textOf, type EffectiveEntry } from './effective-config.ts'
import { withAnswer } from './reader-decides.ts'
import type { Candidate, CandidateSource, Draft, IdentityInput, ReaderAnswer } from './types.ts'

type Config = ReadonlyMap<string, EffectiveEntry>

/**
 * The places where the provider looks for first credentials, in its order, with exactly one that counts if that is known. The
 * readers' answer decides where they were asked.
 */
export function credentialCandidates(
  input: IdentityInput,
  config: Config,
  answer?: ReaderAnswer,
): readonly Candidate[] {
  const hidden = hiddenFileOptions(input, config).length > 0
  const profile = configuredProfile(input, config)
  const keys = environmentKeys(input)
  const drafts = [
    staticKeys(input, config),
    ...(environmentFirst(input) ? [keys, profile] : [profile, keys]),
    webIdentity(input),
    ...profileFromEnvironment(input, profile, hidden),
    container(input),
    metadata(input, config),
  ]
  return settle(answer === undefined ? drafts : withAnswer(drafts, answer, input))
}

/** Gives each draft its state: the first that exists counts, later ones lose. */
export function settle(drafts: readonly Draft[]): Candidate[] {
  let winner: Draft | undefined
  let open = false
  return drafts.map((draft) => {
    const { present, wins, absent, fails, ...rest } = draft
    if (present === 'unknown' && !winner) {
      open = true
      return { ...rest, state: 'unknown', why: absent }
    }
    if (present !== true) return { ...rest, state: 'absent', why: absent }
    if (winner) return { ...rest, state: 'beaten', why: `${nameOf(winner.source)} comes first.` }
    winner = draft
    const why = fails ?? wins
    return {
      ...rest,
      state: fails === undefined ? 'wins' : 'fails',
      why: open ? `${why} If anything unknown above applies, it comes first.` : why,
    }
  })
}

const names: Readonly<Record<CandidateSource, string>> = {
  'static-keys': 'A key in the Pulumi config',
  'stack-profile': 'aws:profile',
  'environment-keys': 'A key in the environment',
  'environment-web-identity': 'A web identity in the environment',
  'environment-profile': 'AWS_PROFILE',
  'default-profile': 'The default profile',
  container: 'The credentials of the container',
  'instance-metadata': 'The instance metadata service',
  'config-region': 'aws:region',
  'environment-region': 'The region in the environment',
  'profile-region': 'The region of the profile',
}

function nameOf(source: CandidateSource): string {
  return names[source]
}

/** True when an imported environment may set anything. */
export function escIsUnknown(input: IdentityInput): boolean {
  return !input.esc && (input.stack?.environment.imports.length ?? 0) > 0
}

/** True when an environment of the stack sets the config key or variable. */
export function escSets(input: IdentityInput, kind: 'variables' | 'config', name: string): boolean {
  return input.esc?.[kind].has(name) === true || input.stack?.environment[kind].has(name) === true
}

function staticKeys(input: IdentityInput, config: Config): Draft {
  const keys = ['aws:accessKey', 'aws:secretKey', 'aws:token']
  const entry = keys.map((key) => config.get(key)).find((found) => found && !isEmpty(found))
  const fromEsc = !entry && keys.some((key) => escSets(input, 'config', key))
  return {
    source: 'static-keys',
    value: entry?.logical,
    origin:
      entry?.inEnvironment === true
        ? 'esc'
        : (entry?.origin ?? (fromEsc || escIsUnknown(input) ? 'esc' : 'stack')),
    line: entry?.line,
    present: entry || fromEsc ? true : escIsUnknown(input) ? 'unknown' : false,
    wins: 'Keys in the Pulumi config come before everything else.',
    absent: escIsUnknown(input)
      ? 'An imported environment may set keys.'
      : 'No key is set in the Pulumi config.',
  }
}

function isEmpty(entry: EffectiveEntry): boolean {
  return entry.value.kind === 'text' && entry.value.text === ''
}

function configuredProfile(input: IdentityInput, config: Config): Draft {
  const entry = config.get('aws:profile')
  const literal = entry?.inEnvironment === true
  const ofStack = entry?.origin === 'stack'
  const text = textOf(entry?.value)
  const fromEsc = !ofStack && escSets(input, 'config', 'aws:profile')
  const unknown = escIsUnknown(input) && text === undefined && !ofStack
  // Some profile is named in any case, but an environment may still change which one.
  const mayDiffer = escIsUnknown(input) && text !== undefined && !ofStack
  return {
    source: 'stack-profile',
    value: fromEsc ? undefined : text,
    origin: fromEsc || literal ? 'esc' : (entry?.origin ?? (unknown ? 'esc' : 'stack')),
    line: fromEsc ? input.stack?.environment.config.get('aws:profile')?.line : entry?.line,
    present: fromEsc || text !== undefined ? true : unknown ? 'unknown' : false,
    wins: mayDiffer
      ? 'aws:profile comes before keys in the environment. An imported environment may name another profile.'
      : 'aws:profile comes before keys in the environment, those of an ESC environment included.',
    absent: unknown ? 'An imported environment may set aws:profile.' : 'aws:profile is not set.',
  }
}

/** The value that an inline definition gives a variable, if that is plain text. */
function escText(input: IdentityInput, name: string): string | undefined {
  const value = input.stack?.environment.variables.get(name)?.value
  return value?.kind === 'text' ? value.text : undefined
}

function escLine(input: IdentityInput, name: string): number | undefined {
  return input.stack?.environment.variables.get(name)?.line
}

/** A variable of the run: from the stack's own definition, otherwise from the shell. */
export function variableOf(input: IdentityInput, name: string): string | undefined {
  return escSets(input, 'variables', name) ? escText(input, name) : input.environment[name] || undefined
}

function environmentKeys(input: IdentityInput): Draft {
  const { id, secret } = keysIn(environmentOfRun(input) ?? new Map())
  const fromEsc = escSets(input, 'variables', id ?? 'AWS_ACCESS_KEY_ID')
  const fromShell = id !== undefined && secret !== undefined
  const unknown = !fromEsc && escIsUnknown(input)
  return {
    source: 'environment-keys',
    value: id ?? 'AWS_ACCESS_KEY_ID',
    origin: fromEsc || unknown ? 'esc' : 'environment',
    line: fromEsc ? escLine(input, id ?? 'AWS_ACCESS_KEY_ID') : undefined,
    present: fromEsc || fromShell ? true : unknown ? 'unknown' : false,
    wins: fromEsc
      ? 'The ESC environment sets keys for the run.'
      : environmentFirst(input)
        ? 'Before pulumi-aws 5 keys in the environment come before every profile.'
        : 'Keys in the environment come before profiles named there.',
    absent: unknown
      ? 'An imported environment may set AWS_ACCESS_KEY_ID.'
      : id === undefined
        ? 'AWS_ACCESS_KEY_ID is not set.'
        : `${id} is set without its secret.`,
  }
}

function webIdentity(input: IdentityInput): Draft {
  const fromEsc = escSets(input, 'variables', 'AWS_WEB_IDENTITY_TOKEN_FILE')
  const both = ['AWS_WEB_IDENTITY_TOKEN_FILE', 'AWS_ROLE_ARN'].every(
    (name) => escSets(input, 'variables', name) || Boolean(input.environment[name]),
  )
  return {
    source: 'environment-web-identity',
    value: 'AWS_WEB_IDENTITY_TOKEN_FILE',
    origin: fromEsc ? 'esc' : 'environment',
    line: fromEsc ? escLine(input, 'AWS_WEB_IDENTITY_TOKEN_FILE') : undefined,
    present: both,
    wins: 'The environment names a role and a token file.',
    absent: 'AWS_WEB_IDENTITY_TOKEN_FILE and AWS_ROLE_ARN are not both set.',
  }
}

function profileFromEnvironment(input: IdentityInput, configured: Draft, hidden: boolean): Draft[] {
  const name =
    escSets(input, 'variables', 'AWS_PROFILE') || Boolean(input.environment['AWS_PROFILE'])
      ? 'AWS_PROFILE'
      : ['AWS_DEFAULT_PROFILE'].find(
          (other) => escSets(input, 'variables', other) || Boolean(input.environment[other]),
        )
  const fromEsc = name !== undefined && escSets(input, 'variables', name)
  const named = name !== undefined
  return [
    {
      source: 'environment-profile',
      value: name === undefined ? undefined : variableOf(input, name),
      ...(name === 'AWS_DEFAULT_PROFILE' && { variable: name }),
      origin: fromEsc ? 'esc' : 'environment',
      line: fromEsc ? escLine(input, name) : undefined,
      present: named,
      wins: `${name ?? 'AWS_PROFILE'} names the profile.`,
      absent: 'AWS_PROFILE is not set.',
    },
    {
      source: 'default-profile',
      value: 'default',
      origin: 'aws-files',
      line: undefined,
      present: named
        ? false
        : hidden && configured.present !== true
          ? 'unknown'
          : input.profiles.has('default'),
      wins: 'No other profile is named, so the default profile is used.',
      absent: named
        ? `${name} is used in its place.`
        : configured.present === true
          ? 'aws:profile is used in its place.'
          : hidden
            ? 'Which AWS files are read is not known, nor whether they have a default profile.'
            : 'There is no default profile.',
    },
  ]
}

function container({ environment }: IdentityInput): Draft {
  const names = ['AWS_CONTAINER_CREDENTIALS_RELATIVE_URI', 'AWS_CONTAINER_CREDENTIALS_FULL_URI']
  return {
    source: 'container',
    value: names.find((name) => environment[name]),
    origin: 'machine',
    line: undefined,
    present: names.some((name) => environment[name]),
    wins: 'The container supplies credentials.',
    absent: 'The environment names no container credentials.',
  }
}

function metadata(input: IdentityInput, config: Config): Draft {
  const off = metadataIsOff(input, config)
  return {
    source: 'instance-metadata',
    value: undefined,
    origin: 'machine',
    line: config.get('aws:skipMetadataApiCheck')?.line,
    present: off ? false : 'unknown',
    wins: 'The machine supplies credentials.',
    absent: off
      ? 'The metadata service is turned off.'
      : 'Only an EC2 instance has it; Stackpass does not ask it.',
  }
}
