import { EventEmitter } from 'node:events'
import { record } from './records.ts'

let copied = ''
export const clipboard = {
  readText: (): Promise<string> => Promise.resolve(copied),
  writeText(text: string): Promise<void> {
    copied = text
    return Promise.resolve()
  },
}

export const shell = {
  openExternal(url: string): Promise<void> {
    record('openExternal', url)
    return Promise.resolve()
  },
}

/** Tests choose the answer of the next question. */
export const dialog = {
  answer: 0,
  showMessageBox(options: unknown): Promise<{ response: number }> {
    record('showMessageBox', options)
    return Promise.resolve({ response: dialog.answer })
  },
  showErrorBox(title: string, content: string): void {
    record('showErrorBox', { title, content })
  },
}

export const powerMonitor = new EventEmitter()

const shortcuts = new Map<string, () => void>()
export const globalShortcut = {
  /** Accelerators that another program holds. */
  taken: new Set<string>(),
  register(accelerator: string, pressed: () => void): boolean {
    if (!/^[\w+]+$/.test(accelerator)) throw new TypeError(`conversion failure from ${accelerator}`)
    if (globalShortcut.taken.has(accelerator)) return false
    shortcuts.set(accelerator, pressed)
    return true
  },
  unregister(accelerator: string): void {
    shortcuts.delete(accelerator)
  },
  isRegistered: (accelerator: string): boolean => shortcuts.has(accelerator),
  /** For tests. */
  press: (accelerator: string): void => shortcuts.get(accelerator)?.(),
}

class NativeTheme extends EventEmitter {
  themeSource = 'system'

  get shouldUseDarkColors(): boolean {
    return this.themeSource === 'dark'
  }
}
export const nativeTheme = new NativeTheme()

const screenArea = { x: 0, y: 0, width: 1920, height: 1080 }
export const screen = {
  getAllDisplays: () => [{ id: 1, bounds: screenArea, workArea: screenArea, scaleFactor: 1 }],
  getPrimaryDisplay: () => screen.getAllDisplays()[0],
}

export class Notification extends EventEmitter {
  readonly options: unknown

  constructor(options: unknown) {
    super()
    this.options = options
  }

  static isSupported(): boolean {
    return true
  }

  show(): void {
    record('notification', this.options)
  }
}
