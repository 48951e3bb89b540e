import { isDeepStrictEqual } from 'node:util'
import { OnDemand } from '../../shared/domain/aws/on-demand.ts'

export interface CorpusFailure {
  readonly id: string
  readonly expected: string
  readonly got: string
}

export interface CorpusResult {
  readonly passed: number
  readonly failed: number
  readonly failures: CorpusFailure[]
  /** What the folder lacks, so that nothing is omitted silently. */
  readonly notes: string[]
}

/** Collects the outcome of checks. */
export interface Tally {
  readonly check: (id: string, expected: unknown, got: unknown) => void
  readonly pass: () => void
  readonly fail: (id: string, expected: string, got: string) => void
  readonly note: (text: string) => void
  /** Runs a check that may throw, on a missing file or invalid JSON: that is its failure. */
  readonly guard: (id: string, check: () => void) => void
  readonly result: () => CorpusResult
}

function show(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value)
}

export function newTally(): Tally {
  const failures: CorpusFailure[] = []
  const notes: string[] = []
  let passed = 0
  const pass = (): void => {
    passed += 1
  }
  const fail = (id: string, expected: string, got: string): void => {
    failures.push({ id, expected, got })
  }
  return {
    pass,
    fail,
    check(id, expected, got) {
      if (isDeepStrictEqual(expected, got)) pass()
      else fail(id, show(expected), show(got))
    },
    note: (text) => notes.push(text),
    guard(id, run) {
      try {
        run()
      } catch (error) {
        fail(id, 'a case that can be run', error instanceof Error ? error.message : String(error))
      }
    },
    result: () => ({ passed, failed: failures.length, failures, notes }),
  }
}

/** Maps as plain objects without a prototype, to compare with JSON. */
export function plain(value: unknown): unknown {
  if (!(value instanceof Map || value instanceof OnDemand)) return value
  return Object.fromEntries([...value].map(([key, inner]) => [key, plain(inner)]))
}

export function asText(bytes: Uint8Array): string {
  const text = Buffer.from(bytes).toString('utf8')
  return Buffer.from(text, 'utf8').equals(bytes)
    ? JSON.stringify(text)
    : `base64 ${Buffer.from(bytes).toString('base64')}`
}
