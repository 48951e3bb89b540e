import { afterEach, describe, expect, it, vi } from 'vitest'
import { createHttpBridge } from '../../../renderer/app/http-bridge.ts'
import { readLines } from '../../../renderer/app/read-lines.ts'
import { connection } from '../../../renderer/app/connection.ts'
import { connect } from '../../../renderer/app/transport.ts'
import type { CoreEvent } from '../../../shared/contract/events.ts'
import { until } from '../../patience.ts'

function streamOf(...chunks: (string | Uint8Array)[]): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder()
  return new ReadableStream({
    start(controller) {
      for (const chunk of chunks)
        controller.enqueue(typeof chunk === 'string' ? encoder.encode(chunk) : chunk)
      controller.close()
    },
  })
}

afterEach(() => {
  vi.unstubAllGlobals()
  connection.set('open')
})

describe('readLines', () => {
  it('joins lines and characters that are split over chunks, and skips heartbeats', async () => {
    const bytes = new TextEncoder().encode('{"a":"é"}\n')
    const lines: string[] = []
    for await (const line of readLines(
      streamOf('{"x"', ':1}\n\n', bytes.slice(0, 7), bytes.slice(7), 'last'),
    )) {
      lines.push(line)
    }
    expect(lines).toEqual(['{"x":1}', '{"a":"é"}', 'last'])
  })
})

describe('the bridge over HTTP', () => {
  it('sends the method, the input and the token in a header, never in the address', async () => {
    const fetched = vi.fn(async () => new Response('{"ok":true,"value":{"known":true}}'))
    vi.stubGlobal('fetch', fetched)
    const reply = await createHttpBridge('secret-token').call('active.get', {})
    expect(reply).toEqual({ ok: true, value: { known: true } })
    expect(fetched).toHaveBeenCalledWith('/api/call', {
      method: 'POST',
      headers: { authorization: 'Bearer secret-token', 'content-type': 'application/json' },
      body: '{"method":"active.get","input":{}}',
    })
  })

  it('gives coded errors for no host, a wrong token and an answer that is no JSON', async () => {
    const replies = [
      () => Promise.reject(new TypeError('Failed to fetch')),
      () => Promise.resolve(new Response('', { status: 401 })),
      () => Promise.resolve(new Response('<html>', { status: 502 })),
    ]
    vi.stubGlobal('fetch', () => replies.shift()?.())
    const bridge = createHttpBridge('')
    const codes = []
    for (let count = 0; count < 3; count++) {
      const reply = await bridge.call('active.get', {})
      codes.push(reply.ok ? 'ok' : reply.error.code)
    }
    expect(codes).toEqual(['HostUnreachable', 'NotAllowed', 'Internal'])
  })

  it('says that the connection is lost, opens events again, and asks for everything anew', async () => {
    const answers = [
      () => Promise.resolve(new Response(streamOf('{"type":"activeChanged"}\n'))),
      () => Promise.reject(new TypeError('gone')),
      () => Promise.resolve(new Response(new ReadableStream())),
    ]
    vi.stubGlobal('fetch', () => answers.shift()?.())
    const events: CoreEvent['type'][] = []
    const states: string[] = []
    connection.subscribe(() => states.push(connection.get()))
    createHttpBridge('t').onEvent((event) => events.push(event.type))
    await until(() => expect(events).toContain('filesChanged'))
    expect(events[0]).toBe('activeChanged')
    expect(events).toContain('settingsChanged')
    expect(states).toEqual(['lost', 'open'])
  })
})

describe('a host that was started again', () => {
  it('is told from one that is gone, and is not asked again with the old key', async () => {
    const answers = [
      () => Promise.resolve(new Response(streamOf('{"type":"activeChanged"}\n'))),
      () => Promise.resolve(new Response('', { status: 401 })),
    ]
    const fetched = vi.fn(() => answers.shift()?.())
    vi.stubGlobal('fetch', fetched)
    createHttpBridge('t').onEvent(() => undefined)
    await until(() => expect(connection.get()).toBe('refused'))
    expect(fetched).toHaveBeenCalledTimes(2)
  })

  it('goes on with the key of its address, opened in the same tab, and asks for everything anew', async () => {
    const keys: string[] = []
    vi.stubGlobal('fetch', (_url: string, { headers }: { headers: Record<string, string> }) => {
      keys.push(headers['authorization'] ?? '')
      const known = headers['authorization'] === 'Bearer new'
      return Promise.resolve(new Response(known ? new ReadableStream() : '', { status: known ? 200 : 401 }))
    })
    const page = Object.assign(new EventTarget(), {
      location: { hash: '#token=old', pathname: '/', search: '' },
      history: { replaceState: () => (page.location.hash = '') },
    })
    const events: CoreEvent['type'][] = []
    connect(page as unknown as Window).onEvent(({ type }) => events.push(type))
    await until(() => expect(connection.get()).toBe('refused'))
    page.location.hash = '#token=new'
    page.dispatchEvent(new Event('hashchange'))
    await until(() => expect(connection.get()).toBe('open'))
    expect(page.location.hash).toBe('')
    expect(keys).toEqual(['Bearer old', 'Bearer new'])
    expect(events).toContain('filesChanged')
  })
})

describe('connect', () => {
  it('takes the token out of the address bar and the history', () => {
    const replaceState = vi.fn()
    const page = {
      location: { hash: '#token=abc', pathname: '/', search: '' },
      history: { replaceState },
      addEventListener: () => undefined,
    } as unknown as Window
    connect(page)
    expect(replaceState).toHaveBeenCalledWith(null, '', '/')
  })

  it('prefers the bridge of the desktop', () => {
    const stackpass = { call: vi.fn(), onEvent: vi.fn() }
    expect(connect({ stackpass } as unknown as Window)).toBe(stackpass)
  })
})
