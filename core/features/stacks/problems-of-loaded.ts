import { basename, relative } from 'node:path'
import { findStackProblems } from '../../../shared/domain/pulumi/problems/find-stack-problems.ts'
import type { StackProblem, StateProvider } from '../../../shared/domain/pulumi/problems/types.ts'
import type { StackFile } from '../../../shared/domain/pulumi/read/stack-file.ts'
import type { LoadedProject, LoadedStack } from '../../stacks/load-project.ts'
import { placeOf, type ProgramProvider } from '../../stacks/program-providers.ts'
import type { Facts } from './facts.ts'
import type { StackIdentity } from './identity.ts'

const emptyStack: StackFile = {
  config: [],
  environment: { shape: 'none', line: undefined, imports: [], variables: new Map(), config: new Map() },
  secretsProvider: undefined,
  hasEncryptionSalt: false,
  hasEncryptedKey: false,
  unknownKeys: [],
  secretRanges: [],
}

/** The problems of a stack. A file that cannot be read has no others: its `problem` says all. */
export function problemsOfLoaded(
  project: LoadedProject,
  stack: LoadedStack,
  { identity }: StackIdentity,
  facts: Facts,
  stateProviders?: readonly StateProvider[],
  ownProviders: readonly ProgramProvider[] = project.ownProviders,
): readonly StackProblem[] {
  if (stack.content.error !== undefined || project.found.problem !== undefined) return []
  const { found } = project
  return findStackProblems({
    stack: stack.content.file ?? emptyStack,
    project: found.content,
    identity,
    major: project.aws?.major,
    knownProfiles: facts.knownProfiles,
    expiredProfiles: facts.expired,
    verified: facts.verified,
    backend: { kind: project.backend.kind, url: project.backend.url },
    environment: facts.environment,
    ...(stack.content.leadsTo !== undefined && { leadsTo: stack.content.leadsTo }),
    tooSlow: (project.tooSlow ?? []).map((path) => relative(found.folder, path)),
    notRead: project.refused ?? [],
    neverRead: found.ignored.map(({ path, reason }) => ({ path: basename(path), reason })),
    ambiguous: found.ambiguous
      .filter(({ name }) => name === `${stack.name}.deploy`)
      .map(({ path }) => basename(path)),
    ownProviders: ownProviders.map(placeOf),
    ...(stateProviders && { stateProviders }),
  })
}
