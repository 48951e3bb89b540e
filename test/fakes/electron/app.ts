import { EventEmitter } from 'node:events'
import { existsSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { BrowserWindow, onLastWindowClosed, onWebContentsCreated } from './browser-window.ts'
import { closeChromium } from './chromium.ts'
import { Preventable } from './preventable.ts'
import { record } from './records.ts'

class App extends EventEmitter {
  readonly isPackaged = process.env['STAND_IN_PACKAGED'] === '1'
  #ready = false
  #quitting = false
  readonly #paths = new Map<string, string>()
  readonly #whenReady: Promise<void>

  constructor() {
    super()
    // Later than the module of the app itself, so that what must come before `ready` is seen to come before it.
    this.#whenReady = new Promise((resolve) =>
      setTimeout(() => {
        this.#ready = true
        record('ready')
        resolve()
        this.emit('ready')
      }, 50),
    )
  }

  isReady(): boolean {
    return this.#ready
  }

  whenReady(): Promise<void> {
    return this.#whenReady
  }

  enableSandbox(): void {
    if (this.#ready) throw new Error('app.enableSandbox() can only be called before app is ready')
    record('enableSandbox')
  }

  requestSingleInstanceLock(): boolean {
    record('requestSingleInstanceLock')
    return process.env['STAND_IN_SECOND'] !== '1'
  }

  getVersion(): string {
    return '0.0.0-stand-in'
  }

  getAppPath(): string {
    return process.cwd()
  }

  getPath(name: string): string {
    return this.#paths.get(name) ?? join(homedir(), `.stand-in-${name}`)
  }

  setPath(name: string, path: string): void {
    if (!existsSync(path)) throw new Error(`Path '${path}' does not exist`)
    if (name === 'userData' && this.#ready) throw new Error('The profile is in use after ready')
    this.#paths.set(name, path)
    record('setPath', { name, path })
  }

  setLoginItemSettings(settings: unknown): void {
    record('setLoginItemSettings', settings)
  }

  setAboutPanelOptions(options: unknown): void {
    record('setAboutPanelOptions', options)
  }

  showAboutPanel(): void {
    record('showAboutPanel')
  }

  /** As in Electron, a quit that comes while another one is under way is ignored. */
  quit(): void {
    if (this.#quitting) return
    const before = new Preventable()
    this.emit('before-quit', before)
    if (before.defaultPrevented) return
    this.#quitting = true
    for (const window of BrowserWindow.getAllWindows()) {
      window.close()
      if (!window.isDestroyed()) {
        this.#quitting = false
        return
      }
    }
    const will = new Preventable()
    this.emit('will-quit', will)
    if (!will.defaultPrevented) this.exit(0)
    // Microtasks still run within Electron's own call, so a quit that comes in one of them is ignored, too.
    else setImmediate(() => (this.#quitting = false))
  }

  /** Not announced while the app quits, as in Electron. */
  lastWindowClosed(): void {
    if (!this.#quitting) this.emit('window-all-closed')
  }

  exit(code = 0): void {
    void closeChromium().finally(() => process.exit(code))
  }
}

export const app = new App()

onWebContentsCreated((contents) => app.emit('web-contents-created', {}, contents))
onLastWindowClosed(() => app.lastWindowClosed())
