import { app } from 'electron'

/** Longer than any write takes; a close that hangs must not keep the app from quitting. */
const closeLimitMs = 3_000

/**
 * Lets `close` finish before the app ends, so that running writes complete and a secret is removed from the clipboard.
 * Calls `quitting` when the user has decided to quit, before windows close.
 */
export function setupQuit(options: { quitting: () => void; close: () => Promise<void> }): void {
  let closed = false
  app.on('before-quit', options.quitting)
  app.on('will-quit', (event) => {
    if (closed) return
    event.preventDefault()
    const limit = new Promise<void>((resolve) => setTimeout(resolve, closeLimitMs))
    Promise.race([options.close(), limit])
      .catch(() => undefined)
      .finally(() => {
        closed = true
        // Electron ignores a quit while it still emits this event, which includes its async handlers.
        setImmediate(() => app.quit())
      })
  })
}
