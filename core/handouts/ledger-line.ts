import { createHash } from 'node:crypto'
import type { LedgerEntry } from '../../shared/domain/handouts/types.ts'

/** What comes before the hash of an entry; the hash is the last thing in its line. */
const before = ',"hash":"'
const hashLength = 64

/** Replaces the hash of the previous entry in the first one. */
export const noEntry = '0'.repeat(hashLength)

const hashOf = (text: string): string => createHash('sha256').update(text).digest('hex')

/** The line of an entry, without its end. The hash covers everything before it. */
export function ledgerLine(entry: Omit<LedgerEntry, 'hash'>): {
  readonly line: string
  readonly hash: string
} {
  const body = JSON.stringify(entry).slice(0, -1)
  const hash = hashOf(body)
  return { line: `${body}${before}${hash}"}`, hash }
}

const isText = (value: unknown): value is string => typeof value === 'string'

/** The entry of a line; undefined for a torn line, or one that does not match its own hash. */
export function parseLedgerLine(line: string): LedgerEntry | undefined {
  const at = line.length - before.length - hashLength - '"}'.length
  if (at < 1 || !line.startsWith(before, at)) return undefined
  const hash = line.slice(at + before.length, at + before.length + hashLength)
  if (hashOf(line.slice(0, at)) !== hash) return undefined
  try {
    const entry = JSON.parse(line) as LedgerEntry
    const { number, previous, profile, program, tree } = entry
    const isWhole = Number.isSafeInteger(number) && [previous, profile, program, entry.at].every(isText)
    return isWhole && Array.isArray(tree) && tree.every(isText) && !Number.isNaN(Date.parse(entry.at))
      ? entry
      : undefined
  } catch (error) {
    if (error instanceof SyntaxError) return undefined
    throw error
  }
}
