import { access, opendir } from 'node:fs/promises'
import { dirname, join, relative, sep } from 'node:path'
import type { Output } from '../../../shared/contract/index.ts'
import { fail, ok, type Result } from '../../../shared/result.ts'
import { skippedFolders } from '../../stacks/skipped-folders.ts'
import { errno } from '../../system/file-errors.ts'
import { shownPath } from '../../system/shown-path.ts'
import { absoluteFolder } from './resolve-stacks.ts'

type Listed = Output<'stacks.folders'>

/** How many entries of one folder are looked at, and how many of its folders are shown. */
const mostEntries = 5_000
const mostShown = 200

const labelOf = (folder: string, homeDir: string): string =>
  folder === homeDir ? '~' : shownPath(folder, homeDir)

const isBelow = (folder: string, home: string): boolean => {
  const way = relative(home, folder)
  return way === '' || (way !== '..' && !way.startsWith(`..${sep}`) && way !== folder)
}

async function holdsProject(folder: string): Promise<boolean> {
  const found = await Promise.allSettled(
    ['Pulumi.yaml', 'Pulumi.yml'].map((name) => access(join(folder, name))),
  )
  return found.some(({ status }) => status === 'fulfilled')
}

/** Names of sub-folders: leaves out links, as the walk for projects does, and folders that hold other people's code. */
async function namesIn(folder: string, hidden: boolean): Promise<{ names: string[]; more: boolean }> {
  const names: string[] = []
  let left = mostEntries
  // The loop closes it, even where it ends early.
  for await (const entry of await opendir(folder)) {
    left -= 1
    if (left < 0) return { names, more: true }
    const isWanted = entry.isDirectory() && !skippedFolders.has(entry.name)
    if (isWanted && (hidden || !entry.name.startsWith('.'))) names.push(entry.name)
  }
  return { names, more: false }
}

/**
 * The sub-folders of the home folder, or of one below it, to choose from: up to a limit, by name. Errors: FolderMissing, also for
 * what does not lie below the home folder.
 */
export async function listFolders(
  wanted: string,
  beginning: string,
  homeDir: string,
): Promise<Result<Listed>> {
  const folder = absoluteFolder(wanted, homeDir)
  const label = labelOf(folder, homeDir)
  if (!isBelow(folder, homeDir))
    return fail('FolderMissing', `${label} is not below your home folder.`, {
      reason: 'This lists only folders in your home folder.',
      remedy: 'Type the full path of a folder elsewhere.',
    })
  try {
    const { names, more } = await namesIn(folder, beginning.startsWith('.'))
    const start = beginning.toLowerCase()
    const found = names.filter((name) => name.toLowerCase().startsWith(start)).sort()
    const folders = await Promise.all(
      found.slice(0, mostShown).map(async (name) => {
        const path = join(folder, name)
        return { name, label: labelOf(path, homeDir), project: await holdsProject(path) }
      }),
    )
    const above = folder === homeDir ? undefined : labelOf(dirname(folder), homeDir)
    return ok({
      label,
      ...(above !== undefined && { above }),
      folders,
      more: more || found.length > mostShown,
    })
  } catch (error) {
    const code = errno(error)
    if (code === '') throw error
    return fail('FolderMissing', `${label} is not a folder that can be read.`, {
      reason: `The system says ${code}.`,
      remedy: 'Choose another folder, or type its path.',
    })
  }
}
