import type { StateProvider } from '../../shared/domain/pulumi/problems/types.ts'
import type { DiscoveredProject } from './discovery-types.ts'
import { findProject } from './find-project.ts'
import { knownFiles, loadProject, withKnown, type LoadedProject, type Surroundings } from './load-project.ts'
import { stateProviders } from './state-providers.ts'
import type { FolderEntry } from './walk-batch.ts'

/** Looks at other people's projects, in this thread or in others. */
export interface ProjectReader {
  /** The project of a folder; undefined when there is none. `entries`: what is in the folder, where that is known. */
  find(folder: string, entries?: readonly FolderEntry[]): Promise<DiscoveredProject | undefined>
  /** A project with its stacks; files that are unchanged since `before` are not read again. */
  load(found: DiscoveredProject, before?: LoadedProject): Promise<LoadedProject>
  /** See `stateProviders`. */
  state(path: string): Promise<readonly StateProvider[] | undefined>
  close(): void
}

/** Reads in the calling thread, for a command that has nothing else to do: starting a thread would cost time. */
export function createReaderHere(surroundings: Surroundings): ProjectReader {
  return {
    find: (folder, entries) => findProject(folder, entries, surroundings.disk),
    load: async (found, before) =>
      withKnown(await loadProject(found, surroundings, knownFiles(before)), before),
    state: (path) => stateProviders(path, surroundings.disk),
    close: () => undefined,
  }
}
