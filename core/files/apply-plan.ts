import { fail, ok, type Result } from '../../shared/result.ts'
import type { LockFolder } from '../state/lock-folder.ts'
import { releaseAll, takeLocks } from '../state/lock.ts'
import { FileFailure, failure, fileChanged } from '../system/file-errors.ts'
import type { FilePort } from '../system/file-port.ts'
import { inLanes } from '../system/in-lanes.ts'
import { sha256 } from '../system/read-file.ts'
import {
  commitFile,
  noteBare,
  rollBackFile,
  takeInLateWrite,
  type CommitContext,
  type Committed,
} from './commit-file.ts'
import type { ExtraAttributes } from './extra-attributes.ts'
import type { WriteInPlace } from './in-place-reason.ts'
import type { OwnWrites } from './own-writes.ts'
import type { Maskers } from './plan-files.ts'
import { prepareFile, type PreparedFile } from './prepare-file.ts'
import type { ApplyOptions, Applied, JournalEntry, JournalFile, Plan, WriteJournal } from './types.ts'

export interface ApplyContext extends Maskers {
  readonly fs: FilePort
  readonly locksDir: string
  readonly journal: WriteJournal
  readonly ownWrites: OwnWrites
  readonly attributes: ExtraAttributes
  readonly writeInPlace: () => Promise<WriteInPlace>
  /** For tests: called between the steps of a write. */
  readonly onStep?: (step: 'prepared' | 'recorded' | 'written') => Promise<void> | void
}

/** How many files are read and written at once. Node has four threads: more files would only wait. */
const filesAtOnce = 8
/** How often a write starts over because another program wrote in between. */
const mostRounds = 8

/** See FileService.apply. Throws FileFailure. */
export async function applyPlan(
  context: ApplyContext,
  plan: Plan,
  options: ApplyOptions,
): Promise<Result<Applied>> {
  if (plan.files.length === 0)
    return fail('NothingToChange', 'There is nothing to change.', {
      reason: 'The plan holds no file.',
      remedy: 'Nothing needs to be done.',
    })
  // In the same order everywhere, so that two writers of the same files never wait for each other.
  const files = plan.files.toSorted((a, b) => (a.realPath < b.realPath ? -1 : 1))
  const { locksDir } = context
  const timeout = options.lockTimeout ?? 10_000
  const taken = await takeLocks(
    files.map(({ realPath, label }) => ({ locksDir, key: realPath, label, timeout })),
  )
  const locks = new Map(files.map(({ realPath }, index) => [realPath, taken[index]!]))
  try {
    for (let round = 1; ; round++) {
      const applied = await attempt(context, plan, locks, round > 1)
      if (applied !== undefined) return applied
      if (round === mostRounds) {
        throw failure(
          'FileBusy',
          plan.files[0]!.label,
          `${plan.files[0]!.label} keeps changing.`,
          'Another program writes to it again and again.',
          'Try again when it is done.',
        )
      }
    }
  } finally {
    await releaseAll(taken)
  }
}

/** One try; undefined when another program's write must be taken in first. */
async function attempt(
  context: ApplyContext,
  plan: Plan,
  locks: ReadonlyMap<string, LockFolder>,
  again: boolean,
): Promise<Result<Applied> | undefined> {
  const opened: PreparedFile[] = []
  try {
    const looked = await inLanes(plan.files, filesAtOnce, async (file) => {
      const next = await prepareFile(context, file)
      opened.push(next)
      return next
    })
    const prepared = looked.filter(({ changes }) => changes)
    for (const { changes, current } of looked) if (!changes) await current?.handle.close()
    if (prepared.length === 0) {
      return fail('NothingToChange', 'The files are already as requested.', {
        reason: 'Another program has made the same change.',
        remedy: 'Nothing needs to be done.',
      })
    }
    await context.onStep?.('prepared')
    const rebased = again || prepared.some((file) => file.rebased)
    const entry = await context.journal.begin({
      summary: plan.summary,
      rebased,
      files: prepared.map(journalFile),
      ...(plan.origin === undefined ? {} : { origin: plan.origin }),
    })
    await context.onStep?.('recorded')
    const done = await commitAll(context, prepared, locks, entry)
    if (done === undefined) return undefined
    await Promise.all([entry.finish(), noteBare(context, done)])
    return ok({
      historyId: entry.id,
      files: done.map(({ prepared: { planned }, inPlace }) => ({
        path: planned.path,
        label: planned.label,
        ...(inPlace && { inPlace: true as const }),
      })),
      rebased,
      warnings: plan.warnings,
    })
  } finally {
    for (const file of opened) await file.current?.handle.close()
  }
}

/** A file with one name throughout: its write has nothing to do with the write of another. */
const isByItself = ({ current, after }: PreparedFile): boolean =>
  after !== undefined && current?.stats.nlink === 1n

/** undefined when the round has to start over; the files are then as other programs left them. Throws after rolling back. */
async function commitAll(
  context: ApplyContext,
  prepared: readonly PreparedFile[],
  locks: ReadonlyMap<string, LockFolder>,
  entry: JournalEntry,
): Promise<readonly Committed[] | undefined> {
  const done: Committed[] = []
  try {
    const [first] = prepared
    if (first !== undefined && [...locks.values()].some((lock) => lock.isLost())) throw lockLost(first)
    const setting = await context.writeInPlace()
    const how = { ...context, writeInPlace: () => Promise.resolve(setting) }
    const atOnce = prepared.every(isByItself) ? filesAtOnce : 1
    await inLanes(prepared, atOnce, async (file) => {
      // Only its own lock: checking the locks of hundreds of files before each write would take longer than the writes.
      if (locks.get(file.planned.realPath)?.isLost() !== false) throw lockLost(file)
      context.ownWrites.note(file.planned.realPath, file.after && sha256(file.after))
      done.push(await commitFile(how, file))
    })
    await context.onStep?.('written')
    // A final check of the files that were replaced, after everything else.
    await inLanes([...done], atOnce, async (file) => {
      if (!(await takeInLateWrite(context, file))) return
      done.splice(done.indexOf(file), 1)
      throw fileChanged(file.prepared.planned.label)
    })
    const written = new Map(done.map((file) => [file.prepared, file]))
    return prepared.map((file) => written.get(file)!)
  } catch (error) {
    const left = await rollBack(context, done)
    const kept = left.length > 0 || (error instanceof FileFailure && error.afterWrite)
    await (kept ? entry.finish() : entry.discard())
    const startOver = error instanceof FileFailure && error.coded.code === 'FileChanged'
    if (startOver && left.length === 0) return undefined
    throw left.length === 0 ? error : partlyWritten(error, left)
  }
}

/** Puts back what was written, last first, and returns the labels of files where that was not possible. */
async function rollBack(context: CommitContext, done: readonly Committed[]): Promise<readonly string[]> {
  const left: string[] = []
  for (const file of done.toReversed()) {
    try {
      await rollBackFile(context, file)
    } catch (error) {
      if (!(error instanceof FileFailure)) throw error
      left.push(file.prepared.planned.label)
    }
  }
  return left
}

function partlyWritten(cause: unknown, labels: readonly string[]): FileFailure {
  if (!(cause instanceof FileFailure)) throw cause
  return failure(
    'WriteFailed',
    labels[0]!,
    `Only a part of the change was written: ${labels.join(', ')} could not be put back.`,
    `${cause.coded.message} ${cause.coded.reason ?? ''}`.trim(),
    'Look at the history to undo or restore it.',
  )
}

function lockLost(file: PreparedFile): FileFailure {
  return failure(
    'FileBusy',
    file.planned.label,
    `The lock on ${file.planned.label} was lost before writing.`,
    'The computer may have slept, or the lock folder was removed.',
    'Try again. The file is as it was.',
  )
}

function journalFile(file: PreparedFile): JournalFile {
  const { planned, current, after } = file
  return {
    path: planned.path,
    realPath: planned.realPath,
    label: planned.label,
    kind: planned.kind,
    mode: current ? Number(current.stats.mode & 0o7777n) : file.newFileMode,
    before: current?.bytes,
    after,
    beforeSha256: current?.sha256,
    afterSha256: after && sha256(after),
    diff: file.diff,
  }
}
