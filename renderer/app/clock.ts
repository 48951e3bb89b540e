import { useSyncExternalStore } from 'react'

interface Ticker {
  readonly subscribe: (listener: () => void) => () => void
  readonly get: () => number
}

/** One timer for all subscribers; the time is rounded to the period, so that reads within it agree. */
function createTicker(periodMs: number): Ticker {
  const listeners = new Set<() => void>()
  let now = Date.now()
  let timer: ReturnType<typeof setInterval> | undefined
  return {
    subscribe(listener) {
      listeners.add(listener)
      if (timer === undefined) {
        now = Date.now()
        timer = setInterval(() => {
          now = Date.now()
          listeners.forEach((tell) => tell())
        }, periodMs)
      }
      return () => {
        listeners.delete(listener)
        if (listeners.size === 0) {
          clearInterval(timer)
          timer = undefined
        }
      }
    },
    get() {
      if (timer === undefined && Date.now() - now >= periodMs) now = Date.now()
      return now
    },
  }
}

const second = createTicker(1_000)
const halfMinute = createTicker(30_000)

/** The time in ms since 1970, renewed every second. */
export function useSecond(): number {
  return useSyncExternalStore(second.subscribe, second.get)
}

/** The time in ms since 1970, renewed twice a minute: enough for "2 min ago". */
export function useHalfMinute(): number {
  return useSyncExternalStore(halfMinute.subscribe, halfMinute.get)
}
