import { applySplices, composeSplices } from '../../shared/domain/edit/splices.ts'
import type { EditWarning, Splice } from '../../shared/domain/edit/types.ts'
import { ok, type Result } from '../../shared/result.ts'
import type { FileChange } from './types.ts'
import { equalBytes } from './write-in-place.ts'

/** What a chain of edits makes of one file. */
export interface ChainOutcome {
  readonly after: Uint8Array | undefined
  /** Of the bytes before the first edit. */
  readonly splices: readonly Splice[]
  readonly warnings: readonly EditWarning[]
  /** The state that each edit depended on; undefined when an edit does not say. */
  readonly fingerprints: readonly (string | undefined)[]
}

const nothing = new Uint8Array(0)

/**
 * Runs the edits of one file in order. Errors are those of the edits. An edit whose splices do not produce its bytes is a
 * bug and throws: it would show one thing in the diff and write another.
 */
export function runChain(
  changes: readonly FileChange[],
  before: Uint8Array | undefined,
): Result<ChainOutcome> {
  let bytes = before
  let splices: readonly Splice[] = []
  const warnings: EditWarning[] = []
  const fingerprints: (string | undefined)[] = []
  for (const change of changes) {
    fingerprints.push(change.fingerprint?.(bytes))
    const outcome = change.edit(bytes)
    if (!outcome.ok) {
      return { ok: false, error: { path: change.label, ...outcome.error } }
    }
    warnings.push(...outcome.warnings)
    const old = bytes ?? nothing
    const own = change.removes ? wholeFile(old) : outcome.splices
    const made = change.removes ? nothing : outcome.bytes
    if (!equalBytes(applySplices(old, own), made)) {
      throw new Error(`the splices of an edit of ${change.kind} do not make its bytes`)
    }
    splices = composeSplices(splices, own, made)
    bytes = change.removes ? undefined : bytes === undefined && own.length === 0 ? undefined : made
  }
  return ok({ after: bytes, splices, warnings, fingerprints })
}

function wholeFile(bytes: Uint8Array): readonly Splice[] {
  return bytes.length === 0 ? [] : [{ start: 0, end: bytes.length, insert: nothing }]
}

/** True when every edit says what it depends on and finds it unchanged. */
export function sameFingerprints(
  a: Pick<ChainOutcome, 'fingerprints'>,
  b: Pick<ChainOutcome, 'fingerprints'>,
): boolean {
  return a.fingerprints.every((value, index) => value !== undefined && value === b.fingerprints[index])
}

/** True when every edit finds the same state to depend on in both contents. */
export function sameResult(
  changes: readonly FileChange[],
  a: Uint8Array | undefined,
  b: Uint8Array | undefined,
): boolean {
  return changes.every(
    (change) => change.fingerprint !== undefined && change.fingerprint(a) === change.fingerprint(b),
  )
}
