import { escSets, settle } from './credentials.ts'
import { textOf, type EffectiveEntry } from './effective-config.ts'
import type { Candidate, IdentityInput } from './types.ts'

/** Where the region comes from: config, environment, then the profile that wins. */
export function regionCandidates(
  input: IdentityInput,
  config: ReadonlyMap<string, EffectiveEntry>,
  profile: string | undefined,
): readonly Candidate[] {
  const entry = config.get('aws:region')
  const text = textOf(entry?.value)
  const unknown =
    !input.esc && (input.stack?.environment.imports.length ?? 0) > 0 && entry?.origin !== 'stack'
  const fromEsc = entry?.origin !== 'stack' && escSets(input, 'config', 'aws:region')
  const variable = ['AWS_REGION', 'AWS_DEFAULT_REGION'].find(
    (name) => escSets(input, 'variables', name) || Boolean(input.environment[name]),
  )
  const byProfile = profile === undefined ? undefined : input.profiles.get(profile)?.region
  return settle([
    {
      source: 'config-region',
      value: fromEsc ? undefined : text,
      origin: fromEsc ? 'esc' : (entry?.origin ?? 'stack'),
      line: fromEsc ? undefined : entry?.line,
      present: fromEsc ? true : unknown ? 'unknown' : text !== undefined,
      wins: 'aws:region goes before everything else.',
      absent: unknown ? 'An imported environment may set aws:region.' : 'aws:region is not set.',
    },
    {
      source: 'environment-region',
      value: variable && !escSets(input, 'variables', variable) ? input.environment[variable] : undefined,
      origin: variable && escSets(input, 'variables', variable) ? 'esc' : 'environment',
      line: undefined,
      present: variable !== undefined,
      wins: `${variable ?? 'AWS_REGION'} is set in the environment.`,
      absent: 'Neither AWS_REGION nor AWS_DEFAULT_REGION is set.',
    },
    {
      source: 'profile-region',
      value: byProfile,
      origin: 'aws-files',
      line: undefined,
      present: byProfile !== undefined,
      wins: 'The profile has a region.',
      absent: profile === undefined ? 'No profile is known to win.' : `The profile ${profile} has no region.`,
    },
  ])
}
