import { basename } from 'node:path'
import type { StackDetail } from '../../../shared/contract/models.ts'
import { sharedFileOptions } from '../../../shared/domain/pulumi/identity/reader-question.ts'
import type { EffectiveEntry } from '../../../shared/domain/pulumi/identity/effective-config.ts'
import type { Candidate, CandidateSource } from '../../../shared/domain/pulumi/identity/types.ts'
import type { LoadedProject, LoadedStack } from '../../stacks/load-project.ts'
import type { Facts } from './facts.ts'

const labels: Readonly<Record<CandidateSource, string>> = {
  'static-keys': 'Keys in config',
  'stack-profile': 'Profile in config',
  'environment-keys': 'Keys in the environment',
  'environment-web-identity': 'Web identity in the environment',
  'environment-profile': 'AWS_PROFILE',
  'default-profile': 'Default profile',
  container: 'Container credentials',
  'instance-metadata': 'EC2 instance metadata',
  'config-region': 'Region in config',
  'environment-region': 'Region in the environment',
  'profile-region': 'Region of the profile',
}

/** The candidates of the engine, with their places in words. */
export function viewCandidates(
  candidates: readonly Candidate[],
  project: LoadedProject,
  stack: LoadedStack,
  facts: Facts,
  config: ReadonlyMap<string, EffectiveEntry>,
  hiddenFiles: boolean,
): StackDetail['credentials'] {
  const places: Readonly<Record<Candidate['origin'], string>> = {
    stack: basename(stack.path),
    project: project.found.fileName,
    esc: `ESC ${stack.content.file?.environment.imports.map(({ name }) => name).join(', ') ?? ''}`.trim(),
    environment: `Environment of ${facts.environmentName}`,
    'aws-files': hiddenFiles
      ? 'AWS files that are not known here'
      : sharedFileOptions(config).config.join(', ') || facts.view.config.label,
    machine: 'This machine',
  }
  return candidates.map(({ source, state, value, origin, line, variable, why }) => ({
    source,
    label: variable ?? labels[source],
    state,
    // An inline definition of an environment is in the stack file.
    origin: origin === 'esc' && line !== undefined ? places.stack : places[origin],
    why,
    ...(value !== undefined && { value }),
    ...(line !== undefined && { line }),
  }))
}
