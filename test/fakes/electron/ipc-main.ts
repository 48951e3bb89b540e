import { EventEmitter } from 'node:events'
import type { WebContents } from './web-contents.ts'
import type { FrameView } from './frame-view.ts'

export interface InvokeEvent {
  readonly type: 'frame'
  readonly sender: WebContents
  readonly senderFrame: FrameView | null
}

type InvokeHandler = (event: InvokeEvent, ...args: unknown[]) => unknown

class IpcMain extends EventEmitter {
  readonly #handlers = new Map<string, InvokeHandler>()

  handle(channel: string, handler: InvokeHandler): void {
    if (this.#handlers.has(channel))
      throw new Error(`Attempted to register a second handler for '${channel}'`)
    this.#handlers.set(channel, handler)
  }

  removeHandler(channel: string): void {
    this.#handlers.delete(channel)
  }

  /** What `ipcRenderer.invoke` of a frame arrives at. Like Electron, a rejection keeps only its message. */
  async invoke(event: InvokeEvent, channel: string, args: readonly unknown[]): Promise<unknown> {
    const handler = this.#handlers.get(channel)
    if (handler === undefined)
      throw new Error(
        `Error invoking remote method '${channel}': Error: No handler registered for '${channel}'`,
      )
    try {
      return await handler(event, ...args)
    } catch (error) {
      throw new Error(`Error invoking remote method '${channel}': ${String(error)}`)
    }
  }
}

export const ipcMain = new IpcMain()
