import { EventEmitter } from 'node:events'
import { setImmediate } from 'node:timers/promises'
import type { BrowserWindow } from 'electron'
import { afterAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { recoverFromCrash } from '../../../electron/window/page-crash.ts'

const asked = vi.hoisted(() => ({ answers: [] as number[], questions: [] as unknown[] }))
vi.mock('electron', () => ({
  dialog: {
    showMessageBox: (_window: unknown, question: unknown) => {
      asked.questions.push(question)
      return Promise.resolve({ response: asked.answers.shift() ?? 1 })
    },
  },
}))

const reopened = vi.fn()
const quit = vi.fn()

function openWindow() {
  const webContents = Object.assign(new EventEmitter(), {
    reload: vi.fn(),
    getOSProcessId: (): number => 4711,
  })
  const window = Object.assign(new EventEmitter(), {
    webContents,
    isDestroyed: () => false,
    destroy: vi.fn(),
  })
  const drop = recoverFromCrash(window as unknown as BrowserWindow, { reopened, quit })
  const crash = async (reason = 'crashed') => {
    webContents.emit('render-process-gone', {}, { reason })
    await setImmediate()
    await setImmediate()
  }
  return { window, webContents, crash, drop }
}

beforeEach(() => {
  vi.clearAllMocks()
  vi.spyOn(console, 'error').mockImplementation(() => undefined)
  asked.answers = []
  asked.questions = []
})

it('opens the page again, and tells once it is there', async () => {
  const { webContents, crash } = openWindow()
  await crash()
  expect(webContents.reload).toHaveBeenCalledOnce()
  expect(reopened).not.toHaveBeenCalled()
  webContents.emit('did-finish-load')
  expect(reopened).toHaveBeenCalledExactlyOnceWith('crashed')
  webContents.emit('did-finish-load')
  expect(reopened).toHaveBeenCalledOnce()
})

it.each(['crashed', 'oom', 'killed', 'launch-failed', 'integrity-failure'])(
  'does so after %s',
  async (reason) => {
    const { webContents, crash } = openWindow()
    await crash(reason)
    expect(webContents.reload).toHaveBeenCalledOnce()
  },
)

it('leaves alone a page that ended as it should', async () => {
  const { webContents, crash } = openWindow()
  await crash('clean-exit')
  expect(webContents.reload).not.toHaveBeenCalled()
})

it('asks the user when it happens again within a minute, and does what the user says', async () => {
  asked.answers = [0, 1]
  const { webContents, crash } = openWindow()
  await crash()
  await crash()
  expect(asked.questions).toEqual([
    expect.objectContaining({ type: 'error', buttons: ['Open again', 'Quit Stackpass'], cancelId: 1 }),
  ])
  expect(webContents.reload).toHaveBeenCalledTimes(2)
  await crash()
  expect(webContents.reload).toHaveBeenCalledTimes(2)
  expect(quit).toHaveBeenCalledOnce()
})

it('does not ask when the last time is more than a minute ago', async () => {
  const { webContents, crash } = openWindow()
  const now = vi.spyOn(performance, 'now')
  now.mockReturnValue(0)
  await crash()
  now.mockReturnValue(60_001)
  await crash()
  now.mockRestore()
  expect(asked.questions).toEqual([])
  expect(webContents.reload).toHaveBeenCalledTimes(2)
})

it('lets a hidden window go, and opens the page of one that is not shown yet', async () => {
  const hidden = openWindow()
  hidden.window.emit('show')
  hidden.window.emit('hide')
  await hidden.crash()
  expect(hidden.window.destroy).toHaveBeenCalledOnce()
  expect(hidden.webContents.reload).not.toHaveBeenCalled()
  const unseen = openWindow()
  await unseen.crash()
  expect(unseen.webContents.reload).toHaveBeenCalledOnce()
})

describe('a page that must forget', () => {
  const kill = vi.spyOn(process, 'kill')
  beforeEach(() => void kill.mockReset().mockReturnValue(true))
  afterAll(() => kill.mockRestore())

  it('ends by a signal, and is opened again without a word of a crash', async () => {
    const { webContents, crash, drop } = openWindow()
    drop()
    expect(kill).toHaveBeenCalledExactlyOnceWith(4711, 'SIGKILL')
    await crash('killed')
    expect(console.error).not.toHaveBeenCalled()
    webContents.emit('did-finish-load')
    expect(reopened).toHaveBeenCalledExactlyOnceWith('dropped')
  })

  it('is not ended again until it is there, and then it is', async () => {
    const { webContents, crash, drop } = openWindow()
    for (const times of [1, 2]) {
      drop()
      drop()
      await crash('killed')
      drop()
      expect(kill).toHaveBeenCalledTimes(times)
      webContents.emit('did-finish-load')
    }
    expect(asked.questions).toEqual([])
  })

  it('may have ended by then, or in this moment', async () => {
    const { webContents, crash, drop } = openWindow()
    kill.mockImplementation(() => {
      throw Object.assign(new Error('kill ESRCH'), { code: 'ESRCH' })
    })
    drop()
    await crash('killed')
    expect(webContents.reload).toHaveBeenCalledOnce()
    const ended = openWindow()
    ended.webContents.getOSProcessId = () => 0
    kill.mockReset()
    ended.drop()
    expect(kill).not.toHaveBeenCalled()
  })
})
