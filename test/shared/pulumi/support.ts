import { editStackFile } from '../../../shared/domain/pulumi/edit.ts'
import type { StackOperation } from '../../../shared/domain/pulumi/operations.ts'
import type { FileFormat } from '../../../shared/domain/pulumi/tree/types.ts'

/** Bytes of a text. */
export function utf8(text: string): Uint8Array {
  return new TextEncoder().encode(text)
}

/** The text after an edit, or the code of its error. */
export function edited(
  text: string | undefined,
  operation: StackOperation,
  format: FileFormat = 'yaml',
): string {
  const outcome = editStackFile(text === undefined ? undefined : utf8(text), operation, format)
  return outcome.ok ? new TextDecoder('utf-8', { ignoreBOM: true }).decode(outcome.bytes) : outcome.error.code
}

export const setProfile = (profile: string): StackOperation => ({ type: 'setProfile', profile })
export const set = (
  path: string,
  value: Extract<StackOperation, { type: 'setOptionPath' }>['value'],
): StackOperation => ({
  type: 'setOptionPath',
  path,
  value,
})
export const unset = (path: string): StackOperation => ({ type: 'unsetOptionPath', path })
