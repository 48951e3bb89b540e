import { setTimeout as sleep } from 'node:timers/promises'
import type { FileDiff } from '../../shared/domain/edit/diff-types.ts'
import { FileFailure, fileChanged } from '../system/file-errors.ts'
import type { FilePort } from '../system/file-port.ts'
import { openAndRead, type OpenFile } from '../system/read-file.ts'
import { resolvePath } from '../system/resolve-path.ts'
import { runChain, sameFingerprints } from './edit-chain.ts'
import type { ExtraAttributes } from './extra-attributes.ts'
import { diffOf, type Maskers } from './plan-files.ts'
import { removeLeftovers } from './temp-file.ts'
import type { PlannedFile } from './types.ts'
import { equalBytes } from './write-in-place.ts'

/** A file read again under its lock, with what will be written into it. */
export interface PreparedFile {
  readonly planned: PlannedFile
  /** Held open until the write is over; undefined: does not exist. */
  readonly current: OpenFile | undefined
  readonly after: Uint8Array | undefined
  readonly diff: FileDiff
  /** Whether it has extended attributes or an access control list; checked while the backup is written. */
  readonly attributes: Promise<boolean>
  readonly newFileMode: number
  readonly viaLink: boolean
  /** The edit was made again on newer bytes. */
  readonly rebased: boolean
  /** False when the newer bytes are already as requested. */
  readonly changes: boolean
}

/**
 * Reads the file again and, when it is not as planned, makes the edit again, provided that what the edit depends on is
 * the same. Throws FileFailure, FileChanged among them.
 */
export async function prepareFile(
  context: Maskers & { readonly fs: FilePort; readonly attributes: ExtraAttributes },
  planned: PlannedFile,
): Promise<PreparedFile> {
  const { fs } = context
  const { realPath, viaLink } = await resolvePath(fs, planned.path, planned.label)
  if (realPath !== planned.realPath) {
    throw fileChanged(planned.label, 'Its symbolic link now leads to another file.')
  }
  await removeLeftovers(fs, realPath)
  const current = await readSettled(fs, planned)
  const newFileMode = planned.changes.at(0)!.newFileMode ?? 0o600
  // A hard link to it keeps the file in place, and so everything else about it.
  const replaced = current?.stats.nlink === 1n && !planned.removed
  const attributes = replaced ? context.attributes.look(current, realPath) : Promise.resolve(false)
  const common = { planned, current, attributes, newFileMode, viaLink }
  if (equalBytes(current?.bytes, planned.before)) {
    return { ...common, after: planned.after, diff: planned.diff, rebased: false, changes: true }
  }
  try {
    return { ...common, ...rebase(context, planned, current?.bytes), rebased: true }
  } catch (error) {
    await current?.handle.close()
    throw error
  }
}

function rebase(context: Maskers, planned: PlannedFile, bytes: Uint8Array | undefined) {
  const then = runChain(planned.changes, planned.before)
  const now = runChain(planned.changes, bytes)
  if (!then.ok) throw new Error('an edit that was planned cannot be made again: it is not pure')
  if (!sameFingerprints(then.value, now.ok ? now.value : { fingerprints: fingerprintsOf(planned, bytes) })) {
    throw fileChanged(planned.label)
  }
  if (!now.ok) throw new FileFailure(now.error)
  const { after, splices } = now.value
  const diff = diffOf(context, planned.changes, bytes, after, splices)
  return { after, diff, changes: !equalBytes(bytes, after) }
}

/** For a chain that fails on the new bytes: only the first edit's state can be compared. */
function fingerprintsOf(planned: PlannedFile, bytes: Uint8Array | undefined): (string | undefined)[] {
  return planned.changes.map((change) => change.fingerprint?.(bytes))
}

/** How long to wait for a changed file to stay the same. Milliseconds. */
const settleStep = 25
/** A file that was just emptied or removed is about to be written by the same program. Milliseconds. */
const refillWait = 400

/** Reads the file; when it is not as planned, waits until the program that is changing it has finished. */
async function readSettled(fs: FilePort, planned: PlannedFile): Promise<OpenFile | undefined> {
  const { realPath, label } = planned
  let open = await openAndRead(fs, realPath, label)
  if (equalBytes(open?.bytes, planned.before)) return open
  const emptied = (file: OpenFile | undefined) => (file?.bytes.length ?? 0) === 0
  const started = Date.now()
  const hadContent = (planned.before?.length ?? 0) > 0
  const age = open === undefined ? 0 : started - Number(open.stats.mtimeNs / 1_000_000n)
  if (age > settleStep * 2 && !(hadContent && emptied(open))) return open
  for (;;) {
    await open?.handle.close()
    await sleep(settleStep)
    const next = await openAndRead(fs, realPath, label)
    const steady = next?.sha256 === open?.sha256
    open = next
    const waitForMore = hadContent && emptied(open) && Date.now() - started < refillWait
    if (steady && !waitForMore) return open
    // readSteady gives up on a file that never holds still within one read; this is the same over several.
    if (Date.now() - started > 5_000) return open
  }
}
