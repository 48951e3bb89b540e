import { editSharedFile } from '../../../../shared/domain/aws/edit.ts'
import type { SharedFileKind, SharedFileOperation } from '../../../../shared/domain/aws/types.ts'

export function bytesOf(text: string): Uint8Array {
  return new Uint8Array(Buffer.from(text, 'utf8'))
}

export function textOf(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('utf8')
}

/** The text after an edit, or the code it was refused with. */
export function edited(text: string, kind: SharedFileKind, operation: SharedFileOperation): string {
  const outcome = editSharedFile(bytesOf(text), kind, operation)
  return outcome.ok ? textOf(outcome.bytes) : outcome.error.code
}
