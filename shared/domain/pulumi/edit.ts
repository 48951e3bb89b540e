import { fail } from '../../result.ts'
import { applySplices } from '../edit/splices.ts'
import type { EditOutcome } from '../edit/types.ts'
import { applyOperation } from './edit/apply-operation.ts'
import { toSplices } from './edit/changes.ts'
import { applyIntent, type Intent } from './edit/intent.ts'
import { modelOf, sameModel } from './edit/model.ts'
import { openSession, type FileLayout } from './edit/session.ts'
import type { StackOperation } from './operations.ts'
import { checkShape, parseFile } from './tree/parse-file.ts'
import type { FileFormat, ParsedFile } from './tree/types.ts'

const noBytes = new Uint8Array(0)

/**
 * Carries out one operation on a stack file with the smallest change of its text. `bytes` undefined means that there
 * is no file; the outcome then is a new, minimal one. The result is parsed again and compared: it may differ only in what
 * was requested. Errors: the codes of `parseFile`, `setAt` and `removeAt`; BadInput, InvalidValue; VerifyMismatch
 * when the check fails (nothing is returned then). Rules: the contract of the stack-file corpus.
 */
export function editStackFile(
  bytes: Uint8Array | undefined,
  operation: StackOperation,
  format: FileFormat,
): EditOutcome {
  return editStackFileAll(bytes, [operation], format)
}

/** As `editStackFile`, for several operations in one change. `stack`: its name, for commands that an error names. */
export function editStackFileAll(
  bytes: Uint8Array | undefined,
  operations: readonly StackOperation[],
  format: FileFormat,
  stack?: string,
): EditOutcome {
  const parsed = parseFile(bytes ?? noBytes, bytes === undefined ? 'yaml' : format)
  if (!parsed.ok) return parsed
  const shape = checkShape(parsed.value)
  if (!shape.ok) return shape
  const file = bytes === undefined ? { ...parsed.value, format } : parsed.value
  return editParsed(bytes ?? noBytes, file, operations, 'stack', stack)
}

/**
 * As `editStackFile`, for the `config` of a project file (`Pulumi.yaml`). Maps are written under `value:`, as the
 * Pulumi CLI requires. A project file is never created here. Errors: also ConfigShapeInvalid for the old `config: <folder>`.
 */
export function editProjectConfig(
  bytes: Uint8Array,
  operations: readonly StackOperation[],
  format: FileFormat,
): EditOutcome {
  const parsed = parseFile(bytes, format)
  if (!parsed.ok) return parsed
  const shape = checkShape(parsed.value)
  return shape.ok ? editParsed(bytes, parsed.value, operations, 'project') : shape
}

function editParsed(
  bytes: Uint8Array,
  file: ParsedFile,
  operations: readonly StackOperation[],
  layout: FileLayout,
  stack?: string,
): EditOutcome {
  const session = openSession(file, layout, stack)
  const intents: Intent[] = []
  for (const operation of operations) {
    const applied = applyOperation(session, operation)
    if (!applied.ok) return applied
    intents.push(...applied.value)
  }
  const splices = toSplices(session.edited, file.markBytes)
  if (splices.length === 0) return { ok: true, bytes, splices, warnings: [] }
  const wanted = intents.reduce(applyIntent, modelOf(file.root))
  // The session has already parsed the new text: this is its tree, not the one that the edit was planned on.
  if (!sameModel(modelOf(session.context.file.root), wanted)) {
    return fail('VerifyMismatch', 'The edit would have changed more than was asked for.', {
      reason: 'Stackpass cannot edit a file with this layout safely.',
      remedy: 'Nothing was written. Make this change by hand.',
    })
  }
  return { ok: true, bytes: applySplices(bytes, splices), splices, warnings: [] }
}
