import { BrowserWindow, nativeTheme, screen } from 'electron'
import type { CoreEvent } from '../../shared/contract/events.ts'
import type { Settings } from '../../shared/contract/models.ts'
import { eventChannel } from '../ipc/channels.ts'
import { appUrl } from '../page/app-scheme.ts'
import { recoverFromCrash } from './page-crash.ts'
import { smallestWindow, windowBounds, type StoredWindow } from './window-bounds.ts'

/** `--canvas` of renderer/ui/tokens.css: the colour before the page has painted. */
const canvas = { light: '#f4f5f7', dark: '#121418' }
/** A hidden window keeps a whole renderer process; after this time it is released. */
export const destroyHiddenAfterMs = 5 * 60_000
const saveDelayMs = 500

export interface WindowOptions {
  readonly preload: string
  readonly icon?: string
  readonly devTools: boolean
  readonly settings: () => Promise<Settings>
  readonly saveWindow: (state: StoredWindow) => void
  /** Asked when the user closes the window: true hides it instead. */
  readonly hideOnClose: () => boolean
  /** Called after the window hid itself instead of closing. */
  readonly hidOnClose: () => void
  readonly quit: () => void
}

export interface WindowKeeper {
  /** Opens the window, or brings it to the front. */
  show(): Promise<void>
  window(): BrowserWindow | undefined
  /** Sends the event to the page; does nothing while there is no window. */
  send(event: CoreEvent): void
  /** Opens the window and then sends the event to the page. */
  showAndSend(event: CoreEvent): Promise<void>
  /** Ends the page's process, and with it everything that it holds: a hidden window closes, a visible one starts over. */
  dropPage(): void
}

/** Creates the app's only window on demand, and destroys it a few minutes after it was hidden. */
export function createWindowKeeper(options: WindowOptions): WindowKeeper {
  let window: BrowserWindow | undefined
  let opening: Promise<void> | undefined
  let destroyTimer: NodeJS.Timeout | undefined
  let endPage = (): void => undefined

  async function open(): Promise<void> {
    const settings = await options.settings()
    nativeTheme.themeSource = settings.theme
    const created = new BrowserWindow({
      ...windowBounds(
        settings.window,
        screen.getAllDisplays().map((display) => display.workArea),
      ),
      minWidth: smallestWindow.width,
      minHeight: smallestWindow.height,
      show: false,
      title: 'Stackpass',
      backgroundColor: canvas[nativeTheme.shouldUseDarkColors ? 'dark' : 'light'],
      autoHideMenuBar: true,
      ...(options.icon === undefined ? {} : { icon: options.icon }),
      webPreferences: {
        preload: options.preload,
        sandbox: true,
        contextIsolation: true,
        nodeIntegration: false,
        nodeIntegrationInSubFrames: false,
        nodeIntegrationInWorker: false,
        webSecurity: true,
        webviewTag: false,
        spellcheck: false,
        navigateOnDragDrop: false,
        devTools: options.devTools,
      },
    })
    window = created
    if (settings.window?.maximised === true) created.maximize()
    watchWindow(created)
    endPage = recoverFromCrash(created, {
      reopened: (why) => send({ type: 'pageReopened', why }),
      quit: options.quit,
    })
    const ready = new Promise<void>((resolve) => {
      created.once('ready-to-show', resolve)
      created.once('closed', resolve)
    })
    // A failed load leaves an empty window, which `ready-to-show` still shows; rejecting would not help.
    created.loadURL(appUrl).catch(() => undefined)
    await ready
    if (!created.isDestroyed()) created.show()
    performance.mark('window')
  }

  function watchWindow(created: BrowserWindow): void {
    let saveTimer: NodeJS.Timeout | undefined
    const save = () => {
      clearTimeout(saveTimer)
      if (created.isDestroyed()) return
      const { x, y, width, height } = created.getNormalBounds()
      options.saveWindow({ x, y, width, height, maximised: created.isMaximized() })
    }
    const saveSoon = () => {
      clearTimeout(saveTimer)
      saveTimer = setTimeout(save, saveDelayMs)
    }
    created.on('resize', saveSoon)
    created.on('move', saveSoon)
    created.on('close', (event) => {
      if (saveTimer !== undefined) save()
      if (!options.hideOnClose()) return
      event.preventDefault()
      created.hide()
      options.hidOnClose()
    })
    created.on('hide', () => {
      destroyTimer = setTimeout(() => created.destroy(), destroyHiddenAfterMs)
    })
    created.on('show', () => clearTimeout(destroyTimer))
    created.on('closed', () => {
      clearTimeout(saveTimer)
      clearTimeout(destroyTimer)
      window = undefined
    })
  }

  async function show(): Promise<void> {
    if (opening !== undefined) return opening
    if (window === undefined) {
      opening = open().finally(() => (opening = undefined))
      return opening
    }
    if (window.isMinimized()) window.restore()
    window.show()
    window.focus()
  }

  function send(event: CoreEvent): void {
    if (window !== undefined && !window.isDestroyed()) window.webContents.send(eventChannel, event)
  }

  return {
    show,
    send,
    window: () => window,
    async showAndSend(event) {
      await show()
      const contents = window?.webContents
      if (contents?.isLoading() === true)
        await new Promise<void>((resolve) => contents.once('did-stop-loading', () => resolve()))
      send(event)
    },
    dropPage: () => endPage(),
  }
}
