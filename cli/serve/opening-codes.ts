import { createHash, randomBytes } from 'node:crypto'

/** Codes that open a tab: each works once, for a short time, and ends with the other codes of its opening. */
export interface OpeningCodes {
  /** A new code. Using one code of an `opening` ends its other codes. */
  issue(lifeMs: number, opening?: object): string
  /** True once for a code that is still valid. */
  use(code: string): boolean
}

/** Nobody needs more at once; the oldest are dropped. */
const keptAtMost = 32

/** Only hashes are kept, so that lookup times reveal nothing about a code. */
const hashOf = (code: string): string => createHash('sha256').update(code).digest('hex')

export function createOpeningCodes(now: () => number): OpeningCodes {
  const codes = new Map<string, { readonly ends: number; readonly opening: object }>()
  return {
    issue(lifeMs, opening = {}) {
      const code = randomBytes(32).toString('base64url')
      codes.set(hashOf(code), { ends: now() + lifeMs, opening })
      for (const hash of codes.keys()) if (codes.size > keptAtMost) codes.delete(hash)
      return code
    },
    use(code) {
      const found = codes.get(hashOf(code))
      if (found === undefined) return false
      for (const [hash, { opening }] of codes) if (opening === found.opening) codes.delete(hash)
      return now() < found.ends
    },
  }
}
