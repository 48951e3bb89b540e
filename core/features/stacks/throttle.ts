export interface Throttled {
  /** Asks for a call; many requests at a time become one. */
  ask(): void
  close(): void
}

/** Calls at once, and then at most once in each interval (milliseconds) while requests come in. */
export function throttle(call: () => void, interval: number): Throttled {
  let timer: NodeJS.Timeout | undefined
  let asked = false
  let closed = false

  function wait(): void {
    timer = setTimeout(() => {
      timer = undefined
      if (!asked) return
      asked = false
      call()
      wait()
    }, interval)
    timer.unref()
  }

  return {
    ask() {
      if (closed) return
      if (timer !== undefined) asked = true
      else {
        wait()
        call()
      }
    },
    close() {
      closed = true
      clearTimeout(timer)
    },
  }
}
