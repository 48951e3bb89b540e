import { createHash } from 'node:crypto'

/** SHA-256 of the exact text: what masking leaves out is in it all the same. */
export function textHash(command: string): string {
  return createHash('sha256').update(command).digest('hex')
}
