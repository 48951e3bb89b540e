import type { ServerResponse } from 'node:http'
import type { Core } from '../../core/start/create-core.ts'
import { purposes, toHex, type Bytes } from '../../shared/loopback/tab-seal.ts'
import type { Tab, TabEnd } from './tab-keys.ts'

export interface EventSource {
  readonly events: Pick<Core['events'], 'subscribe'>
}

const heartbeatMs = 15_000
/** A reader with this large a backlog is gone or stuck and gets disconnected. */
const backlogLimitBytes = 1024 * 1024

export interface StreamOptions {
  readonly core: EventSource
  readonly tab: Tab
  /** The request for the stream: each line is sealed for it. */
  readonly request: Bytes
  readonly response: ServerResponse
  readonly headers: Readonly<Record<string, string>>
}

/**
 * Streams core events to a tab until it leaves or its key ends: one line each, sealed with the tab's key, in an order that
 * nobody can change. An empty line is a heartbeat. Resolves when the stream ends.
 */
export function streamEvents({ core, tab, request, response, headers }: StreamOptions): Promise<void> {
  response.writeHead(200, { ...headers, 'content-type': 'application/x-ndjson; charset=utf-8' })
  let count = 0
  let sent = Promise.resolve()
  const send = (value: object): Promise<void> => {
    const purpose = purposes.event(request, count++)
    const plain = new Uint8Array(Buffer.from(JSON.stringify(value)))
    sent = sent.then(async () => {
      const line = toHex(await tab.seal.close(plain, purpose))
      response.write(`${line}\n`)
      if (response.writableLength > backlogLimitBytes) response.destroy()
    })
    return sent
  }
  // The first line shows at once that the stream is open and that the host has the tab's key.
  void send({ open: true })
  const unsubscribe = core.events.subscribe((event) => void send({ event }))
  const unfollow = tab.follow((why: TabEnd) => void send({ end: why }).then(() => response.end()))
  const heartbeat = setInterval(() => response.write('\n'), heartbeatMs)
  return new Promise((resolve) => {
    response.once('close', () => {
      clearInterval(heartbeat)
      unsubscribe()
      unfollow()
      resolve()
    })
  })
}
