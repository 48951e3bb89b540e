import { isOn, textOf, type EffectiveEntry } from './effective-config.ts'
import type { Candidate, CandidateSource, IdentityInput } from './types.ts'

type Config = ReadonlyMap<string, EffectiveEntry>

/** A candidate before the winner is known. */
interface Draft extends Omit<Candidate, 'state' | 'why'> {
  readonly present: boolean | 'unknown'
  readonly wins: string
  readonly absent: string
}

/** The places the provider looks for first credentials, in its order, with exactly one winner where it is known. */
export function credentialCandidates(input: IdentityInput, config: Config): readonly Candidate[] {
  return settle([
    staticKeys(input, config),
    configuredProfile(input, config),
    environmentKeys(input),
    webIdentity(input),
    ...profileFromEnvironment(input),
    container(input),
    metadata(input, config),
  ])
}

/** Gives each draft its state: the first that is there wins, later ones are beaten. */
export function settle(drafts: readonly Draft[]): Candidate[] {
  let winner: Draft | undefined
  let open = false
  return drafts.map((draft) => {
    const { present, wins, absent, ...rest } = draft
    if (present === 'unknown' && !winner) {
      open = true
      return { ...rest, state: 'unknown', why: absent }
    }
    if (present !== true) return { ...rest, state: 'absent', why: absent }
    if (winner) return { ...rest, state: 'beaten', why: `${nameOf(winner.source)} comes first.` }
    winner = draft
    return { ...rest, state: 'wins', why: open ? `${wins} What is not known above would come first.` : wins }
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

function escIsUnknown(input: IdentityInput): boolean {
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
    origin: entry?.origin ?? (fromEsc || escIsUnknown(input) ? 'esc' : 'stack'),
    line: entry?.line,
    present: entry || fromEsc ? true : escIsUnknown(input) ? 'unknown' : false,
    wins: 'Keys in the Pulumi config go before everything else.',
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
  const text = textOf(entry?.value)
  const overProject = entry?.origin === 'project' && escSets(input, 'config', 'aws:profile')
  const fromEsc = overProject || (text === undefined && escSets(input, 'config', 'aws:profile'))
  const unknown = escIsUnknown(input) && text === undefined && entry?.origin !== 'stack'
  // Some profile is named in any case; which one, an environment may still change.
  const mayDiffer = escIsUnknown(input) && text !== undefined && entry?.origin === 'project'
  return {
    source: 'stack-profile',
    value: fromEsc ? undefined : text,
    origin: fromEsc ? 'esc' : (entry?.origin ?? (unknown ? 'esc' : 'stack')),
    line: fromEsc ? undefined : entry?.line,
    present: fromEsc || text !== undefined ? true : unknown ? 'unknown' : false,
    wins: mayDiffer
      ? 'aws:profile goes before keys in the environment. An imported environment may name another profile.'
      : 'aws:profile goes before keys in the environment, those of an ESC environment included.',
    absent: unknown ? 'An imported environment may set aws:profile.' : 'aws:profile is not set.',
  }
}

function environmentKeys(input: IdentityInput): Draft {
  const fromEsc = escSets(input, 'variables', 'AWS_ACCESS_KEY_ID')
  const fromShell =
    Boolean(input.environment['AWS_ACCESS_KEY_ID']) && Boolean(input.environment['AWS_SECRET_ACCESS_KEY'])
  const unknown = !fromEsc && escIsUnknown(input)
  return {
    source: 'environment-keys',
    value: 'AWS_ACCESS_KEY_ID',
    origin: fromEsc || unknown ? 'esc' : 'environment',
    line: fromEsc ? input.stack?.environment.line : undefined,
    present: fromEsc || fromShell ? true : unknown ? 'unknown' : false,
    wins: fromEsc
      ? 'The ESC environment sets keys for the run.'
      : 'Keys in the environment go before profiles named there.',
    absent: unknown ? 'An imported environment may set AWS_ACCESS_KEY_ID.' : 'AWS_ACCESS_KEY_ID is not set.',
  }
}

function webIdentity({ environment }: IdentityInput): Draft {
  return {
    source: 'environment-web-identity',
    value: 'AWS_WEB_IDENTITY_TOKEN_FILE',
    origin: 'environment',
    line: undefined,
    present: Boolean(environment['AWS_WEB_IDENTITY_TOKEN_FILE']) && Boolean(environment['AWS_ROLE_ARN']),
    wins: 'The environment names a role and a token file.',
    absent: 'AWS_WEB_IDENTITY_TOKEN_FILE and AWS_ROLE_ARN are not both set.',
  }
}

function profileFromEnvironment(input: IdentityInput): Draft[] {
  const named = input.environment['AWS_PROFILE'] || input.environment['AWS_DEFAULT_PROFILE']
  return [
    {
      source: 'environment-profile',
      value: named,
      origin: escSets(input, 'variables', 'AWS_PROFILE') ? 'esc' : 'environment',
      line: undefined,
      present: Boolean(named) || escSets(input, 'variables', 'AWS_PROFILE'),
      wins: 'AWS_PROFILE names the profile.',
      absent: 'AWS_PROFILE is not set.',
    },
    {
      source: 'default-profile',
      value: 'default',
      origin: 'aws-files',
      line: undefined,
      present: !named && input.profiles.has('default'),
      wins: 'No other profile is named, so the default profile is used.',
      absent: named ? 'AWS_PROFILE is used in its place.' : 'There is no default profile.',
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
    absent: 'No container credentials are announced.',
  }
}

function metadata(input: IdentityInput, config: Config): Draft {
  const off =
    isOn(config.get('aws:skipMetadataApiCheck')?.value) ||
    input.environment['AWS_EC2_METADATA_DISABLED'] === 'true'
  return {
    source: 'instance-metadata',
    value: undefined,
    origin: 'machine',
    line: config.get('aws:skipMetadataApiCheck')?.line,
    present: off ? false : 'unknown',
    wins: 'The machine supplies credentials.',
    absent: off
      ? 'The metadata service is turned off.'
      : 'Only an EC2 machine has it; it is not asked from here.',
  }
}
