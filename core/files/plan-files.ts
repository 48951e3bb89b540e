import { randomUUID } from 'node:crypto'
import { buildFileDiff } from '../../shared/domain/edit/diff.ts'
import type { EditWarning, FindSecrets, Splice } from '../../shared/domain/edit/types.ts'
import { ok, type Result } from '../../shared/result.ts'
import type { FilePort } from '../system/file-port.ts'
import { openAndRead, sha256 } from '../system/read-file.ts'
import { resolvePath } from '../system/resolve-path.ts'
import { runChain } from './edit-chain.ts'
import type { FileChange, Masker, Plan, PlannedFile, PlanOrigin } from './types.ts'
import { inPlaceInWords, inPlaceReason, notInPlace, type WriteInPlace } from './in-place-reason.ts'
import { equalBytes } from './write-in-place.ts'

export interface Maskers {
  readonly maskers: ReadonlyMap<string, Masker>
}

export interface PlanContext extends Maskers {
  readonly fs: FilePort
  readonly writeInPlace: () => Promise<WriteInPlace>
}

/** Reads, edits and diffs every file of `changes`; writes nothing. Throws FileFailure from reading, and WriteNotAtomic. */
export async function planFiles(
  context: PlanContext,
  summary: string,
  changes: readonly FileChange[],
  origin: PlanOrigin | undefined,
): Promise<Result<Plan>> {
  const { fs } = context
  const wanted = await context.writeInPlace()
  const files: PlannedFile[] = []
  const warnings: EditWarning[] = []
  for (const [realPath, chain] of await byRealPath(fs, changes)) {
    const first = chain[0]!
    const open = await openAndRead(fs, realPath, first.label)
    await open?.handle.close()
    const outcome = runChain(chain, open?.bytes)
    if (!outcome.ok) return outcome
    warnings.push(...outcome.value.warnings)
    const { after, splices } = outcome.value
    if (equalBytes(open?.bytes, after)) continue
    if (open !== undefined && after !== undefined) {
      const reason = await inPlaceReason(fs, realPath, open.stats, wanted)
      if (reason !== undefined && wanted === 'never') throw notInPlace(first.label, reason)
      if (reason !== undefined)
        warnings.push({ code: 'WrittenInPlace', message: inPlaceInWords(first.label, reason) })
    }
    files.push({
      path: first.path,
      realPath,
      label: first.label,
      kind: first.kind,
      created: open === undefined,
      removed: after === undefined,
      before: open?.bytes,
      after,
      beforeSha256: open?.sha256,
      afterSha256: after && sha256(after),
      diff: diffOf(context, chain, open?.bytes, after, splices),
      changes: chain,
    })
  }
  return ok({
    id: randomUUID(),
    summary,
    createdAt: new Date().toISOString(),
    files,
    warnings,
    ...(origin === undefined ? {} : { origin }),
  })
}

/** Two paths that lead to the same file are one file. */
async function byRealPath(fs: FilePort, changes: readonly FileChange[]): Promise<Map<string, FileChange[]>> {
  const files = new Map<string, FileChange[]>()
  for (const change of changes) {
    const { realPath } = await resolvePath(fs, change.path, change.label)
    const chain = files.get(realPath)
    if (chain) chain.push(change)
    else files.set(realPath, [change])
  }
  return files
}

/** The masked diff of one file; every change of the chain may name secrets. */
export function diffOf(
  options: Maskers,
  chain: readonly FileChange[],
  before: Uint8Array | undefined,
  after: Uint8Array | undefined,
  splices: readonly Splice[],
) {
  // One masker for each kind: a long chain of edits does not search its file for secrets once for each edit.
  const maskers = new Map<string, Masker>()
  for (const change of chain) {
    const own: Masker | undefined =
      change.secretRanges && ((bytes, windows) => change.secretRanges!(bytes, windows))
    const masker = own ?? options.maskers.get(change.kind)
    if (masker && !maskers.has(change.kind)) maskers.set(change.kind, masker)
  }
  const secrets =
    (bytes: Uint8Array | undefined): FindSecrets =>
    (windows) =>
      bytes === undefined ? [] : [...maskers.values()].flatMap((masker) => masker(bytes, windows))
  const first = chain[0]!
  return buildFileDiff({
    label: first.label,
    path: first.path,
    before,
    after,
    splices,
    secretsBefore: secrets(before),
    secretsAfter: secrets(after),
  })
}
