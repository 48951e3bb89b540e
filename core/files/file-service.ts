import type { Result } from '../../shared/result.ts'
import { applyPlan } from './apply-plan.ts'
import { FileFailure, readFailure } from './file-errors.ts'
import { nodeFilePort, type FilePort } from './file-port.ts'
import { createOwnWrites, type OwnWrites } from './own-writes.ts'
import { planFiles } from './plan-files.ts'
import { openAndRead } from './read-file.ts'
import { resolvePath } from './resolve-path.ts'
import type { FileService, FileSnapshot, Masker, WriteJournal } from './types.ts'

export interface FileServiceOptions {
  readonly locksDir: string
  readonly journal: WriteJournal
  /** Where a watcher learns what this process wrote. */
  readonly ownWrites?: OwnWrites
  /** By kind of file. Required, so that no diff shows a secret because someone forgot. */
  readonly maskers: ReadonlyMap<string, Masker>
  /** For tests that inject failures. */
  readonly fs?: FilePort
  /** For tests: called between the steps of a write. */
  readonly onStep?: (step: 'prepared' | 'recorded' | 'written') => Promise<void> | void
}

/** The one way to the user's files: see FileService. Creating it touches nothing on disk. */
export function createFileService(options: FileServiceOptions): FileService {
  const fs = options.fs ?? nodeFilePort
  const context = { ...options, fs, ownWrites: options.ownWrites ?? createOwnWrites() }
  const underWay = new Set<Promise<unknown>>()

  function track<T>(work: Promise<T>): Promise<T> {
    const forget = () => underWay.delete(work)
    underWay.add(work)
    work.then(forget, forget)
    return work
  }

  return {
    read: (path, { maxBytes } = {}) =>
      track(
        asResult<FileSnapshot | undefined>(path, async () => {
          const { realPath } = await resolvePath(fs, path, path)
          const open = await openAndRead(fs, realPath, path, maxBytes)
          if (open === undefined) return { ok: true, value: undefined }
          await open.handle.close()
          const { bytes, sha256, stats } = open
          const mode = Number(stats.mode & 0o7777n)
          const mtime = Number(stats.mtimeNs / 1000n) / 1000
          const owner = { uid: Number(stats.uid), gid: Number(stats.gid) }
          return { ok: true, value: { path, realPath, bytes, sha256, mode, mtime, ...owner } }
        }),
      ),
    plan: (summary, changes, origin) =>
      track(asResult(changes[0]?.label ?? '', () => planFiles(fs, options, summary, changes, origin))),
    apply: (plan, applyOptions = {}) =>
      track(asResult(plan.files[0]?.label ?? '', () => applyPlan(context, plan, applyOptions))),
    close: async () => {
      await Promise.allSettled(underWay)
    },
  }
}

/** Turns expected failures into values; what is left is a bug and stays thrown. */
async function asResult<T>(label: string, work: () => Promise<Result<T>>): Promise<Result<T>> {
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
