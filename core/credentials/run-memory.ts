import type { RunMemory } from './types.ts'

/** A memory for one run. */
export function createRunMemory(): RunMemory {
  return { answers: new Map() }
}

/**
 * The answer that this run already has or waits for; otherwise asks. Failures are shared too. A key stands for one kind of
 * answer.
 */
export function remember<T>(memory: RunMemory | undefined, key: string, ask: () => Promise<T>): Promise<T> {
  const known = memory?.answers.get(key)
  if (known) return known as Promise<T>
  const asked = ask()
  memory?.answers.set(key, asked)
  return asked
}
