import { createHash } from 'node:crypto'

/** SHA-256 of the exact text, including what masking hides. */
export function textHash(command: string): string {
  return createHash('sha256').update(command).digest('hex')
}
