/**
 * A stand-in for the `electron` module: the app's main process and preload run on it unmodified, and each window is a
 * page of a real Chromium. Only what Stackpass uses is here, with Electron's semantics as its documentation gives them.
 */
import { app } from './app.ts'
import { BrowserWindow } from './browser-window.ts'
import { listenForDriver } from './driver.ts'
import { ipcMain } from './ipc-main.ts'
import { Menu } from './menu.ts'
import { protocol } from './protocol.ts'
import { session } from './session.ts'
import {
  clipboard,
  dialog,
  globalShortcut,
  nativeTheme,
  powerMonitor,
  screen,
  shell,
  Notification,
} from './system.ts'
import { Tray } from './tray.ts'

export {
  app,
  BrowserWindow,
  clipboard,
  dialog,
  globalShortcut,
  ipcMain,
  Menu,
  nativeTheme,
  Notification,
  powerMonitor,
  protocol,
  screen,
  session,
  shell,
  Tray,
}

export interface StandInElectron {
  readonly app: typeof app
  readonly BrowserWindow: typeof BrowserWindow
  readonly clipboard: typeof clipboard
  readonly dialog: typeof dialog
  readonly globalShortcut: typeof globalShortcut
  readonly ipcMain: typeof ipcMain
  readonly Menu: typeof Menu
  readonly nativeTheme: typeof nativeTheme
  readonly Notification: typeof Notification
  readonly powerMonitor: typeof powerMonitor
  readonly protocol: typeof protocol
  readonly screen: typeof screen
  readonly session: typeof session
  readonly shell: typeof shell
  readonly Tray: typeof Tray
}

/** electron is CommonJS: libraries import it as a default. */
const electron: StandInElectron = {
  app,
  BrowserWindow,
  clipboard,
  dialog,
  globalShortcut,
  ipcMain,
  Menu,
  nativeTheme,
  Notification,
  powerMonitor,
  protocol,
  screen,
  session,
  shell,
  Tray,
}
export { electron as default }

listenForDriver(electron)
