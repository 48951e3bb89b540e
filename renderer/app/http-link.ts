import type { HostLink } from '../../shared/contract/host-link.ts'
import type { CoreEvent } from '../../shared/contract/events.ts'
import type { Reply } from '../../shared/contract/index.ts'
import { fail } from '../../shared/result.ts'
import { fromHex, purposes, tabHeader, type Bytes } from '../../shared/loopback/tab-seal.ts'
import { connection, mayLoad, tryAgain, type ConnectionState } from './connection.ts'
import { readLines } from './read-lines.ts'
import type { TabAccess } from './tab-access.ts'

/** What the page must reload after a lost connection, because it may have missed events. */
const everything: readonly CoreEvent[] = [
  { type: 'filesChanged' },
  { type: 'settingsChanged' },
  { type: 'historyChanged' },
  { type: 'activeChanged' },
  { type: 'stacksChanged' },
  { type: 'sessionsChanged' },
]

/** One line of the event stream. */
interface StreamLine {
  readonly open?: true
  readonly event?: CoreEvent
  readonly end?: 'stopped' | 'unused'
}

interface Asked {
  readonly response: Response
  readonly request: Bytes
  readonly access: TabAccess
}

const unreachable = (reason: string): Reply<never> =>
  fail('HostUnreachable', 'Stackpass does not answer.', {
    reason,
    remedy: 'Start `stackpass serve` again: it opens a new tab.',
  })

const notAllowed: Reply<never> = fail('NotAllowed', 'This tab has no access to Stackpass.', {
  reason:
    'An address opens one tab, once and for a short time; the access ends with the tab and with Stackpass.',
  remedy: 'Press Enter in the terminal of `stackpass serve` and open the address that it prints.',
})

export interface HttpLink extends HostLink {
  /** A code that opens another tab. */
  newCode(): Promise<Reply<{ readonly code: string }>>
}

/**
 * The link to the loopback host: `POST /api/call` for calls and one long `POST /api/events` for events, both sealed with
 * the tab's key in both directions. When the stream breaks, it sends no more requests, because another program may have
 * the port now. Network failures become coded replies.
 */
export function createHttpLink(opening: Promise<TabAccess | undefined>): HttpLink {
  const listeners = new Set<(event: CoreEvent) => void>()
  // Whether events may have been missed since the last stream.
  let wasCut = false
  const tell = (event: CoreEvent) => listeners.forEach((listener) => listener(event))

  /** Sends a request that only our host can read; undefined for a tab without access. */
  async function send(path: string, value: unknown): Promise<Asked | undefined> {
    const access = await opening
    if (access === undefined) return undefined
    const plain = new TextEncoder().encode(JSON.stringify(value))
    const request = await access.seal.close(plain, purposes.request(path))
    const headers = { 'content-type': 'application/octet-stream', [tabHeader]: access.id }
    const response = await fetch(path, { method: 'POST', headers, body: request })
    if (response.status === 401 || response.status === 403) return undefined
    return { response, request, access }
  }

  async function exchange(path: string, value: unknown): Promise<Reply<unknown>> {
    if (!mayLoad()) return unreachable('The connection was lost.')
    try {
      const asked = await send(path, value)
      if (asked === undefined) {
        connection.set('refused')
        return notAllowed
      }
      const { response, request, access } = asked
      if (!response.ok) return (await response.json()) as Reply<unknown>
      const sealed = new Uint8Array(await response.arrayBuffer())
      const plain = await access.seal.open(sealed, purposes.reply(request))
      if (plain !== undefined) return JSON.parse(new TextDecoder().decode(plain)) as Reply<unknown>
      connection.set('lost')
      return unreachable('Something else answers at its address.')
    } catch (error) {
      return unreachable(error instanceof Error ? error.message : 'The connection failed.')
    }
  }

  /** Follows the events until the stream ends, and returns how it ended. */
  async function follow(onOpen: () => void): Promise<Exclude<ConnectionState, 'open'>> {
    const asked = await send('/api/events', {})
    if (asked === undefined) return 'refused'
    const { response, request, access } = asked
    if (!response.ok || response.body === null) throw new Error(`status ${response.status}`)
    let count = 0
    for await (const text of readLines(response.body)) {
      const plain = await access.seal.open(fromHex(text), purposes.event(request, count++))
      if (plain === undefined) throw new Error('something else answers')
      const line = JSON.parse(new TextDecoder().decode(plain)) as StreamLine
      if (line.open) {
        connection.set('open')
        onOpen()
        if (wasCut) everything.forEach(tell)
      }
      if (line.event) tell(line.event)
      if (line.end) return line.end
    }
    throw new Error('the stream ended')
  }

  /** Resolves once it is known whether the host answers. */
  function listen(): Promise<void> {
    return new Promise((onKnown) => {
      const lost = (error: unknown): ConnectionState => {
        console.debug('events:', error)
        return 'lost'
      }
      void follow(onKnown)
        .catch(lost)
        .then((state) => {
          wasCut = true
          connection.set(state)
          onKnown()
        })
    })
  }

  let listening = false
  return {
    call: (method, input) => exchange('/api/call', { method, input }),
    newCode: () => exchange('/api/code', {}) as Promise<Reply<{ readonly code: string }>>,
    onEvent(listener) {
      listeners.add(listener)
      if (!listening) {
        listening = true
        tryAgain.set(listen)
        void listen()
      }
      return () => listeners.delete(listener)
    },
  }
}
