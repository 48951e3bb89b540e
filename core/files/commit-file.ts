import { sameResult } from './edit-chain.ts'
import { afterWrite, fileChanged, failure } from './file-errors.ts'
import type { FilePort } from './file-port.ts'
import type { PreparedFile } from './prepare-file.ts'
import { openAndRead, readSteady } from './read-file.ts'
import { writeFile } from './write-file.ts'
import { equalBytes } from './write-in-place.ts'

/** A file that has been written. */
export interface Committed {
  readonly prepared: PreparedFile
  readonly inPlace: boolean
}

/** Writes one prepared file and reads it back. Throws FileFailure with the file as it was, or as another program left it. */
export async function commitFile(fs: FilePort, prepared: PreparedFile): Promise<Committed> {
  const { planned, current, after, newFileMode, viaLink } = prepared
  const { realPath, label } = planned
  const { inPlace } = await writeFile(fs, { realPath, label, current, bytes: after, newFileMode, viaLink })
  const committed = { prepared, inPlace }
  if (await takeInLateWrite(fs, committed)) throw fileChanged(label)
  await compare(fs, committed)
  return committed
}

/**
 * A program that had the old file open when it was replaced writes into what nobody can see any more. The handle that is
 * still open on it shows such a write: it is put back in place of ours, and `true` says to start over from it.
 */
export async function takeInLateWrite(fs: FilePort, committed: Committed): Promise<boolean> {
  const { prepared, inPlace } = committed
  const { current, planned } = prepared
  if (current === undefined || inPlace || process.platform === 'win32') return false
  const old = await readSteady(current.handle, planned.label)
  if (equalBytes(old.bytes, current.bytes)) return false
  await replaceOurs(fs, committed, old.bytes)
  return true
}

async function compare(fs: FilePort, committed: Committed): Promise<void> {
  const { planned, after } = committed.prepared
  const now = await openAndRead(fs, planned.realPath, planned.label)
  await now?.handle.close()
  if (equalBytes(now?.bytes, after)) return
  // Another program wrote right after us. If what we changed is still so, both writes are in the file.
  if (sameResult(planned.changes, now?.bytes, after)) return
  throw afterWrite(committed.inPlace ? mismatch(planned.label) : fileChanged(planned.label))
}

/** Puts back the old content. Throws FileFailure when another program has written since: its content then stays. */
export async function rollBackFile(fs: FilePort, committed: Committed): Promise<void> {
  await replaceOurs(fs, committed, committed.prepared.current?.bytes)
}

async function replaceOurs(fs: FilePort, committed: Committed, bytes: Uint8Array | undefined): Promise<void> {
  const { planned, after, current, newFileMode, viaLink } = committed.prepared
  const { realPath, label } = planned
  const now = await openAndRead(fs, realPath, label)
  try {
    if (!equalBytes(now?.bytes, after)) throw afterWrite(mismatch(label))
    const mode = current ? Number(current.stats.mode & 0o7777n) : newFileMode
    await writeFile(fs, { realPath, label, current: now, bytes, newFileMode: mode, viaLink })
  } finally {
    await now?.handle.close()
  }
}

function mismatch(label: string) {
  return failure(
    'VerifyMismatch',
    label,
    `${label} does not hold what was written.`,
    'Another program wrote to it at the same moment, or the disk failed.',
    'Look at the file. Its old content is in the history.',
  )
}
