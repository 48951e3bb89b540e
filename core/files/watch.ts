import path from 'node:path'
import type { FSWatcher } from 'chokidar'
import { errno, FileFailure } from './file-errors.ts'
import { nodeFilePort } from './file-port.ts'
import type { OwnWrites } from './own-writes.ts'
import { openAndRead } from './read-file.ts'
import { resolvePath } from './resolve-path.ts'

export interface WatchOptions {
  readonly ownWrites?: OwnWrites
  /** How long to wait for further changes, in milliseconds. Default 60. */
  readonly debounce?: number
  /** Called when the system cannot watch (too many watches, for one); what is watched already stays watched. */
  readonly onError?: (error: unknown) => void
}

export interface FileWatch {
  /** Settles when changes are seen from here on. */
  readonly ready: Promise<void>
  /** Looks now, for hosts that wake up or come to the front. */
  check(): Promise<void>
  close(): Promise<void>
}

/** What is known of a file: its hash, that it is missing, or why it cannot be read. */
type FileState = string

/**
 * Tells when other programs change files. Folders are watched rather than files, because files are renamed into place,
 * created later, and reached through links; of a folder that does not exist yet, the nearest one that does. Events are
 * only hints: a file is reported when its content, its absence or its readability is really different, and not when this
 * process wrote it. Writes nothing. chokidar is loaded here, not at start.
 */
export function watchFiles(
  files: readonly string[],
  onChange: (changed: readonly string[]) => void,
  options: WatchOptions = {},
): FileWatch {
  const known = new Map<string, FileState>()
  const folders = new Set<string>()
  const wanted = new Set<string>()
  let watcher: FSWatcher | undefined
  let timer: NodeJS.Timeout | undefined
  let closed = false
  let work: Promise<void> = Promise.resolve()

  const report = options.onError ?? (() => undefined)

  /** One look at a time; a look asked for during another comes after it. */
  function check(first = false): Promise<void> {
    work = work.then(() => look(first)).catch(report)
    return work
  }

  async function look(first: boolean): Promise<void> {
    if (closed) return
    const needed = (await Promise.all(files.map(watchedFolders))).flat()
    for (const folder of [...folders]) {
      if (needed.some((other) => other.folder === folder)) continue
      folders.delete(folder)
      watcher?.unwatch(folder)
    }
    for (const folder of needed) addFolder(folder)
    const changed: string[] = []
    for (const file of files) {
      const { state, own } = await stateOf(file, options.ownWrites)
      if (known.get(file) === state) continue
      known.set(file, state)
      if (!first && !own) changed.push(file)
    }
    if (changed.length > 0 && !closed) onChange(changed)
  }

  function addFolder({ folder, names }: WatchedFolder): void {
    wanted.add(folder)
    for (const name of names) wanted.add(name)
    if (folders.has(folder)) return
    folders.add(folder)
    watcher?.add(folder)
  }

  function hint(): void {
    if (closed || timer) return
    timer = setTimeout(() => {
      timer = undefined
      void check()
    }, options.debounce ?? 60)
  }

  async function start(): Promise<void> {
    const { watch } = await import('chokidar')
    await check(true)
    if (closed) return
    const started = watch([...folders], {
      depth: 0,
      ignoreInitial: true,
      // A home folder may have thousands of entries; only those on the way to the files count.
      ignored: (entry) => !wanted.has(path.normalize(entry)),
    })
    watcher = started
    started.on('all', hint)
    // A folder that is made anew under the same name has to be added anew.
    started.on('unlinkDir', (folder) => folders.delete(folder))
    // Also what chokidar makes no event of, such as one file renamed over another.
    started.on('raw', hint)
    started.on('error', report)
    await new Promise<void>((resolve) => started.once('ready', resolve))
    // What happened between the first look and the watching, and folders that appeared in it.
    await check()
  }

  return {
    ready: start().catch(report),
    check: () => check(),
    async close() {
      closed = true
      clearTimeout(timer)
      await work
      await watcher?.close()
    },
  }
}

interface WatchedFolder {
  readonly folder: string
  /** The entries of it that matter. */
  readonly names: readonly string[]
}

/** The folders on which something has to happen before the file can be another. */
async function watchedFolders(file: string): Promise<readonly WatchedFolder[]> {
  const folders: WatchedFolder[] = []
  for (const place of await placesOf(file)) {
    let entry = place
    let folder = path.dirname(place)
    while (!(await isFolder(folder)) && path.dirname(folder) !== folder) {
      entry = folder
      folder = path.dirname(folder)
    }
    folders.push({ folder, names: [entry] })
  }
  return folders
}

async function placesOf(file: string): Promise<readonly string[]> {
  try {
    return (await resolvePath(nodeFilePort, file, file)).places
  } catch (error) {
    // A circle of links or a closed folder: the file's own folder is where that can be put right.
    if (error instanceof FileFailure || errno(error) !== '') return [path.normalize(file)]
    throw error
  }
}

async function isFolder(folder: string): Promise<boolean> {
  try {
    return (await nodeFilePort.stat(folder)).isDirectory()
  } catch (error) {
    if (errno(error) !== '') return false
    throw error
  }
}

async function stateOf(
  file: string,
  ownWrites: OwnWrites | undefined,
): Promise<{ readonly state: FileState; readonly own: boolean }> {
  try {
    const { realPath } = await resolvePath(nodeFilePort, file, file)
    const open = await openAndRead(nodeFilePort, realPath, file)
    await open?.handle.close()
    return { state: open?.sha256 ?? 'missing', own: ownWrites?.take(realPath, open?.sha256) ?? false }
  } catch (error) {
    if (error instanceof FileFailure) return { state: error.coded.code, own: false }
    if (errno(error) !== '') return { state: errno(error), own: false }
    throw error
  }
}
