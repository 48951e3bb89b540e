import { app } from 'electron'

/** Longer than any write takes; a close that hangs must not keep the app from quitting. */
const closeLimitMs = 3_000

/**
 * Lets `close` finish before the app ends: running writes end, and a secret that is still on the clipboard leaves it.
 * `quitting` is called when the user has decided to quit, before windows close.
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
        // Electron ignores a quit that comes while it still tells of this one, which includes what awaits within.
        setImmediate(() => app.quit())
      })
  })
}
