import { bytesToText } from '../aws/text.ts'
import type { ByteRange } from '../edit/types.ts'
import { secretSpans } from '../secrets/find-secrets.ts'

/** People keep passwords and tokens in start-up files: their values, for diffs to hide. */
export function startUpSecrets(bytes: Uint8Array): readonly ByteRange[] {
  return secretSpans(bytesToText(bytes))
}
