import { fail, ok, type Result } from '../../shared/result.ts'
import type { Clipboard } from './ports.ts'

/** Seconds after which a secret leaves the clipboard. */
export const secretStaysSeconds = 30

export interface ClipboardKeeper {
  /** Errors: ClipboardUnavailable. */
  copy(text: string, secret: boolean): Promise<Result<{ clearsInSeconds?: number }>>
  /** Clears a secret at once, if it is still there: on quit, lock and suspend. */
  clearNow(): Promise<void>
}

/** Puts values on the clipboard and clears a secret again, but only while the clipboard still holds it. */
export function createClipboardKeeper(clipboard: Clipboard | undefined): ClipboardKeeper {
  let pending: { text: string; timer: NodeJS.Timeout } | undefined

  async function clearNow(): Promise<void> {
    if (pending === undefined || clipboard === undefined) return
    const { text, timer } = pending
    clearTimeout(timer)
    pending = undefined
    if ((await clipboard.read()) === text) await clipboard.write('')
  }

  return {
    async copy(text, secret) {
      if (clipboard === undefined) {
        return fail('ClipboardUnavailable', 'This host has no clipboard.', {
          reason: 'Only the desktop app and the page can reach one.',
          remedy: 'Use `stackpass env` or reveal the value instead.',
        })
      }
      if (pending !== undefined) clearTimeout(pending.timer)
      pending = undefined
      try {
        await clipboard.write(text)
      } catch (error) {
        return fail('ClipboardUnavailable', 'The value could not be copied to the clipboard.', {
          reason: error instanceof Error ? error.message : String(error),
          remedy: 'Use `stackpass env` or reveal the value instead.',
        })
      }
      if (!secret) return ok({})
      const timer = setTimeout(() => void clearNow().catch(() => undefined), secretStaysSeconds * 1000)
      timer.unref()
      pending = { text, timer }
      return ok({ clearsInSeconds: secretStaysSeconds })
    },
    clearNow,
  }
}
