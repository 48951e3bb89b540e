import type { Readable } from 'node:stream'

/** The Enter key, pressed in the host's terminal. */
export interface EnterKey {
  /** Calls the listener for each line. Returns a function that stops this. */
  onPress(listener: () => void): () => void
  /** Reads nothing while `ask` uses this terminal. */
  aside<T>(ask: () => Promise<T>): Promise<T>
  close(): void
}

/** Checks `isForeground` before reading: in the background, the system would stop the host. */
export function listenForEnter(input: Readable, isForeground: () => Promise<boolean>): EnterKey {
  const listeners = new Set<() => void>()
  let asking = 0
  let closed = false
  const onData = (chunk: Buffer | string): void => {
    if (chunk.toString().includes('\n')) listeners.forEach((listener) => listener())
  }
  const stop = (): void => {
    input.off('data', onData)
    input.pause()
  }
  const start = async (): Promise<void> => {
    if (!(await isForeground()) || asking > 0 || closed) return
    input.off('data', onData).on('data', onData).resume()
  }
  // Called when the host continues after Ctrl-Z, perhaps in the background.
  const onContinue = (): void => {
    stop()
    void start()
  }
  process.on('SIGCONT', onContinue)
  void start()
  return {
    onPress(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    async aside(ask) {
      asking += 1
      stop()
      try {
        return await ask()
      } finally {
        asking -= 1
        void start()
      }
    },
    close() {
      closed = true
      process.off('SIGCONT', onContinue)
      stop()
    },
  }
}
