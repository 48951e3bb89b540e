import { createHash, randomBytes } from 'node:crypto'

/** Codes that open a tab: each works once, for a short while, and ends with the others of its opening. */
export interface OpeningCodes {
  /** A new code. The codes of one `opening` stand for each other: the first that is used ends the rest. */
  issue(lifeMs: number, opening?: object): string
  /** True once for a code that is still good. */
  use(code: string): boolean
}

/** Nobody needs more at once; the oldest go. */
const keptAtMost = 32

/** Only hashes are kept, so that the time a look-up takes says nothing about a code. */
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
