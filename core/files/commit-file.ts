import type { BigIntStats } from 'node:fs'
import type { FileHandle } from 'node:fs/promises'
import { afterWrite, fileChanged, failure } from '../system/file-errors.ts'
import type { FilePort } from '../system/file-port.ts'
import { openAndRead, readSteady } from '../system/read-file.ts'
import { sameResult } from './edit-chain.ts'
import type { ExtraAttributes } from './extra-attributes.ts'
import type { WriteInPlace } from './in-place-reason.ts'
import type { PreparedFile } from './prepare-file.ts'
import { writeFile } from './write-file.ts'
import { equalBytes } from './write-in-place.ts'

export interface CommitContext {
  readonly writeInPlace: () => Promise<WriteInPlace>
  readonly fs: FilePort
  readonly attributes: ExtraAttributes
}

/** A file that has been written. */
export interface Committed {
  readonly prepared: PreparedFile
  readonly inPlace: boolean
  /** The state of a new file that has only bytes, owner and mode. */
  readonly bare?: BigIntStats
}

/** Writes one prepared file and reads it back. Throws FileFailure with the file as it was, or as another program left it. */
export async function commitFile(context: CommitContext, prepared: PreparedFile): Promise<Committed> {
  const { planned, current, after, newFileMode, viaLink } = prepared
  const { realPath, label } = planned
  const carrying = carrier(context, prepared)
  const how = { newFileMode, viaLink, carry: carrying.carry, writeInPlace: await context.writeInPlace() }
  const target = { realPath, label, current, bytes: after, ...how }
  const { inPlace } = await writeFile(context.fs, target)
  const committed = { prepared, inPlace }
  if (await takeInLateWrite(context, committed)) throw fileChanged(label)
  const now = await compare(context.fs, committed)
  return now && !inPlace && !carrying.carried() ? { ...committed, bare: now } : committed
}

/** Remembers which of the files need no attribute check next time. */
export async function noteBare({ attributes }: CommitContext, done: readonly Committed[]): Promise<void> {
  await Promise.all(
    done.map(({ prepared, bare }) => bare && attributes.noteNone(prepared.planned.realPath, bare)),
  )
}

function carrier({ attributes }: CommitContext, prepared: PreparedFile) {
  let carried = false
  return {
    async carry(from: FileHandle, to: FileHandle): Promise<void> {
      if (await prepared.attributes) carried = await attributes.carry(from, to)
    },
    carried: () => carried,
  }
}

/**
 * A program that had the old file open when it was replaced writes where nobody can see it any longer. The handle that is
 * still open shows such a write: it is put back in place of ours, and `true` says to start over from it.
 */
export async function takeInLateWrite(context: CommitContext, committed: Committed): Promise<boolean> {
  const { prepared, inPlace } = committed
  const { current, planned } = prepared
  if (current === undefined || inPlace || process.platform === 'win32') return false
  const old = await readSteady(current.handle, planned.label)
  if (equalBytes(old.bytes, current.bytes)) return false
  await replaceOurs(context, committed, old.bytes)
  return true
}

/** Returns the state of the file as written; undefined when another program has written since, or it is gone. */
async function compare(fs: FilePort, committed: Committed): Promise<BigIntStats | undefined> {
  const { planned, after } = committed.prepared
  const now = await openAndRead(fs, planned.realPath, planned.label)
  await now?.handle.close()
  if (equalBytes(now?.bytes, after)) return now?.stats
  // Another program wrote right after us. If our change is still there, both writes are in the file.
  if (sameResult(planned.changes, now?.bytes, after)) return undefined
  throw afterWrite(committed.inPlace ? mismatch(planned.label) : fileChanged(planned.label))
}

/** Puts back the old content. Throws FileFailure when another program has written since: its content then stays. */
export async function rollBackFile(context: CommitContext, committed: Committed): Promise<void> {
  await replaceOurs(context, committed, committed.prepared.current?.bytes)
}

async function replaceOurs(
  context: CommitContext,
  committed: Committed,
  bytes: Uint8Array | undefined,
): Promise<void> {
  const { fs } = context
  const { planned, after, current, newFileMode, viaLink } = committed.prepared
  const { realPath, label } = planned
  const now = await openAndRead(fs, realPath, label)
  try {
    if (!equalBytes(now?.bytes, after)) throw afterWrite(mismatch(label))
    const mode = current ? Number(current.stats.mode & 0o7777n) : newFileMode
    const { carry } = carrier(context, committed.prepared)
    // It is put back the way it was written: that is never refused.
    const writeInPlace = (await context.writeInPlace()) === 'always' ? 'always' : 'needed'
    await writeFile(fs, {
      realPath,
      label,
      current: now,
      bytes,
      newFileMode: mode,
      viaLink,
      carry,
      writeInPlace,
    })
  } finally {
    await now?.handle.close()
  }
}

function mismatch(label: string) {
  return failure(
    'VerifyMismatch',
    label,
    `${label} does not contain what was written.`,
    'Another program wrote to it at the same moment, or the disk failed.',
    'Look at the file. Its old content is in the history.',
  )
}
