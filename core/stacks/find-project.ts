import { readdir } from 'node:fs/promises'
import { dirname, resolve } from 'node:path'
import type { DiscoveredProject } from './discovery-types.ts'
import { readProjectFolder } from './project-folder.ts'

/** The project that the Pulumi CLI would use in a folder: the nearest project file upwards. Undefined when none. */
export async function findProjectUpwards(start: string): Promise<DiscoveredProject | undefined> {
  for (let folder = resolve(start); ; folder = dirname(folder)) {
    try {
      const entries = await readdir(folder, { withFileTypes: true })
      const project = await readProjectFolder(folder, entries)
      if (project) return project
    } catch {
      // The CLI also takes a folder that it may not read for the end of the search.
      return undefined
    }
    if (dirname(folder) === folder) return undefined
  }
}
