import { setTimeout as sleep } from 'node:timers/promises'

/**
 * How long the tests wait, in milliseconds, and the only place that says so. A wait ends when what it waits for is there;
 * these limits end what never comes. They are far beyond what a slow and busy machine needs, so no result hangs on them.
 */
export const patience = {
  /** One wait: for a window, an answer, a line of output. */
  wait: 120_000,
  /** A whole test or hook: longer than a wait, so that the wait is what is reported. */
  test: 600_000,
} as const

/**
 * Leaves time for something that must not come, by timers of its own. A wait of this kind fails nothing by its length: on a
 * busy machine it only sees less.
 */
export const leaveTime = (milliseconds: number): Promise<void> => sleep(milliseconds)

/** Resolves with what `check` gives as soon as it does not throw; rejects with its last error when patience ends. */
export async function until<T>(check: () => T | Promise<T>): Promise<T> {
  const end = performance.now() + patience.wait
  for (;;) {
    try {
      return await check()
    } catch (error) {
      if (performance.now() >= end) throw error
      await sleep(20)
    }
  }
}
