/** The entries of a folder that matter here: the shape of `Dirent`. */
export interface FolderEntry {
  readonly name: string
  isFile(): boolean
  isDirectory(): boolean
  isSymbolicLink(): boolean
}

/** A folder still to open. `depth` counts levels below its root. */
export interface WalkFolder {
  readonly path: string
  readonly depth: number
}

/** What a thread gets at a time. */
export interface Batch {
  readonly folders: readonly WalkFolder[]
  /** How many folders to open before it returns the rest. */
  readonly most: number
}

export interface BatchResult {
  /** Folders with a project file: their path, and the names of files and links in them that begin as Pulumi's do. */
  readonly projects: readonly {
    readonly path: string
    readonly files: readonly string[]
    readonly links: readonly string[]
  }[]
  readonly left: readonly WalkFolder[]
  readonly folders: number
  readonly unreadable: number
  readonly truncated: boolean
}

/** The names as entries again. */
export function entriesOf({
  files,
  links,
}: Pick<BatchResult['projects'][number], 'files' | 'links'>): FolderEntry[] {
  const entry = (name: string, isFile: boolean): FolderEntry => ({
    name,
    isFile: () => isFile,
    isDirectory: () => false,
    isSymbolicLink: () => !isFile,
  })
  return [...files.map((name) => entry(name, true)), ...links.map((name) => entry(name, false))]
}

/** Sorts the entries of a folder: the Pulumi files if one is a project file, and the folders to continue with. */
export function sortEntries(
  entries: readonly FolderEntry[],
  skipped: ReadonlySet<string>,
): { readonly project: readonly FolderEntry[]; readonly below: readonly string[] } {
  const project: FolderEntry[] = []
  const below: string[] = []
  let holdsProject = false
  for (const entry of entries) {
    const { name } = entry
    if (entry.isDirectory()) {
      if (!skipped.has(name)) below.push(name)
    } else if (name.startsWith('Pulumi.')) {
      project.push(entry)
      if (/^Pulumi\.(?:json|ya?ml)$/.test(name)) holdsProject = true
    } else if (name === 'pyvenv.cfg') return { project: [], below: [] }
  }
  return { project: holdsProject ? project : [], below }
}

/** Opens folders, one after another and blocking, until `most` are done. For threads only. */
export function walkBatch(
  batch: Batch,
  readFolder: (path: string) => readonly FolderEntry[],
  rules: { readonly skipped: ReadonlySet<string>; readonly depth: number },
): BatchResult {
  const pending = [...batch.folders]
  const projects: { path: string; files: string[]; links: string[] }[] = []
  let folders = 0
  let unreadable = 0
  let truncated = false
  while (pending.length > 0 && folders < batch.most) {
    const { path, depth } = pending.pop()!
    folders += 1
    let entries: readonly FolderEntry[]
    try {
      entries = readFolder(path)
    } catch {
      // Unreadable for us, or gone since it was seen.
      unreadable += 1
      continue
    }
    const { project, below } = sortEntries(entries, rules.skipped)
    if (project.length > 0) {
      const found = { path, files: [] as string[], links: [] as string[] }
      for (const entry of project) {
        if (entry.isFile()) found.files.push(entry.name)
        else if (entry.isSymbolicLink()) found.links.push(entry.name)
      }
      projects.push(found)
    }
    if (below.length > 0 && depth >= rules.depth) truncated = true
    else {
      const prefix = path.endsWith('/') || path.endsWith('\\') ? path : `${path}/`
      for (const name of below) pending.push({ path: prefix + name, depth: depth + 1 })
    }
  }
  return { projects, left: pending, folders, unreadable, truncated }
}
