import { setTimeout as sleep } from 'node:timers/promises'

/** Spaces calls out in time. */
export interface Pace {
  /** Resolves when the next call may go out, with its turn. Rejects with AbortError. */
  turn(signal: AbortSignal): Promise<number>
  /** The call of this turn got the answer "too many"; `waitMs`: how long the server wants no calls. */
  throttled(turn: number, waitMs: number | undefined): void
  /** A call went through. */
  passed(): void
}

/** AWS allows 20 calls a second for all users of an instance together. */
const usualGap = 100
const longestGap = 5_000

export interface Clock {
  now(): number
  sleep(milliseconds: number, signal: AbortSignal): Promise<void>
}

const realClock: Clock = {
  now: () => performance.now(),
  sleep: (milliseconds, signal) => sleep(milliseconds, undefined, { signal }),
}

/**
 * At most ten calls a second, evenly spaced. Each refusal doubles the gap, but calls that were in flight when it doubled do
 * not double it again; each success reduces it by a tenth.
 */
export function createPace(clock: Clock = realClock): Pace {
  let gap = usualGap
  let turns = 0
  let doubledAt = 0
  let next = -Infinity
  let last: Promise<unknown> = Promise.resolve()

  async function wait(signal: AbortSignal): Promise<number> {
    // The time may move while we wait for it.
    for (;;) {
      signal.throwIfAborted()
      const left = next - clock.now()
      if (left <= 0) break
      await clock.sleep(left, signal)
    }
    next = clock.now() + gap
    turns += 1
    return turns
  }

  return {
    turn(signal) {
      const run = last.then(() => wait(signal))
      last = run.catch(() => undefined)
      return run
    },
    throttled(turn, waitMs) {
      if (turn > doubledAt) {
        gap = Math.min(gap * 2, longestGap)
        doubledAt = turns
      }
      next = Math.max(next, clock.now() + (waitMs ?? gap))
    },
    passed() {
      gap = Math.max(usualGap, gap * 0.9)
    },
  }
}
