import type { CoreEvent } from './events.ts'
import type { Reply } from './index.ts'

/**
 * What a host gives the page: the desktop preload as `window.stackpass`, the loopback host over HTTP
 * (`POST /api/call` with `{method, input}`, `POST /api/events` as a stream of lines, both protected by the key of the tab).
 */
export interface HostLink {
  call(method: string, input: unknown): Promise<Reply<unknown>>
  /** Returns the function that stops listening. */
  onEvent(listener: (event: CoreEvent) => void): () => void
}
