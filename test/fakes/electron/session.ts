import { EventEmitter } from 'node:events'

type Answer = (details: { cancel?: boolean }) => void
type BeforeRequest = (details: { url: string; method: string; resourceType: string }, answer: Answer) => void

class Session extends EventEmitter {
  permissionRequestHandler:
    ((contents: unknown, permission: string, answer: (granted: boolean) => void) => void) | null = null
  permissionCheckHandler: ((contents: unknown, permission: string, origin: string) => boolean) | null = null
  devicePermissionHandler: ((details: unknown) => boolean) | null = null
  displayMediaHandler: ((request: unknown, answer: (streams: object) => void) => void) | null = null
  beforeRequest: BeforeRequest | null = null
  spellCheckerEnabled = true

  readonly webRequest = {
    onBeforeRequest: (listener: BeforeRequest | null): void => {
      this.beforeRequest = listener
    },
  }

  setPermissionRequestHandler(handler: Session['permissionRequestHandler']): void {
    this.permissionRequestHandler = handler
  }

  setPermissionCheckHandler(handler: Session['permissionCheckHandler']): void {
    this.permissionCheckHandler = handler
  }

  setDevicePermissionHandler(handler: Session['devicePermissionHandler']): void {
    this.devicePermissionHandler = handler
  }

  setDisplayMediaRequestHandler(handler: Session['displayMediaHandler']): void {
    this.displayMediaHandler = handler
  }

  setSpellCheckerEnabled(enabled: boolean): void {
    this.spellCheckerEnabled = enabled
  }

  /** For tests: would a page get this? Without a handler Electron grants. */
  requestPermission(permission: string): Promise<boolean> {
    const handler = this.permissionRequestHandler
    if (handler === null) return Promise.resolve(true)
    return new Promise((resolve) => handler(null, permission, resolve))
  }

  checkPermission(permission: string): boolean {
    return this.permissionCheckHandler?.(null, permission, 'app://stackpass') ?? true
  }

  /** True when the app cancels the request before it is made. */
  cancels(details: { url: string; method: string; resourceType: string }): Promise<boolean> {
    const listener = this.beforeRequest
    if (listener === null) return Promise.resolve(false)
    return new Promise((resolve) => listener(details, ({ cancel }) => resolve(cancel === true)))
  }
}

export const session = { defaultSession: new Session() }
