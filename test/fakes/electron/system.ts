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

interface MessageBox {
  readonly cancelId?: number
  readonly signal?: AbortSignal
}

/** Tests choose the answer of the next question; without one it stays open until it is answered or taken back. */
export const dialog = {
  answer: 0 as number | undefined,
  open: [] as ((response: number) => void)[],
  /** With the options alone, or with the window that it belongs to before them. */
  showMessageBox(...given: readonly unknown[]): Promise<{ response: number; checkboxChecked: boolean }> {
    const { signal, ...options } = given.at(-1) as MessageBox
    record('showMessageBox', { ...options, hasWindow: given.length > 1 })
    return new Promise((resolve) => {
      const end = (response: number): void => resolve({ response, checkboxChecked: false })
      signal?.addEventListener('abort', () => end(options.cancelId ?? 0), { once: true })
      if (dialog.answer === undefined) dialog.open.push(end)
      else end(dialog.answer)
    })
  },
  /** The folder that is chosen; without one the dialog is left. */
  folder: undefined as string | undefined,
  showOpenDialog(...given: readonly unknown[]): Promise<{ canceled: boolean; filePaths: string[] }> {
    record('showOpenDialog', { ...(given.at(-1) as object), hasWindow: given.length > 1 })
    const { folder } = dialog
    return Promise.resolve({
      canceled: folder === undefined,
      filePaths: folder === undefined ? [] : [folder],
    })
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
