import { EventEmitter } from 'node:events'
import type { BrowserWindowConstructorOptions, Rectangle } from 'electron'
import { Preventable } from './preventable.ts'
import { WebContents } from './web-contents.ts'

/** Set by app.ts, which announces new web contents. */
type Announce = (contents: WebContents) => void
let announce: Announce = () => undefined

export function onWebContentsCreated(listener: Announce): void {
  announce = listener
}

const windows = new Set<BrowserWindow>()

export class BrowserWindow extends EventEmitter {
  readonly webContents: WebContents
  readonly options: BrowserWindowConstructorOptions
  #bounds: Rectangle
  #visible = false
  #maximized = false
  #minimized = false
  #destroyed = false
  #painted = false

  constructor(options: BrowserWindowConstructorOptions = {}) {
    super()
    this.options = options
    this.#bounds = {
      x: options.x ?? 0,
      y: options.y ?? 0,
      width: options.width ?? 800,
      height: options.height ?? 600,
    }
    this.webContents = new WebContents(options.webPreferences?.preload)
    windows.add(this)
    announce(this.webContents)
    this.webContents.on('dom-ready', () => {
      if (this.#painted) return
      this.#painted = true
      this.emit('ready-to-show')
    })
    if (options.show !== false) this.show()
    void this.#size()
  }

  static getAllWindows(): BrowserWindow[] {
    return [...windows]
  }

  async #size(): Promise<void> {
    const page = await this.webContents.page()
    const { width, height } = this.#bounds
    if (!page.isClosed()) await page.setViewportSize({ width, height })
  }

  loadURL(url: string): Promise<void> {
    return this.webContents.loadURL(url)
  }

  show(): void {
    this.#minimized = false
    if (this.#visible) return
    this.#visible = true
    this.emit('show')
  }

  hide(): void {
    if (!this.#visible) return
    this.#visible = false
    this.emit('hide')
  }

  focus(): void {
    this.emit('focus')
  }

  isVisible(): boolean {
    return this.#visible
  }

  isMinimized(): boolean {
    return this.#minimized
  }

  minimize(): void {
    this.#minimized = true
  }

  restore(): void {
    this.#minimized = false
  }

  isMaximized(): boolean {
    return this.#maximized
  }

  maximize(): void {
    this.#maximized = true
    this.emit('maximize')
  }

  getBounds(): Rectangle {
    return { ...this.#bounds }
  }

  getNormalBounds(): Rectangle {
    return { ...this.#bounds }
  }

  setBounds(bounds: Partial<Rectangle>): void {
    this.#bounds = { ...this.#bounds, ...bounds }
    this.emit('resize')
    void this.#size()
  }

  close(): void {
    if (this.#destroyed) return
    const event = new Preventable()
    this.emit('close', event)
    if (!event.defaultPrevented) this.destroy()
  }

  isDestroyed(): boolean {
    return this.#destroyed
  }

  destroy(): void {
    if (this.#destroyed) return
    this.#destroyed = true
    this.#visible = false
    windows.delete(this)
    void this.webContents.destroy()
    this.emit('closed')
    if (windows.size === 0) lastClosed()
  }
}

let lastClosed: () => void = () => undefined

export function onLastWindowClosed(listener: () => void): void {
  lastClosed = listener
}
