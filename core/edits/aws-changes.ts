import type { Operation } from '../../shared/contract/models.ts'
import { editSharedFile } from '../../shared/domain/aws/edit.ts'
import { editPairAtOnce, joinableFrom } from '../../shared/domain/aws/pair-at-once.ts'
import { editPair } from '../../shared/domain/aws/pair.ts'
import { secretRanges } from '../../shared/domain/aws/secrets.ts'
import type { SharedFileKind, SharedFileOperation } from '../../shared/domain/aws/types.ts'
import type { EditOutcome } from '../../shared/domain/edit/types.ts'
import { ok, type Result } from '../../shared/result.ts'
import type { AwsFiles } from '../aws/aws-files.ts'
import type { FileChange } from '../files/types.ts'
import { equalBytes } from '../files/write-in-place.ts'
import { fingerprintOf } from './fingerprint.ts'

export type Pair = { readonly [K in SharedFileKind]: Uint8Array | undefined }

const noBytes = new Uint8Array()

/** Splits a contract operation into the pure operation and its file, if it names one. */
function split(operation: Operation): { operation: SharedFileOperation; file?: SharedFileKind } {
  if (operation.type === 'fix')
    return { operation: { type: 'fix', fix: operation.fix }, file: operation.file }
  if (operation.type !== 'set' && operation.type !== 'unset')
    return { operation: operation as SharedFileOperation }
  const { file, ...rest } = operation
  return { operation: rest as SharedFileOperation, ...(file && { file }) }
}

/** Carries out one operation on the bytes of both files; undefined for a file that it does not touch. */
export function editOne(operation: Operation, pair: Pair): { readonly [K in SharedFileKind]?: EditOutcome } {
  const { operation: pure, file } = split(operation)
  if (file !== undefined) return { [file]: editSharedFile(pair[file] ?? noBytes, file, pure) }
  return editPair(pair, pure)
}

/** Carries out operations that belong together; a single one as `editOne` does. */
function editTogether(operations: readonly Operation[], pair: Pair): ReturnType<typeof editOne> {
  const [only, ...more] = operations
  if (only !== undefined && more.length === 0) return editOne(only, pair)
  return editPairAtOnce(
    pair,
    operations.map((operation) => split(operation).operation),
  )
}

/**
 * Turns operations into changes of the two files, in order; those that belong together are one change. Each change can be
 * run again on newer bytes of its file (a rebase); the other file then counts as it was when the plan was made.
 * Errors: those of the engine, for the first operation that it refuses.
 */
export function awsChanges(
  aws: AwsFiles,
  base: Pair,
  operations: readonly Operation[],
): Result<FileChange[]> {
  const changes: FileChange[] = []
  let pair = base
  const pure = operations
    .map(split)
    .map(({ operation, file }) => (file === undefined ? operation : undefined))
  for (let at = 0; at < operations.length;) {
    const before = pair
    const joined = operations.slice(at, at + Math.max(1, joinableFrom(before, pure, at)))
    at += joined.length
    const outcomes = editTogether(joined, before)
    for (const kind of ['config', 'credentials'] as const) {
      const outcome = outcomes[kind]
      if (outcome === undefined) continue
      if (!outcome.ok)
        return { ok: false, error: { ...outcome.error, path: outcome.error.path ?? aws.labels[kind] } }
      if (outcome.splices.length === 0) continue
      const refused = before[kind] === undefined && aws.notCreated(kind)
      if (refused) return { ok: false, error: refused }
      pair = { ...pair, [kind]: outcome.bytes }
      // The same bytes read again are the same file: a plan parses and edits it once.
      const known = (bytes: Uint8Array | undefined): Uint8Array | undefined =>
        equalBytes(bytes, before[kind]) ? before[kind] : bytes
      changes.push({
        path: aws.paths[kind],
        label: aws.labels[kind],
        kind: `aws-${kind}`,
        edit: (bytes) => {
          if (known(bytes) === before[kind]) return outcome
          const again = editTogether(joined, { ...before, [kind]: bytes })[kind]
          return again ?? { ok: true, bytes: bytes ?? noBytes, splices: [], warnings: [] }
        },
        fingerprint: (bytes) => {
          const same = known(bytes)
          return joined.map((operation) => fingerprintOf(operation, same, kind)).join('\n')
        },
        secretRanges: (bytes, windows) => secretRanges(known(bytes) ?? bytes, kind, windows),
      })
    }
  }
  return ok(changes)
}
