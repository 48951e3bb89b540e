import type { EventEmitter } from 'node:events'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import {
  createWindowKeeper,
  destroyHiddenAfterMs,
  type WindowOptions,
} from '../../../electron/window/window-keeper.ts'
import { defaultSettings } from '../../../shared/contract/settings.ts'

const windows = vi.hoisted(() => ({ made: [] as FakeWindow[] }))

/** A window that paints at once; what the stand-in does in a real browser needs real minutes. */
interface FakeWindow extends EventEmitter {
  destroyed: boolean
  visible: boolean
  webContents: EventEmitter & {
    send: ReturnType<typeof vi.fn>
    reload: ReturnType<typeof vi.fn>
    loading: boolean
    getOSProcessId(): number
  }
  hide(): void
  close(): void
}

vi.mock('electron', async () => {
  const { EventEmitter: Emitter } = await import('node:events')
  class BrowserWindow extends Emitter {
    destroyed = false
    visible = false
    minimised = false
    webContents = Object.assign(new Emitter(), {
      send: vi.fn(),
      reload: vi.fn(),
      loading: false,
      isLoading: () => this.webContents.loading,
      getOSProcessId: () => 4711,
    })
    constructor() {
      super()
      windows.made.push(this as unknown as FakeWindow)
    }
    loadURL = () => {
      queueMicrotask(() => this.emit('ready-to-show'))
      return Promise.resolve()
    }
    show = () => {
      this.visible = true
      this.emit('show')
    }
    hide = () => {
      this.visible = false
      this.emit('hide')
    }
    focus = vi.fn()
    restore = () => (this.minimised = false)
    maximize = vi.fn()
    isMinimized = () => this.minimised
    isMaximized = () => false
    isVisible = () => this.visible
    isDestroyed = () => this.destroyed
    getNormalBounds = () => ({ x: 1, y: 2, width: 800, height: 600 })
    close = () => {
      let prevented = false
      this.emit('close', { preventDefault: () => (prevented = true) })
      if (!prevented) this.destroy()
    }
    destroy = () => {
      this.destroyed = true
      this.emit('closed')
    }
  }
  return { BrowserWindow, nativeTheme: { shouldUseDarkColors: false }, screen: { getAllDisplays: () => [] } }
})

const saveWindow = vi.fn()
const keeper = (hideOnClose = true) =>
  createWindowKeeper({
    preload: 'preload.cjs',
    devTools: false,
    settings: () => Promise.resolve(defaultSettings),
    saveWindow,
    hideOnClose: () => hideOnClose,
    hidOnClose: () => undefined,
    quit: () => undefined,
  } satisfies WindowOptions)
const only = () => windows.made.at(-1) as FakeWindow

beforeEach(() => {
  vi.useFakeTimers()
  windows.made.length = 0
  saveWindow.mockClear()
})
afterEach(() => vi.useRealTimers())

describe('the window', () => {
  it('is made once, however often it is asked for', async () => {
    const windowKeeper = keeper()
    await Promise.all([windowKeeper.show(), windowKeeper.show(), windowKeeper.show()])
    await windowKeeper.show()
    expect(windows.made).toHaveLength(1)
    expect(only().visible).toBe(true)
  })

  it('is given back some minutes after it was hidden, and made anew when it is wanted', async () => {
    const windowKeeper = keeper()
    await windowKeeper.show()
    only().close()
    expect(only().visible).toBe(false)
    vi.advanceTimersByTime(destroyHiddenAfterMs - 1)
    expect(only().destroyed).toBe(false)
    vi.advanceTimersByTime(1)
    expect(only().destroyed).toBe(true)
    expect(windowKeeper.window()).toBeUndefined()
    await windowKeeper.show()
    expect(windows.made).toHaveLength(2)
  })

  it('stays when it is shown again in time', async () => {
    const windowKeeper = keeper()
    await windowKeeper.show()
    only().hide()
    vi.advanceTimersByTime(destroyHiddenAfterMs - 1)
    await windowKeeper.show()
    vi.advanceTimersByTime(destroyHiddenAfterMs * 2)
    expect(only().destroyed).toBe(false)
  })

  it('saves its place once after it was moved, and at once when it closes', async () => {
    const windowKeeper = keeper(false)
    await windowKeeper.show()
    for (let step = 0; step < 20; step += 1) only().emit('move')
    expect(saveWindow).not.toHaveBeenCalled()
    vi.advanceTimersByTime(1_000)
    expect(saveWindow).toHaveBeenCalledExactlyOnceWith({
      x: 1,
      y: 2,
      width: 800,
      height: 600,
      maximised: false,
    })
    only().emit('resize')
    only().close()
    expect(saveWindow).toHaveBeenCalledTimes(2)
  })

  it('is told events while it is there, and none get lost in an error when it is not', async () => {
    const windowKeeper = keeper()
    windowKeeper.send({ type: 'filesChanged' })
    await windowKeeper.show()
    windowKeeper.send({ type: 'filesChanged' })
    expect(only().webContents.send).toHaveBeenCalledExactlyOnceWith('stackpass:event', {
      type: 'filesChanged',
    })
  })

  it('waits for the page before it tells it what to show', async () => {
    const windowKeeper = keeper()
    await windowKeeper.show()
    only().webContents.loading = true
    const shown = windowKeeper.showAndSend({ type: 'show', view: 'palette' })
    await vi.advanceTimersByTimeAsync(50)
    expect(only().webContents.send).not.toHaveBeenCalled()
    only().webContents.emit('did-stop-loading')
    await shown
    expect(only().webContents.send).toHaveBeenCalledOnce()
  })

  it('ends the process of the page where it must forget, and lets a hidden window go', async () => {
    const kill = vi.spyOn(process, 'kill').mockReturnValue(true)
    const windowKeeper = keeper()
    windowKeeper.dropPage()
    expect(kill).not.toHaveBeenCalled()
    await windowKeeper.show()
    windowKeeper.dropPage()
    expect(kill).toHaveBeenCalledExactlyOnceWith(only().webContents.getOSProcessId(), 'SIGKILL')
    expect(only().destroyed).toBe(false)
    await windowKeeper.show()
    only().destroyed = true
    only().emit('closed')
    await windowKeeper.show()
    only().hide()
    windowKeeper.dropPage()
    expect(kill).toHaveBeenCalledTimes(2)
    expect(only().destroyed).toBe(true)
    kill.mockRestore()
  })
})
