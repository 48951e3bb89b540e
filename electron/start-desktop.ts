import { homedir } from 'node:os'
import { fileURLToPath } from 'node:url'
import { app, Menu, session, type BrowserWindow } from 'electron'
import type { CorePorts } from '../core/host/ports.ts'
import type { Reply } from '../shared/contract/index.ts'
import type { Settings, Snapshot } from '../shared/contract/models.ts'
import { defaultSettings } from '../shared/contract/settings.ts'
import { createCoreHolder, type CoreHolder } from './core/core-holder.ts'
import { desktopPorts } from './core/desktop-ports.ts'
import { setupIpc } from './ipc/setup-ipc.ts'
import { appMenu } from './menu/app-menu.ts'
import { setupAppProtocol } from './page/setup-app-protocol.ts'
import { guardContents } from './security/guard-contents.ts'
import { guardSession } from './security/guard-session.ts'
import { openExternal } from './security/open-external.ts'
import { applySettings } from './system/apply-settings.ts'
import { createConsentDialog } from './system/consent-dialog.ts'
import { createFolderDialog } from './system/folder-dialog.ts'
import { createHandOutDialog } from './system/hand-out-dialog.ts'
import { createNotifier } from './system/notifications.ts'
import { setupPower } from './system/setup-power.ts'
import { setupQuit } from './system/setup-quit.ts'
import { hiddenFlag } from './system/start-at-login.ts'
import { setupTray } from './tray/setup-tray.ts'
import { runTrayAction } from './tray/tray-actions.ts'
import { hasTrayHost } from './tray/tray-host.ts'
import type { TrayIcon } from './tray/tray-icon.ts'
import type { TrayLeases } from './tray/tray-leases.ts'
import type { TraySessions } from './tray/tray-sessions.ts'
import { createWindowKeeper, type WindowKeeper } from './window/window-keeper.ts'

/** All of these are next to the bundle, in dist/. */
const resource = (name: string) => fileURLToPath(new URL(name, import.meta.url))
const sharedFilesHelp = 'https://docs.aws.amazon.com/sdkref/latest/guide/file-format.html'

/** Assembles the desktop app: starts core at once, and the rest when Electron is ready. */
export function startDesktop(): void {
  guardContents()
  let notificationClicked = (): void => undefined
  let shownWindow = (): BrowserWindow | undefined => undefined
  const notify = createNotifier(() => notificationClicked())
  const core = createCoreHolder(async () => {
    const { createCore } = await import('../core/start/create-core.ts')
    const askConsent = createConsentDialog(() => shownWindow())
    const askPerson: NonNullable<CorePorts['askPerson']> = async (...asked) => {
      const { createQuestionWindow } = await import('./question/question-window.ts')
      const fallback = createHandOutDialog(() => shownWindow())
      const preload = resource('question-preload.cjs')
      return createQuestionWindow({ folder: resource('question/'), preload, fallback })(...asked)
    }
    const chooseFolder = createFolderDialog(() => shownWindow())
    return createCore(desktopPorts(notify, askConsent, askPerson, chooseFolder))
  })
  // Requested before `ready`, so that the answer is there when the window needs it.
  const firstSettings = readSettings(core)
  const started = app.whenReady().then(async () => {
    const windows = await onReady(core, firstSettings)
    shownWindow = windows.window
    notificationClicked = () => void windows.showAndSend({ type: 'show', view: 'import' })
  })
  started.catch((error: unknown) => {
    console.error('Stackpass could not start:', error)
    app.exit(1)
  })
}

async function onReady(core: CoreHolder, firstSettings: Promise<Settings>): Promise<WindowKeeper> {
  const devTools = !app.isPackaged
  const state = {
    settings: await firstSettings,
    quitting: false,
    tray: undefined as TrayIcon | undefined,
  }
  const closesToTray = () => state.tray?.exists() === true && state.settings.closeToTray

  guardSession(session.defaultSession, { devTools })
  setupAppProtocol(resource('../renderer/'))

  const windows = createWindowKeeper({
    preload: resource('preload.cjs'),
    icon: resource('icons/icon.png'),
    devTools,
    settings: () => Promise.resolve(state.settings),
    saveWindow: (window) => void core.dispatch('settings.set', { window }),
    hideOnClose: () => !state.quitting && closesToTray(),
    hidOnClose: () => void quitUnlessInTray(),
    quit: () => app.quit(),
  })
  const quitUnlessInTray = async () => {
    const shown = await state.tray?.isShown()
    if (shown !== true && windows.window()?.isVisible() !== true) app.quit()
  }
  setupIpc(core.dispatch, () => windows.window()?.webContents)
  core.onEvent((event) => windows.send(event))

  app.on('second-instance', () => void windows.show())
  app.on('activate', () => void windows.show())
  app.on('window-all-closed', () => {
    // With a tray the app keeps running without a window; on macOS apps always do.
    if (process.platform !== 'darwin' && !closesToTray()) app.quit()
  })
  setupQuit({ quitting: () => (state.quitting = true), close: core.close })
  setupPower(() => {
    windows.dropPage()
    void core.restart()
  })
  setupMenu(windows, devTools)

  const settingsInUse = applySettings({
    homeDir: homedir(),
    shortcutPressed: () => void windows.showAndSend({ type: 'show', view: 'palette' }),
  })
  core.onEvent((event) => {
    if (event.type !== 'settingsChanged') return
    void readSettings(core).then((settings) => {
      state.settings = settings
      return settingsInUse.apply(settings)
    })
  })

  // The window first: everything after this happens while the page loads.
  const startsHidden = process.argv.includes(hiddenFlag)
  const shown = startsHidden ? Promise.resolve() : windows.show()
  state.tray = setupAppTray(core, windows)
  void state.tray.awaitShown().then((inTray) => {
    // An app that starts hidden must be in the tray, or nobody would find it.
    if (startsHidden && !inTray) void windows.show()
  })
  await settingsInUse.apply(state.settings)
  await shown
  return windows
}

function setupAppTray(core: CoreHolder, windows: WindowKeeper): TrayIcon {
  const snapshot = () => core.dispatch('app.snapshot', {}) as Promise<Reply<Snapshot>>
  return setupTray({
    icon: resource(process.platform === 'darwin' ? 'icons/trayTemplate.png' : 'icons/tray.png'),
    hasHost: () => hasTrayHost(process.platform, process.env),
    snapshot,
    sessions: () => core.dispatch('sessions.list', {}) as Promise<Reply<TraySessions>>,
    leases: () => core.dispatch('leases.list', {}) as Promise<Reply<{ readonly leases: TrayLeases }>>,
    onEvent: core.onEvent,
    clickOpens: process.platform !== 'darwin',
    act: (action) =>
      void runTrayAction(action, {
        dispatch: core.dispatch,
        windows,
        quit: () => app.quit(),
        activeProfile: async () => {
          const reply = await snapshot()
          return reply.ok ? reply.value.active.profile : undefined
        },
      }),
  })
}

function setupMenu(windows: WindowKeeper, devTools: boolean): void {
  app.setAboutPanelOptions({ applicationName: 'Stackpass', applicationVersion: app.getVersion() })
  const template = appMenu({
    platform: process.platform,
    devTools,
    show: (view) => void windows.showAndSend({ type: 'show', view }),
    about: () => app.showAboutPanel(),
    openDocs: () => void openExternal(sharedFilesHelp),
  })
  Menu.setApplicationMenu(Menu.buildFromTemplate(template))
}

/** The settings, or the defaults when core cannot read them; the page shows the error. */
async function readSettings(core: Pick<CoreHolder, 'dispatch'>): Promise<Settings> {
  const reply = (await core.dispatch('settings.get', {})) as Reply<Settings>
  return reply.ok ? reply.value : defaultSettings
}
