import { spawn, type ChildProcess } from 'node:child_process'
import { EventEmitter } from 'node:events'
import { readFileSync } from 'node:fs'
import type { Frame, Page, Route } from '@playwright/test'
import { fromBrowser, toBrowser } from './addresses.ts'
import { chromiumContext } from './chromium.ts'
import { frameView } from './frame-view.ts'
import { ipcMain } from './ipc-main.ts'
import { emitHook, invokeBinding, openBinding, pageScript } from './page-script.ts'
import { Preventable } from './preventable.ts'
import { protocol } from './protocol.ts'
import { record, recordCall } from './records.ts'
import { session } from './session.ts'

type OpenHandler = (details: { url: string; disposition: string }) => { action: 'deny' | 'allow' }

let nextId = 1

/** One page of the browser, with the events and methods of Electron's WebContents that the app uses. */
export class WebContents extends EventEmitter {
  readonly id = nextId++
  readonly session = session.defaultSession
  readonly #page: Promise<Page>
  #opened: Page | undefined
  #openHandler: OpenHandler = () => ({ action: 'allow' })
  #loading = false
  /** The address that the app itself asked for: its own navigations are not announced. */
  #expected: string | undefined
  #destroyed = false
  #process: ChildProcess | undefined

  constructor(preloadPath: string | undefined) {
    super()
    this.#page = this.#open(preloadPath)
  }

  async #open(preloadPath: string | undefined): Promise<Page> {
    const context = await chromiumContext()
    const page = await context.newPage()
    this.#opened = page
    await page.exposeBinding(invokeBinding, async ({ frame }, call: { channel: string; args: unknown[] }) => {
      const event = { type: 'frame' as const, sender: this, senderFrame: frameView(frame) }
      recordCall(call.args[0])
      try {
        return { value: await ipcMain.invoke(event, call.channel, call.args) }
      } catch (error) {
        return { failed: (error as Error).message }
      }
    })
    await page.exposeBinding(openBinding, (_source, url: string) => {
      if (this.#openHandler({ url: fromBrowser(url), disposition: 'foreground-tab' }).action === 'allow')
        throw new Error('The stand-in opens no further windows: the app must deny them')
    })
    if (preloadPath !== undefined)
      await page.addInitScript({ content: pageScript(readFileSync(preloadPath, 'utf8')) })
    await page.route('**/*', (route) => this.#answer(route))
    page.on('popup', (popup) => void this.#refusePopup(popup))
    page.on('pageerror', (error) => record('page error', error.message))
    page.on('console', (message) => {
      if (message.type() === 'error') record('page error', message.text())
    })
    page.on('domcontentloaded', () => this.emit('dom-ready'))
    return page
  }

  /** A link with `target=_blank` has opened a tab before anyone can ask; it is closed again when the app denies it. */
  async #refusePopup(popup: Page): Promise<void> {
    const { action } = this.#openHandler({ url: fromBrowser(popup.url()), disposition: 'foreground-tab' })
    if (action === 'deny') await popup.close()
  }

  async #answer(route: Route): Promise<void> {
    const request = route.request()
    const url = fromBrowser(request.url())
    const frame = request.frame()
    if (request.isNavigationRequest() && !this.#mayNavigate(url, frame)) return route.abort('aborted')
    const details = { url, method: request.method(), resourceType: request.resourceType() }
    if (await session.defaultSession.cancels(details)) return route.abort('blockedbyclient')
    const response = URL.canParse(url) ? await protocol.answer(url, request.method()) : undefined
    if (response === undefined) return route.abort('blockedbyclient')
    await route.fulfill({
      status: response.status,
      headers: Object.fromEntries(response.headers),
      body: Buffer.from(await response.arrayBuffer()),
    })
  }

  /** Announces a navigation that the page began; any listener may prevent it. */
  #mayNavigate(url: string, frame: Frame): boolean {
    const isMainFrame = frame.parentFrame() === null
    if (isMainFrame && this.#expected === url) {
      this.#expected = undefined
      return true
    }
    const event = Object.assign(new Preventable(), {
      url,
      isMainFrame,
      frame: frameView(frame),
      isSameDocument: false,
    })
    this.emit('will-frame-navigate', event)
    if (isMainFrame && !event.defaultPrevented) this.emit('will-navigate', event, url)
    return !event.defaultPrevented
  }

  setWindowOpenHandler(handler: OpenHandler): void {
    this.#openHandler = handler
  }

  isLoading(): boolean {
    return this.#loading
  }

  isDestroyed(): boolean {
    return this.#destroyed
  }

  getURL(): string {
    return this.#opened === undefined ? '' : fromBrowser(this.#opened.url())
  }

  /** A process that stands for the page's: the page of the browser stays, and Electron's event says that it is gone. */
  getOSProcessId(): number {
    if (this.#process === undefined) {
      this.#process = spawn(process.execPath, ['-e', 'process.stdin.resume()'], {
        stdio: ['pipe', 'ignore', 'ignore'],
      })
      this.#process.once('exit', () => {
        this.#process = undefined
        if (!this.#destroyed) this.emit('render-process-gone', {}, { reason: 'killed', exitCode: 9 })
      })
    }
    return this.#process.pid ?? 0
  }

  get mainFrame(): ReturnType<typeof frameView> | undefined {
    return this.#opened === undefined ? undefined : frameView(this.#opened.mainFrame())
  }

  async loadURL(url: string): Promise<void> {
    await this.#load(url, (page) => page.goto(toBrowser(url)))
  }

  reload(): void {
    // As in Electron, nobody waits for it; a window that closes meanwhile ends it.
    this.#load(this.getURL(), (page) => page.reload()).catch(() => undefined)
  }

  async #load(url: string, go: (page: Page) => Promise<unknown>): Promise<void> {
    this.#loading = true
    this.emit('did-start-loading')
    try {
      const page = await this.#page
      this.#expected = url
      await go(page)
      this.emit('did-finish-load')
    } finally {
      this.#loading = false
      this.emit('did-stop-loading')
    }
  }

  send(channel: string, ...args: unknown[]): void {
    const page = this.#opened
    if (page === undefined || this.#destroyed) return
    page
      .evaluate(
        ({ hook, channel: name, values }) => {
          const emit = (
            window as unknown as Record<string, ((name: string, values: unknown[]) => void) | undefined>
          )[hook]
          emit?.(name, values)
        },
        { hook: emitHook, channel, values: args },
      )
      // A page that navigates or closes just now loses the message, as it does in Electron.
      .catch(() => undefined)
  }

  /** For tests: what a page looks like that got somewhere else in spite of every guard. */
  async forceDocument(url: string, html: string): Promise<void> {
    const page = await this.#page
    await page.route(toBrowser(url), (route) => route.fulfill({ contentType: 'text/html', body: html }), {
      times: 1,
    })
    await page.goto(toBrowser(url))
  }

  /** For tests: the page itself. */
  page(): Promise<Page> {
    return this.#page
  }

  async destroy(): Promise<void> {
    if (this.#destroyed) return
    this.#destroyed = true
    this.#process?.kill('SIGKILL')
    this.emit('destroyed')
    const page = await this.#page
    await page.close()
  }
}
