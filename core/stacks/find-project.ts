import { dirname, resolve } from 'node:path'
import { pooledDisk, type Disk } from './disk.ts'
import type { DiscoveredProject } from './discovery-types.ts'
import { readProjectFolder } from './project-folder.ts'
import type { FolderEntry } from './walk-batch.ts'

/** Looks at one folder. Undefined when it holds no project, or no longer does. */
export async function findProject(
  folder: string,
  entries?: readonly FolderEntry[],
  disk: Disk = pooledDisk,
): Promise<DiscoveredProject | undefined> {
  try {
    return await readProjectFolder(folder, entries ?? (await disk.list(folder)), disk)
  } catch (error) {
    // The folder is gone, or no longer readable: its project is unknown.
    if (error instanceof Error && 'code' in error) return undefined
    throw error
  }
}

/** The project that the Pulumi CLI would use in a folder: the nearest project file upwards. Undefined when none. */
export async function findProjectUpwards(start: string): Promise<DiscoveredProject | undefined> {
  for (let folder = resolve(start); ; folder = dirname(folder)) {
    try {
      const entries = await pooledDisk.list(folder)
      const project = await readProjectFolder(folder, entries)
      if (project) return project
    } catch {
      // The CLI also ends the search at a folder that it may not read.
      return undefined
    }
    if (dirname(folder) === folder) return undefined
  }
}
