import type { Result } from '../../shared/result.ts'
import { FileFailure, readFailure } from './file-errors.ts'
import type { ReadPort } from './file-port.ts'
import type { FileSnapshot, ReadOptions } from './file-snapshot.ts'
import { openAndRead } from './read-file.ts'
import { resolvePath } from './resolve-path.ts'

/** FileService.read, for callers that only read and must not load what writing needs. */
export function readUserFile(
  fs: ReadPort,
  path: string,
  { maxBytes }: ReadOptions = {},
): Promise<Result<FileSnapshot | undefined>> {
  return asResult<FileSnapshot | undefined>(path, async () => {
    const { realPath } = await resolvePath(fs, path, path)
    const open = await openAndRead(fs, realPath, path, maxBytes)
    if (open === undefined) return { ok: true, value: undefined }
    await open.handle.close()
    const { bytes, stats } = open
    const mode = Number(stats.mode & 0o7777n)
    const mtime = Number(stats.mtimeNs / 1000n) / 1000
    const [uid, gid] = [Number(stats.uid), Number(stats.gid)]
    const value: FileSnapshot = {
      ...{ path, realPath, bytes, mode, mtime, uid, gid },
      get sha256() {
        return open.sha256
      },
    }
    return { ok: true, value }
  })
}

/** Turns expected failures into values; anything else is a bug and is thrown. */
export async function asResult<T>(label: string, work: () => Promise<Result<T>>): Promise<Result<T>> {
  try {
    return await work()
  } catch (error) {
    if (error instanceof FileFailure) return { ok: false, error: error.coded }
    // A system error of a call that needs no translation of its own, such as looking up a path.
    if (error instanceof Error && 'syscall' in error)
      return { ok: false, error: readFailure(error, label).coded }
    throw error
  }
}
