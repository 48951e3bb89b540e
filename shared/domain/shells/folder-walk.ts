import type { FolderEntry } from './folder-format.ts'

/** What decides in a folder, and what is ignored on the way to it. */
export interface FolderFound {
  readonly entry?: FolderEntry
  /** The nearest folder with a file that is not allowed in its present form; it has no effect. */
  readonly unallowed?: string
}

/** The questions of the walk to the disk. */
export interface FolderFiles {
  /** The text of the file in a folder, when it is the user's own, no link, and short enough; `false` for one that is too long. */
  own(folder: string): string | false | undefined
  /** The text of another file of the user, such as the one that says which stack is selected. */
  text(file: string): string | undefined
}

/**
 * Which profile a folder has, by the rules that each hook follows: the nearest folder upwards decides; in one folder a rule of
 * the user, or the rejection of its file, goes before the file; a file that is not allowed word for word counts as missing.
 */
export function folderProfileAt(
  entries: readonly FolderEntry[],
  start: string,
  files: FolderFiles,
): FolderFound {
  let unallowed: string | undefined
  for (let folder = start.replace(/\/$/, ''); ; folder = folder.slice(0, folder.lastIndexOf('/'))) {
    const here = entries.filter((entry) => entry.folder.replace(/\/$/, '') === folder)
    const own = files.own(folder)
    const holds = ({ text, when, profile }: FolderEntry): boolean =>
      profile !== undefined &&
      (text === undefined || text === own) &&
      (when === undefined || files.text(when.file)?.includes(when.holds) === true)
    const rules = here.filter(({ text }) => text === undefined)
    const entry = rules.length > 0 ? rules.find(holds) : here.find(holds)
    if (entry === undefined && own !== undefined && rules.length === 0)
      unallowed ??= folder === '' ? '/' : folder
    if (entry !== undefined || folder === '')
      return { ...(entry && { entry }), ...(unallowed !== undefined && { unallowed }) }
  }
}
