import type { Credentials, RunMemory } from './types.ts'

/** A memory for one run; see RunMemory for `sharesMfa`. */
export function createRunMemory(sharesMfa: boolean): RunMemory {
  return { sharesMfa, answers: new Map() }
}

/** The answer that this run already has or waits for; else asks. Failures are shared too. */
export function remember(
  memory: RunMemory | undefined,
  key: string,
  ask: () => Promise<Credentials>,
): Promise<Credentials> {
  const known = memory?.answers.get(key)
  if (known) return known
  const asked = ask()
  memory?.answers.set(key, asked)
  return asked
}
