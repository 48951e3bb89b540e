import { watch, type FSWatcher } from 'node:fs'
import { basename } from 'node:path'

export interface FolderWatch {
  /** Watches exactly these folders from now on. */
  set(folders: Iterable<string>): void
  /** True when changes in the folder are reported. */
  covers(folder: string): boolean
  close(): void
}

/**
 * Tells in which of many folders a matching file changed. Uses one system watch for each folder and reads nothing,
 * because a monorepo has thousands of relevant files: the next request finds out what really changed.
 * A folder that cannot be watched is reported to `onError` once and is not covered.
 */
export function watchFolders(
  matters: (fileName: string) => boolean,
  onChange: (folder: string) => void,
  onError: (error: unknown) => void,
): FolderWatch {
  const watchers = new Map<string, FSWatcher>()
  let told = false

  function drop(folder: string): void {
    watchers.get(folder)?.close()
    watchers.delete(folder)
  }

  function tell(error: unknown): void {
    if (!told) onError(error)
    told = true
  }

  function open(folder: string): void {
    try {
      const watcher = watch(folder, { persistent: false }, (_event, fileName) => {
        // Events under its own name are about the folder itself.
        if (fileName === null || fileName === basename(folder) || matters(fileName)) onChange(folder)
      })
      watcher.on('error', (error) => {
        drop(folder)
        onChange(folder)
        tell(error)
      })
      watchers.set(folder, watcher)
    } catch (error) {
      const code = error instanceof Error && 'code' in error ? error.code : undefined
      // A missing folder needs no watch; reaching a system limit is worth reporting.
      if (code !== 'ENOENT' && code !== 'ENOTDIR') tell(error)
    }
  }

  return {
    set(folders) {
      const wanted = new Set(folders)
      for (const folder of [...watchers.keys()]) if (!wanted.has(folder)) drop(folder)
      for (const folder of wanted) if (!watchers.has(folder)) open(folder)
    },
    covers: (folder) => watchers.has(folder),
    close() {
      for (const folder of [...watchers.keys()]) drop(folder)
    },
  }
}
