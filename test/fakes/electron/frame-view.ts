import type { Frame } from '@playwright/test'
import { fromBrowser } from './addresses.ts'

/** WebFrameMain, as far as senders are checked by it. */
export interface FrameView {
  readonly url: string
  readonly origin: string
  readonly parent: FrameView | null
  readonly name: string
  isDestroyed(): boolean
}

export function frameView(frame: Frame): FrameView {
  const parent = frame.parentFrame()
  const url = fromBrowser(frame.url())
  return {
    url,
    // URL.origin is "null" for schemes that it does not know; Electron gives scheme and host.
    origin: /^app:\/\/[^/]*/.exec(url)?.[0] ?? (URL.canParse(url) ? new URL(url).origin : 'null'),
    parent: parent === null ? null : frameView(parent),
    name: frame.name(),
    isDestroyed: () => frame.isDetached(),
  }
}
