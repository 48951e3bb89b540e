import type { Bridge } from '../../shared/contract/bridge.ts'
import type { CoreEvent } from '../../shared/contract/events.ts'
import type { Reply } from '../../shared/contract/index.ts'
import { fail } from '../../shared/result.ts'
import { connection } from './connection.ts'
import { readLines } from './read-lines.ts'

const firstRetryMs = 300
const longestRetryMs = 5_000

/** What the page must ask for again after it was cut off: events may have been missed. */
const everything: readonly CoreEvent[] = [
  { type: 'filesChanged' },
  { type: 'settingsChanged' },
  { type: 'historyChanged' },
  { type: 'activeChanged' },
  { type: 'stacksChanged' },
]

export interface HttpBridge extends Bridge {
  /** Goes on with the key of a host that was started again. */
  renew(token: string): void
}

/**
 * The bridge over the loopback host: `POST /api/call` for calls and one long `POST /api/events` for events, opened
 * again with growing pauses when it breaks. Network failures become coded replies.
 */
export function createHttpBridge(token: string): HttpBridge {
  const headersFor = (key: string) => ({ authorization: `Bearer ${key}`, 'content-type': 'application/json' })
  let headers = headersFor(token)
  const listeners = new Set<(event: CoreEvent) => void>()
  // Whether events may have been missed since the last stream.
  let wasCut = false
  const tell = (event: CoreEvent) => listeners.forEach((listener) => listener(event))

  async function call(method: string, input: unknown): Promise<Reply<unknown>> {
    let response: Response
    try {
      response = await fetch('/api/call', {
        method: 'POST',
        headers,
        body: JSON.stringify({ method, input }),
      })
    } catch (error) {
      return fail('HostUnreachable', 'Stackpass does not answer.', {
        reason: error instanceof Error ? error.message : 'The connection failed.',
        remedy: 'Start `stackpass serve` again and open the address that it prints.',
      })
    }
    if (response.status === 401 || response.status === 403) {
      return fail('NotAllowed', 'This page is not allowed to talk to Stackpass.', {
        reason: 'The key in the address is missing or old. It is kept only until the page is reloaded.',
        remedy: 'Open the address that `stackpass serve` printed.',
      })
    }
    try {
      return (await response.json()) as Reply<unknown>
    } catch (error) {
      return fail('Internal', `Stackpass gave an answer that cannot be read (status ${response.status}).`, {
        reason: error instanceof Error ? error.message : 'It is not JSON.',
      })
    }
  }

  async function listen(): Promise<void> {
    let pauseMs = firstRetryMs
    for (;;) {
      try {
        const response = await fetch('/api/events', { method: 'POST', headers, body: '{}' })
        if (response.status === 401 || response.status === 403) {
          wasCut = true
          return connection.set('refused')
        }
        if (!response.ok || response.body === null) throw new Error(`status ${response.status}`)
        connection.set('open')
        pauseMs = firstRetryMs
        if (wasCut) everything.forEach(tell)
        for await (const line of readLines(response.body)) tell(JSON.parse(line) as CoreEvent)
        throw new Error('the stream ended')
      } catch (error) {
        wasCut = true
        connection.set('lost')
        console.debug('events:', error)
        await new Promise((resolve) => setTimeout(resolve, pauseMs))
        pauseMs = Math.min(pauseMs * 2, longestRetryMs)
      }
    }
  }

  let listening = false
  return {
    call,
    renew(next) {
      headers = headersFor(next)
      if (connection.get() === 'refused') void listen()
    },
    onEvent(listener) {
      listeners.add(listener)
      if (!listening) {
        listening = true
        void listen()
      }
      return () => listeners.delete(listener)
    },
  }
}
