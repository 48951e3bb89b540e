import type { EditOutcome } from '../../shared/domain/edit/types.ts'
import { fail } from '../../shared/result.ts'
import type { FileChange } from '../files/types.ts'
import { equalBytes } from '../files/write-in-place.ts'
import { sha256 } from '../system/read-file.ts'
import { lineSplices } from './line-changes.ts'
import { mergeLines } from './merge.ts'
import type { RecordedFile } from './types.ts'

/** Both contents of a recorded file; undefined: did not exist. */
export interface RecordedContents {
  readonly before: Uint8Array | undefined
  readonly after: Uint8Array | undefined
}

const nothing = new Uint8Array(0)

/** The change that undoes one recorded write of one file. `current`: the file as it is now. */
export function undoChange(
  file: RecordedFile,
  contents: RecordedContents,
  current: Uint8Array | undefined,
): FileChange {
  const removes = contents.before === undefined && equalBytes(current, contents.after)
  return {
    path: file.path,
    label: file.label,
    kind: file.kind,
    newFileMode: file.mode,
    removes,
    edit: (bytes) => undoEdit(file, contents, bytes, removes),
    // The merge itself refuses what it cannot follow, so it may run on any content that is still a file; only a
    // removal must not find something new in the file.
    fingerprint: (bytes) => (bytes === undefined ? 'missing' : removes ? sha256(bytes) : 'present'),
  }
}

function undoEdit(
  file: RecordedFile,
  { before, after }: RecordedContents,
  bytes: Uint8Array | undefined,
  removes: boolean,
): EditOutcome {
  if (removes) return replace(bytes, nothing)
  if (equalBytes(bytes, before)) return replace(bytes, bytes ?? nothing)
  if (equalBytes(bytes, after)) return replace(bytes, before ?? nothing)
  if (bytes === undefined) return changedSince(file, 'It is gone.')
  if (before === undefined) return changedSince(file, 'Something was added since it was created.')
  if (after === undefined) return changedSince(file, 'A new file is in its place.')
  const merged = mergeLines(after, bytes, before)
  return merged === undefined
    ? changedSince(file, 'The same lines have changed since.')
    : replace(bytes, merged)
}

/** The change that restores a file as it was before the write. */
export function restoreChange(file: RecordedFile, contents: RecordedContents): FileChange {
  const { before } = contents
  return {
    path: file.path,
    label: file.label,
    kind: file.kind,
    newFileMode: file.mode,
    removes: before === undefined,
    edit: (bytes) => replace(bytes, before ?? nothing),
    // Nothing of the present content is kept, so the user must have seen exactly that in the diff.
    fingerprint: (bytes) => (bytes === undefined ? 'missing' : sha256(bytes)),
  }
}

function replace(bytes: Uint8Array | undefined, made: Uint8Array): EditOutcome {
  return { ok: true, bytes: made, splices: lineSplices(bytes ?? nothing, made), warnings: [] }
}

function changedSince(file: RecordedFile, reason: string): EditOutcome {
  return fail('FileChanged', `${file.label} has changed since, so this change cannot be undone by itself.`, {
    reason,
    remedy: 'Undo the later changes first, or restore the whole file.',
    path: file.label,
  })
}
