import type { Credentials } from './types.ts'

/** What the profiles of one run share, so that nothing is asked or started twice. */
export interface RunMemory {
  /**
   * True when several profiles of the run need a code of the same MFA device. A code serves AWS once, so it then opens a
   * session (GetSessionToken), and that assumes each of the roles.
   */
  readonly sharesMfa: boolean
  readonly answers: Map<string, Promise<Credentials>>
}

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
