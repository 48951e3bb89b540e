import type { Menu } from 'electron'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { createTrayIcon } from '../../../electron/tray/tray-icon.ts'
import { Tray } from '../../fakes/electron/tray.ts'

vi.mock('electron', async () => ({ Tray: (await import('../../fakes/electron/tray.ts')).Tray }))

const menu = (name: string) => ({ name }) as unknown as Menu

beforeEach(() => {
  vi.useFakeTimers()
  Tray.all.length = 0
  Tray.panel = false
})
afterEach(() => {
  vi.useRealTimers()
})

const icon = (clicked?: () => void) =>
  createTrayIcon({ image: 'icon.png', clicked, hasHost: () => Promise.resolve(Tray.panel) })

it('is made anew for the first panel, with what it had, and only once', async () => {
  const clicked = vi.fn()
  const tray = icon(clicked)
  tray.update(menu('first'), 'no profile')
  expect(await tray.isShown()).toBe(false)
  tray.update(menu('second'), 'dev')
  Tray.panel = true
  expect(await Promise.all([tray.isShown(), tray.isShown()])).toEqual([true, true])
  expect(await tray.isShown()).toBe(true)
  expect(Tray.all).toHaveLength(1)
  const [made] = Tray.all
  expect(made).toMatchObject({ shown: true, menu: menu('second'), toolTip: 'dev' })
  made?.emit('click')
  expect(clicked).toHaveBeenCalledOnce()
})

it('is left to Electron once a panel had it', async () => {
  Tray.panel = true
  const tray = icon()
  expect(await tray.isShown()).toBe(true)
  const [made] = Tray.all
  Tray.panel = false
  expect(await tray.isShown()).toBe(false)
  Tray.panel = true
  expect(await tray.isShown()).toBe(true)
  expect(Tray.all).toEqual([made])
})

it('waits a while for a panel, and not for ever', async () => {
  const tray = icon()
  const late = tray.awaitShown()
  await vi.advanceTimersByTimeAsync(3_000)
  Tray.panel = true
  await vi.advanceTimersByTimeAsync(1_000)
  expect(await late).toBe(true)

  Tray.panel = false
  const never = icon().awaitShown()
  await vi.advanceTimersByTimeAsync(60_000)
  expect(await never).toBe(false)
})

it('is nowhere on a system that makes none', async () => {
  vi.stubEnv('STAND_IN_NO_TRAY', '1')
  Tray.panel = true
  const tray = icon()
  expect(tray.exists()).toBe(false)
  expect(await tray.awaitShown()).toBe(false)
  expect(tray.exists()).toBe(false)
  vi.unstubAllEnvs()
})
