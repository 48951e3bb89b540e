import type { ServerResponse } from 'node:http'
import type { Core } from '../../core/create-core.ts'

export interface EventSource {
  readonly events: Pick<Core['events'], 'subscribe'>
}

const heartbeatMs = 15_000
/** A reader that lets this much pile up is gone or stuck; it is cut off and may connect again. */
const backlogLimitBytes = 1024 * 1024

/**
 * Streams core events as JSON lines until the client or the host closes; an empty line is a heartbeat.
 * Returns the function that ends the stream.
 */
export function streamEvents(
  core: EventSource,
  response: ServerResponse,
  headers: Readonly<Record<string, string>>,
  onClosed: () => void,
): () => void {
  response.writeHead(200, { ...headers, 'content-type': 'application/x-ndjson; charset=utf-8' })
  const send = (line: string): void => {
    response.write(`${line}\n`)
    if (response.writableLength > backlogLimitBytes) response.destroy()
  }
  // The first line tells the client at once that the stream is open.
  send('')
  const unsubscribe = core.events.subscribe((event) => send(JSON.stringify(event)))
  const heartbeat = setInterval(send, heartbeatMs, '')
  response.once('close', () => {
    clearInterval(heartbeat)
    unsubscribe()
    onClosed()
  })
  return () => response.end()
}
