import { timingSafeEqual } from 'node:crypto'

/** Compares in a time that reveals nothing about where two texts differ. */
export function isSameText(given: string, wanted: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(wanted)]
  return a.length === b.length && timingSafeEqual(a, b)
}
