import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createClipboardKeeper } from '../../../core/host/clipboard-keeper.ts'

function board(): { text: string; read(): Promise<string>; write(text: string): Promise<void> } {
  return {
    text: '',
    read() {
      return Promise.resolve(this.text)
    },
    write(text) {
      this.text = text
      return Promise.resolve()
    },
  }
}

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

describe('a secret on the clipboard', () => {
  it('goes after 30 seconds, not before', async () => {
    const clipboard = board()
    expect(await createClipboardKeeper(clipboard).copy('s3cret', true)).toEqual({
      ok: true,
      value: { clearsInSeconds: 30 },
    })
    await vi.advanceTimersByTimeAsync(29_900)
    expect(clipboard.text).toBe('s3cret')
    await vi.advanceTimersByTimeAsync(200)
    expect(clipboard.text).toBe('')
  })

  it('stays away from what the user copied meanwhile', async () => {
    const clipboard = board()
    await createClipboardKeeper(clipboard).copy('s3cret', true)
    clipboard.text = 'a shopping list'
    await vi.advanceTimersByTimeAsync(31_000)
    expect(clipboard.text).toBe('a shopping list')
  })

  it('goes at once when asked, as on quit and lock', async () => {
    const clipboard = board()
    const keeper = createClipboardKeeper(clipboard)
    await keeper.copy('s3cret', true)
    await keeper.clearNow()
    expect(clipboard.text).toBe('')
  })

  it('gets its own 30 seconds when another secret follows', async () => {
    const clipboard = board()
    const keeper = createClipboardKeeper(clipboard)
    await keeper.copy('first', true)
    await vi.advanceTimersByTimeAsync(20_000)
    await keeper.copy('second', true)
    await vi.advanceTimersByTimeAsync(15_000)
    expect(clipboard.text).toBe('second')
    await vi.advanceTimersByTimeAsync(16_000)
    expect(clipboard.text).toBe('')
  })

  it('is refused where there is no clipboard, and a public value is never cleared', async () => {
    expect(await createClipboardKeeper(undefined).copy('x', true)).toMatchObject({
      ok: false,
      error: { code: 'ClipboardUnavailable' },
    })
    const clipboard = board()
    await createClipboardKeeper(clipboard).copy('AKIAIOSFODNN7EXAMPLE', false)
    await vi.advanceTimersByTimeAsync(60_000)
    expect(clipboard.text).toBe('AKIAIOSFODNN7EXAMPLE')
  })
})
