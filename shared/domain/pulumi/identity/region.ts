import { escIsUnknown, escSets, settle, variableOf } from './credentials.ts'
import { textOf, type EffectiveEntry } from './effective-config.ts'
import type { Candidate, IdentityInput } from './types.ts'

const variables = ['AWS_REGION', 'AWS_DEFAULT_REGION']

/** The profile that is loaded, whichever credentials win. Undefined where an environment may name another. */
export function loadedProfile(
  input: IdentityInput,
  config: ReadonlyMap<string, EffectiveEntry>,
): string | undefined {
  const entry = config.get('aws:profile')
  if (escSets(input, 'config', 'aws:profile') && entry?.origin !== 'stack') return undefined
  const named = textOf(entry?.value)
  if (named !== undefined) return named
  for (const name of ['AWS_PROFILE', 'AWS_DEFAULT_PROFILE']) {
    const value = variableOf(input, name)
    if (value !== undefined) return value
    if (escSets(input, 'variables', name)) return undefined
  }
  return 'default'
}

/** Where the region comes from: config, environment, then the loaded profile; `ofProfile` is that profile's region. */
export function regionCandidates(
  input: IdentityInput,
  config: ReadonlyMap<string, EffectiveEntry>,
  profile: string | undefined,
  ofProfile: {
    readonly region: string | undefined
    readonly isMissing: boolean
    /** Whether it is known which files are read. */
    readonly isKnown: boolean
  },
): readonly Candidate[] {
  const entry = config.get('aws:region')
  const text = textOf(entry?.value)
  const imported = escIsUnknown(input)
  const fromEsc = entry?.origin !== 'stack' && escSets(input, 'config', 'aws:region')
  const unknown = imported && entry?.origin !== 'stack' && !fromEsc
  const variable = variables.find(
    (name) => escSets(input, 'variables', name) || Boolean(input.environment[name]),
  )
  const variableFromEsc = variable !== undefined && escSets(input, 'variables', variable)
  const escLine = variable === undefined ? undefined : input.stack?.environment.variables.get(variable)?.line
  return settle([
    {
      source: 'config-region',
      value: fromEsc ? undefined : text,
      origin:
        fromEsc || entry?.inEnvironment === true ? 'esc' : (entry?.origin ?? (unknown ? 'esc' : 'stack')),
      line: fromEsc ? input.stack?.environment.config.get('aws:region')?.line : entry?.line,
      present: fromEsc ? true : unknown ? 'unknown' : text !== undefined,
      wins: 'aws:region comes before everything else.',
      absent: unknown ? 'An imported environment may set aws:region.' : 'aws:region is not set.',
    },
    {
      source: 'environment-region',
      value: variable === undefined ? undefined : variableOf(input, variable),
      origin: variableFromEsc || imported ? 'esc' : 'environment',
      line: variableFromEsc ? escLine : undefined,
      present: imported && !variableFromEsc ? 'unknown' : variable !== undefined,
      wins: `${variable ?? 'AWS_REGION'} is set in the environment.`,
      absent: imported
        ? 'An imported environment may set AWS_REGION.'
        : 'Neither AWS_REGION nor AWS_DEFAULT_REGION is set.',
    },
    {
      source: 'profile-region',
      value: ofProfile.region,
      origin: 'aws-files',
      line: undefined,
      present: ofProfile.isKnown ? ofProfile.region !== undefined : 'unknown',
      wins: 'The profile has a region.',
      absent: !ofProfile.isKnown
        ? 'Which AWS files are read is not known.'
        : profile === undefined
          ? 'Which profile is loaded is not known.'
          : ofProfile.isMissing
            ? `There is no profile ${profile}.`
            : `The profile ${profile} has no region.`,
    },
  ])
}

/** The region, unless something unknown goes before it. */
export function knownRegion(candidates: readonly Candidate[]): string | undefined {
  const first = candidates.find(({ state }) => state === 'wins' || state === 'unknown')
  return first?.state === 'wins' ? first.value : undefined
}
