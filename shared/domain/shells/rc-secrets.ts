import { bytesToText } from '../aws/text.ts'
import type { ByteRange } from '../edit/types.ts'

const secret = /(?:SECRET|TOKEN|PASSW|API_?KEY|ACCESS_?KEY)\w{0,60}\s{0,4}[= ]\s{0,4}([^\s;&|]+)/gi

/** People keep passwords and tokens in start-up files: their values, for diffs to hide. */
export function startUpSecrets(bytes: Uint8Array): readonly ByteRange[] {
  const ranges: ByteRange[] = []
  for (const match of bytesToText(bytes).matchAll(secret)) {
    const end = match.index + match[0].length
    ranges.push({ start: end - match[1]!.length, end })
  }
  return ranges
}
