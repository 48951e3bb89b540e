import { afterEach, beforeAll, describe, expect, it } from 'vitest'
import { buildDesktop, startDesktop, type DesktopApp, type DesktopOptions } from './desktop-app.ts'
import { threeProfiles } from '../e2e/support/home.ts'
import { leaseFile } from '../fakes/leases/kept-lease.ts'
import { until } from '../patience.ts'

const stops: (() => Promise<void>)[] = []

async function started(options?: DesktopOptions): Promise<DesktopApp> {
  const app = await startDesktop(options)
  stops.push(app.stop)
  return app
}

async function opened(options?: DesktopOptions): Promise<DesktopApp> {
  const app = await started(options)
  await until(async () => expect(await app.windowVisible(), app.output()).toBe(true))
  return app
}

/** What the page had asked for when the list was painted: a millisecond is left for the clocks of both. */
const callsBeforeTheList = async (app: DesktopApp) => {
  const painted = await app.inPage(() => {
    const [mark] = performance.getEntriesByName('stackpass:list-visible')
    return mark === undefined ? undefined : performance.timeOrigin + mark.startTime
  })
  const calls = (await app.records()).filter((each) => each.what === 'invoke')
  return calls.filter(({ at = 0 }) => at <= (painted ?? Infinity) + 1).map(({ detail }) => detail)
}

beforeAll(buildDesktop)
afterEach(async () => {
  for (const stop of stops.splice(0)) await stop()
})

describe('starting', () => {
  it('sandboxes, registers its scheme, places its profile and takes the lock before Electron is ready', async () => {
    const app = await opened()
    const records = await app.records()
    expect(records.slice(0, 5)).toEqual([
      { what: 'enableSandbox' },
      {
        what: 'registerSchemesAsPrivileged',
        detail: [
          {
            scheme: 'app',
            privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true },
          },
        ],
      },
      { what: 'setPath', detail: { name: 'userData', path: `${app.home.path}/.cache/stackpass/chromium` } },
      { what: 'requestSingleInstanceLock' },
      { what: 'ready' },
    ])
  })

  it('opens one hardened window, unseen until the page can be shown', async () => {
    const app = await opened({ env: { STAND_IN_PACKAGED: '1' } })
    const options = await app.evaluate(({ electron }) =>
      electron.BrowserWindow.getAllWindows().map(({ options: { webPreferences, ...rest } }) => ({
        ...rest,
        webPreferences: { ...webPreferences, preload: webPreferences?.preload?.split(/[\\/]/).at(-1) },
      })),
    )
    expect(options).toHaveLength(1)
    expect(options[0]).toMatchObject({
      show: false,
      backgroundColor: '#f4f5f7',
      webPreferences: {
        preload: 'preload.cjs',
        sandbox: true,
        contextIsolation: true,
        nodeIntegration: false,
        nodeIntegrationInSubFrames: false,
        nodeIntegrationInWorker: false,
        webSecurity: true,
        webviewTag: false,
        spellcheck: false,
        navigateOnDragDrop: false,
        devTools: false,
      },
    })
  })

  it('lists the profiles of the real files with at most three calls before the first paint', async () => {
    const app = await opened()
    await until(async () => expect(await app.inPage(() => document.body.innerText)).toContain('prod-admin'))
    expect((await callsBeforeTheList(app)).length).toBeLessThanOrEqual(3)
    expect(await app.call('profiles.list')).toMatchObject({
      ok: true,
      value: {
        profiles: expect.arrayContaining([expect.objectContaining({ name: 'dev', hasSecret: true })]),
      },
    })
  })

  it('writes nothing on its first run', async () => {
    const app = await opened()
    await until(async () => expect(await app.trayLabels()).toContain('Open Stackpass'))
    expect(await app.home.exists('.config/stackpass')).toBe(false)
    expect(await app.home.exists('.config/autostart')).toBe(false)
    expect(await app.home.exists('.local/state/stackpass')).toBe(false)
  })

  it('opens with the stored theme, size and place', async () => {
    const window = { x: 40, y: 60, width: 900, height: 640, maximised: true }
    const app = await opened({
      files: { '.config/stackpass/settings.json': JSON.stringify({ theme: 'dark', window }) },
    })
    const [options, maximised, theme] = await app.evaluate(({ electron }) => {
      const [created] = electron.BrowserWindow.getAllWindows()
      return [created?.options, created?.isMaximized(), electron.nativeTheme.themeSource] as const
    })
    expect(options).toMatchObject({ x: 40, y: 60, width: 900, height: 640, backgroundColor: '#121418' })
    expect(maximised).toBe(true)
    expect(theme).toBe('dark')
  })

  it('stays in the tray when it was started at login', async () => {
    const app = await started({ args: ['--hidden'] })
    await until(async () => expect(await app.trayLabels()).toContain('Open Stackpass'))
    expect(await app.windowVisible()).toBe(false)
    await app.clickTray('Open Stackpass')
    await until(async () => expect(await app.windowVisible()).toBe(true))
  })

  it('shows its window in spite of that where there is no tray', async () => {
    await opened({ args: ['--hidden'], env: { STAND_IN_NO_TRAY: '1' } })
  })

  it('leaves at once when another instance runs, and that one comes forward', async () => {
    const second = await started({ env: { STAND_IN_SECOND: '1' } })
    expect(await second.exited, second.output()).toBe(0)
    const first = await opened()
    await first.evaluate(({ electron }) => electron.BrowserWindow.getAllWindows()[0]?.hide())
    expect(await first.windowVisible()).toBe(false)
    await first.evaluate(({ electron }) => electron.app.emit('second-instance', {}, [], ''))
    await until(async () => expect(await first.windowVisible()).toBe(true))
  })
})

describe('the tray', () => {
  it('makes a profile active with one click, and the page hears of it', async () => {
    const app = await opened()
    await until(async () => expect(await app.trayLabels()).toContain('  staging'))
    await app.inPage(() => {
      const page = window as unknown as {
        heard: unknown[]
        stackpass: { onEvent(l: (e: unknown) => void): void }
      }
      page.heard = []
      page.stackpass.onEvent((event) => page.heard.push(event))
    })
    expect(await app.clickTray('staging')).toBe(true)
    await until(async () => {
      expect((await app.trayLabels())[0]).toBe('staging')
      expect(await app.inPage(() => (window as unknown as { heard: unknown[] }).heard)).toContainEqual({
        type: 'activeChanged',
      })
    })
    expect(await app.call('active.get')).toMatchObject({ ok: true, value: { profile: 'staging' } })
    await app.clickTray('Stop using it')
    await until(async () => expect((await app.trayLabels())[0]).toBe('No active profile'))
  })

  it('lists the leases that run, and ends all of them', async () => {
    const app = await opened({ files: { ...threeProfiles, ...leaseFile('7f3a0001') } })
    await until(async () => expect(await app.trayLabels()).toContain('1 lease of an agent'))
    expect(await app.clickTray('End it')).toBe(true)
    await until(async () =>
      expect(await app.home.exists('.local/state/stackpass/leases/7f3a0001.end')).toBe(true),
    )
  })

  it('asks before a production profile', async () => {
    const settings = {
      groups: [{ name: 'prod', colour: 'red', production: true }],
      profileGroups: [['dev', 'prod']],
    }
    const app = await opened({
      files: {
        '.aws/credentials': '[dev]\naws_access_key_id = AKIAIOSFODNN7EXAMPLE\naws_secret_access_key = x\n',
        '.config/stackpass/settings.json': JSON.stringify(settings),
      },
    })
    await until(async () => expect(await app.trayLabels()).toContain('  dev'))
    const questions = async () => (await app.records()).filter((each) => each.what === 'showMessageBox')
    await app.clickTray('dev')
    await until(async () => expect(await questions()).toHaveLength(1))
    expect(await app.call('active.get')).not.toMatchObject({ value: { profile: 'dev' } })
    await app.evaluate(({ electron }) => (electron.dialog.answer = 1))
    await app.clickTray('dev')
    await until(async () => expect(await app.call('active.get')).toMatchObject({ value: { profile: 'dev' } }))
  })
})

describe('the window', () => {
  it('closes into the tray, keeps its size, and quits when the user wants that', async () => {
    const app = await opened()
    await until(async () => expect(await app.trayLabels()).toContain('Open Stackpass'))
    await app.evaluate(({ electron }) => {
      const [window] = electron.BrowserWindow.getAllWindows()
      window?.setBounds({ width: 990, height: 660 })
      window?.close()
    })
    expect(await app.windowVisible()).toBe(false)
    await until(async () =>
      expect(await app.call('settings.get')).toMatchObject({
        value: { window: { width: 990, height: 660 } },
      }),
    )
    expect(JSON.parse(await app.home.readFile('.config/stackpass/settings.json'))).toMatchObject({
      window: { width: 990 },
    })
    await app.clickTray('Quit Stackpass')
    expect(await app.exited).toBe(0)
  })

  it('ends the app when it is closed and the tray is not wanted', async () => {
    const app = await opened({ files: { '.config/stackpass/settings.json': '{"closeToTray":false}' } })
    await app
      .evaluate(({ electron }) => electron.BrowserWindow.getAllWindows()[0]?.close())
      .catch(() => undefined)
    expect(await app.exited).toBe(0)
  })

  it('ends the app when it is closed and there is no tray', async () => {
    const app = await opened({ env: { STAND_IN_NO_TRAY: '1' } })
    await app
      .evaluate(({ electron }) => electron.BrowserWindow.getAllWindows()[0]?.close())
      .catch(() => undefined)
    expect(await app.exited).toBe(0)
  })
})

describe('what was decrypted', () => {
  const secret = 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY'
  const copySecret = (app: DesktopApp) =>
    app.call('profiles.copy', { name: 'dev', what: { type: 'setting', key: 'aws_secret_access_key' } })
  const clipboard = (app: DesktopApp) => app.evaluate(({ electron }) => electron.clipboard.readText())

  it.each(['lock-screen', 'suspend'])('is dropped on %s: page memory, plans and clipboard', async (event) => {
    const app = await opened()
    expect(await copySecret(app)).toMatchObject({ ok: true })
    expect(await clipboard(app)).toBe(secret)
    const plan = (await app.call('edits.plan', {
      operations: [{ type: 'set', profile: 'dev', key: 'region', value: 'eu-north-1' }],
    })) as { value: { planId: string } }
    await app.inPage(() => void Object.assign(window, { revealed: 'in page memory' }))

    await app.evaluate(({ electron }, name) => electron.powerMonitor.emit(name), event)
    await until(async () => {
      expect(await app.inPage(() => 'revealed' in window)).toBe(false)
      expect(await clipboard(app)).toBe('')
    })
    await until(async () =>
      expect(await app.call('edits.apply', { planId: plan.value.planId })).toMatchObject({
        ok: false,
        error: { code: 'PlanNotFound' },
      }),
    )
  })

  it('goes with a hidden window, and the next one works', async () => {
    const app = await opened()
    await until(async () => expect(await app.trayLabels()).toContain('Open Stackpass'))
    await app.evaluate(({ electron }) => {
      electron.BrowserWindow.getAllWindows()[0]?.hide()
      electron.powerMonitor.emit('lock-screen')
    })
    expect(await app.evaluate(({ electron }) => electron.BrowserWindow.getAllWindows().length)).toBe(0)
    await app.clickTray('Open Stackpass')
    await until(async () => expect(await app.windowVisible()).toBe(true))
    expect(await app.call('profiles.list')).toMatchObject({ ok: true })
  })

  it('leaves the clipboard on quit, unless something else is there by then', async () => {
    for (const [other, left] of [
      [undefined, ''],
      ['a note', 'a note'],
    ] as const) {
      const app = await opened()
      await copySecret(app)
      const atEnd = app.evaluate(
        ({ electron }, text) =>
          new Promise<string>((resolve) => {
            const write = electron.clipboard.writeText
            if (text !== undefined) void write(text)
            electron.app.exit = () => void electron.clipboard.readText().then(resolve)
            electron.app.quit()
          }),
        other as string | undefined,
      )
      expect(await atEnd).toBe(left)
    }
  })
})

describe('settings that concern the system', () => {
  it('the global shortcut opens the palette, also from the tray', async () => {
    const app = await opened()
    await app.evaluate(({ electron }) => electron.BrowserWindow.getAllWindows()[0]?.hide())
    await app.inPage(() => {
      const page = window as unknown as {
        heard: unknown[]
        stackpass: { onEvent(l: (e: unknown) => void): void }
      }
      page.heard = []
      page.stackpass.onEvent((event) => page.heard.push(event))
    })
    await app.evaluate(({ electron }) => electron.globalShortcut.press('CommandOrControl+Shift+K'))
    await until(async () => {
      expect(await app.windowVisible()).toBe(true)
      expect(await app.inPage(() => (window as unknown as { heard: unknown[] }).heard)).toEqual([
        { type: 'show', view: 'palette' },
      ])
    })
  })

  it('changes the shortcut, and says so when it cannot be had', async () => {
    const app = await opened()
    const isRegistered = (accelerator: string) =>
      app.evaluate(({ electron }, keys) => electron.globalShortcut.isRegistered(keys), accelerator)
    await app.call('settings.set', { shortcut: 'Alt+Space' })
    await until(async () => expect(await isRegistered('Alt+Space')).toBe(true))
    expect(await isRegistered('CommandOrControl+Shift+K')).toBe(false)
    for (const shortcut of ['not a shortcut!', 'Alt+Tab']) {
      await app.evaluate(({ electron }) => void electron.globalShortcut.taken.add('Alt+Tab'))
      await app.call('settings.set', { shortcut })
      await until(async () =>
        expect(await app.records()).toContainEqual({
          what: 'showErrorBox',
          detail: expect.objectContaining({ title: `${shortcut} could not be registered` }) as unknown,
        }),
      )
    }
  })

  it('starts at login through a freedesktop entry, and takes it away again', async () => {
    const app = await opened()
    const entry = '.config/autostart/stackpass.desktop'
    await app.call('settings.set', { startAtLogin: true })
    await until(async () => expect(await app.home.readFile(entry)).toMatch(/^Exec=.* --hidden$/m))
    await app.call('settings.set', { startAtLogin: false })
    await until(async () => expect(await app.home.exists(entry)).toBe(false))
  })

  it('follows the theme', async () => {
    const app = await opened()
    await app.call('settings.set', { theme: 'dark' })
    await until(async () =>
      expect(await app.evaluate(({ electron }) => electron.nativeTheme.themeSource)).toBe('dark'),
    )
  })
})
