import type { FilePort } from '../system/file-port.ts'
import { FileFailure } from '../system/file-errors.ts'
import { resolvePath } from '../system/resolve-path.ts'
import { nodeFilePort } from '../system/node-file-port.ts'
import { asResult, readUserFile } from '../system/read-user-file.ts'
import { applyPlan } from './apply-plan.ts'
import { createExtraAttributes } from './extra-attributes.ts'
import type { WriteInPlace } from './in-place-reason.ts'
import { createOwnWrites, type OwnWrites } from './own-writes.ts'
import { planFiles } from './plan-files.ts'
import { removeLeftovers } from './temp-file.ts'
import type { FileService, Masker, WriteJournal } from './types.ts'

export interface FileServiceOptions {
  readonly locksDir: string
  readonly journal: WriteJournal
  /** Where a watcher learns what this process wrote. */
  readonly ownWrites?: OwnWrites
  /** By kind of file. Required, so that no diff shows a secret because someone forgot. */
  readonly maskers: ReadonlyMap<string, Masker>
  /** Where to remember which files have no extended attributes. */
  readonly attributesDir: string
  /** The setting of that name; read again for every plan and every write. Default: 'needed'. */
  readonly writeInPlace?: () => Promise<WriteInPlace>
  /** For tests that inject failures. */
  readonly fs?: FilePort
  /** For tests: called between the steps of a write. */
  readonly onStep?: (step: 'prepared' | 'recorded' | 'written') => Promise<void> | void
}

/** The only way to the user's files: see FileService. Creating it touches nothing on disk. */
export function createFileService(options: FileServiceOptions): FileService {
  const fs = options.fs ?? nodeFilePort
  const context = {
    ...options,
    fs,
    ownWrites: options.ownWrites ?? createOwnWrites(),
    writeInPlace: options.writeInPlace ?? (() => Promise.resolve('needed' as const)),
    attributes: createExtraAttributes(options.attributesDir),
  }
  const underWay = new Set<Promise<unknown>>()

  function track<T>(work: Promise<T>): Promise<T> {
    const forget = () => underWay.delete(work)
    underWay.add(work)
    work.then(forget, forget)
    return work
  }

  return {
    read: (path, readOptions) => track(readUserFile(fs, path, readOptions)),
    plan: (summary, changes, origin) =>
      track(asResult(changes[0]?.label ?? '', () => planFiles(context, summary, changes, origin))),
    apply: (plan, applyOptions = {}) =>
      track(asResult(plan.files[0]?.label ?? '', () => applyPlan(context, plan, applyOptions))),
    sweep: (path) =>
      track(
        resolvePath(fs, path, path).then(
          ({ realPath }) => removeLeftovers(fs, realPath),
          (error: unknown) => {
            // A link that leads nowhere: reading reports it.
            if (!(error instanceof FileFailure)) throw error
          },
        ),
      ),
    close: async () => {
      await Promise.allSettled(underWay)
    },
  }
}
