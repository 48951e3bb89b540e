import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { FSWatcher } from 'chokidar'
import { errno, FileFailure } from '../system/file-errors.ts'
import { nodeFilePort } from '../system/node-file-port.ts'
import { openAndRead } from '../system/read-file.ts'
import { resolvePath } from '../system/resolve-path.ts'
import type { OwnWrites } from './own-writes.ts'

export interface WatchOptions {
  readonly ownWrites?: OwnWrites
  /** How long to wait for further changes, in milliseconds. Default 60. */
  readonly debounce?: number
  /** Called when the system cannot watch (for example, too many watches); existing watches stay. */
  readonly onError?: (error: unknown) => void
}

export interface FileWatch {
  /** Settles when changes are seen from here on. */
  readonly ready: Promise<void>
  /** Looks now, for hosts that wake up or come to the front. */
  check(): Promise<void>
  close(): Promise<void>
}

/** What is known about a file: its hash, that it is missing, or why it cannot be read. */
type FileState = string

/**
 * Tells when other programs change files. Folders are watched rather than files, because files are renamed into place,
 * created later, and reached through links; of a folder that does not exist yet, the nearest one that does. Events are
 * only hints: a file is reported when its content, its absence or its readability really changed, and not when this
 * process wrote it. Writes nothing. chokidar is loaded here, not at start.
 */
export function watchFiles(
  files: readonly string[],
  onChange: (changed: readonly string[]) => void,
  options: WatchOptions = {},
): FileWatch {
  const known = new Map<string, FileState>()
  const watched = new Map<
    string,
    { readonly identity: string; readonly names: Set<string>; watcher?: FSWatcher }
  >()
  let timer: NodeJS.Timeout | undefined
  let closed = false
  let work: Promise<void> = Promise.resolve()

  const report = options.onError ?? (() => undefined)

  /** One look at a time; a look requested during another comes after it. */
  function check(first = false): Promise<void> {
    work = work.then(() => look(first)).catch(report)
    return work
  }

  async function look(first: boolean): Promise<void> {
    if (closed) return
    await watchFolders((await Promise.all(files.map(watchedFolders))).flat())
    const changed: string[] = []
    for (const file of files) {
      const { state, own } = await stateOf(file, options.ownWrites)
      if (known.get(file) === state) continue
      known.set(file, state)
      if (!first && !own) changed.push(file)
    }
    if (changed.length > 0 && !closed) onChange(changed)
  }

  /** Each folder has its own watcher: a new folder under the same name gets another. */
  async function watchFolders(needed: readonly WatchedFolder[]): Promise<void> {
    for (const [folder, { identity, watcher }] of watched) {
      if (needed.some((other) => other.folder === folder && other.identity === identity)) continue
      watched.delete(folder)
      await watcher?.close()
    }
    const opening: Promise<void>[] = []
    for (const { folder, identity, entry } of needed) {
      const known = watched.get(folder)
      known?.names.add(entry)
      if (known) continue
      watched.set(folder, { identity, names: new Set([folder, entry]) })
      opening.push(openWatcher(folder))
    }
    await Promise.all(opening)
  }

  async function openWatcher(folder: string): Promise<void> {
    const { watch } = await import('chokidar')
    const entry = watched.get(folder)
    if (closed || !entry) return
    const watcher = watch(folder, {
      depth: 0,
      ignoreInitial: true,
      // A home folder may have thousands of entries; only those on the way to the files count.
      ignored: (name) => !entry.names.has(path.normalize(name)),
    })
    entry.watcher = watcher
    watcher.on('all', hint)
    // Also what chokidar makes no event of, such as one file renamed over another.
    watcher.on('raw', hint)
    watcher.on('error', report)
    // A folder that is being deleted may never be ready; the watch of its parent then tells.
    await Promise.race([
      new Promise<void>((resolve) => watcher.once('ready', resolve)),
      sleep(2_000, undefined, { ref: false }),
    ])
    // Something may have appeared before the watch was there.
    if (known.size > 0) hint()
  }

  function hint(): void {
    if (closed || timer) return
    timer = setTimeout(() => {
      timer = undefined
      void check()
    }, options.debounce ?? 60)
  }

  return {
    // The first look opens the watchers and then reads, so nothing falls in between.
    ready: check(true),
    check: () => check(),
    async close() {
      closed = true
      clearTimeout(timer)
      await work
      await Promise.all([...watched.values()].map(({ watcher }) => watcher?.close()))
    },
  }
}

interface WatchedFolder {
  readonly folder: string
  /** Tells the folder from another one made later under the same name. */
  readonly identity: string
  /** What matters in it: the file, a link, or the next folder on the way, which does not exist yet. */
  readonly entry: string
}

/** The folders in which something must happen before the file can change. */
async function watchedFolders(file: string): Promise<readonly WatchedFolder[]> {
  const folders: WatchedFolder[] = []
  for (const place of await placesOf(file)) {
    let entry = place
    let folder = path.dirname(place)
    let identity = await folderIdentity(folder)
    while (identity === undefined && path.dirname(folder) !== folder) {
      entry = folder
      folder = path.dirname(folder)
      identity = await folderIdentity(folder)
    }
    if (identity !== undefined) folders.push({ folder, identity, entry })
  }
  return folders
}

async function placesOf(file: string): Promise<readonly string[]> {
  try {
    return (await resolvePath(nodeFilePort, file, file)).places
  } catch (error) {
    // A circle of links or a closed folder: the fix can only happen in the file's own folder.
    if (error instanceof FileFailure || errno(error) !== '') return [path.normalize(file)]
    throw error
  }
}

async function folderIdentity(folder: string): Promise<string | undefined> {
  try {
    const stats = await nodeFilePort.stat(folder, { bigint: true })
    return stats.isDirectory() ? `${stats.dev}:${stats.ino}:${stats.birthtimeNs}` : undefined
  } catch (error) {
    if (errno(error) !== '') return undefined
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
