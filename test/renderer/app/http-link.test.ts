// @vitest-environment happy-dom
import { webcrypto } from 'node:crypto'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { connection, mayLoad, tryAgain } from '../../../renderer/app/connection.ts'
import { createHttpLink } from '../../../renderer/app/http-link.ts'
import { readLines } from '../../../renderer/app/read-lines.ts'
import { openTabAccess } from '../../../renderer/app/tab-access.ts'
import { connect } from '../../../renderer/app/transport.ts'
import { late } from '../../../renderer/ui/late-part.tsx'
import type { CoreEvent } from '../../../shared/contract/events.ts'
import { createTabSeal, parseTabKey, purposes, toHex, type Bytes } from '../../../shared/loopback/tab-seal.ts'
import { leaveTime, until } from '../../patience.ts'

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

const keyText = `${'a'.repeat(32)}.${'1'.repeat(64)}`
const key = parseTabKey(keyText)!
const bytesOf = (value: unknown): Bytes => new Uint8Array(Buffer.from(JSON.stringify(value)))

interface Got {
  readonly path: string
  readonly headers: Record<string, string>
  readonly body: Bytes
}

/** A host that has the key, unless it is an impostor. Each request takes the next answer. */
async function hostWith(answers: ((got: Got, host: Host) => Promise<Response>)[], secret = key.secret) {
  const seal = await createTabSeal(webcrypto, secret)
  const host: Host = {
    got: [],
    reply: async ({ body }, value) => new Response(await seal.close(bytesOf(value), purposes.reply(body))),
    stream: async ({ body }, ...lines) => {
      const sealed = lines.map(async (line, count) =>
        toHex(await seal.close(bytesOf(line), purposes.event(body, count))),
      )
      return new Response(streamOf((await Promise.all(sealed)).map((line) => `${line}\n`).join('')))
    },
    open: (got) => seal.open(got.body, purposes.request(got.path)),
  }
  vi.stubGlobal('fetch', (path: string, init: { headers: Record<string, string>; body: Bytes }) => {
    const got = { path, headers: init.headers, body: init.body }
    host.got.push(got)
    return answers.shift()?.(got, host) ?? Promise.reject(new TypeError('Failed to fetch'))
  })
  return host
}

interface Host {
  readonly got: Got[]
  reply(got: Got, value: unknown): Promise<Response>
  stream(got: Got, ...lines: unknown[]): Promise<Response>
  open(got: Got): Promise<Bytes | undefined>
}

const access = async () => ({ id: key.id, seal: await createTabSeal(webcrypto, key.secret) })
const status =
  (code: number, text = '{}') =>
  () =>
    Promise.resolve(new Response(text, { status: code }))

beforeEach(() => vi.stubGlobal('crypto', webcrypto))
afterEach(() => {
  vi.unstubAllGlobals()
  connection.set('open')
  sessionStorage.clear()
  document.head.innerHTML = ''
  history.replaceState(null, '', '/')
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

describe('the host link over HTTP', () => {
  it('sends what only the host can read, and its key never', async () => {
    const host = await hostWith([(got, { reply }) => reply(got, { ok: true, value: { known: true } })])
    const reply = await createHttpLink(access()).call('edits.plan', { secret: 'typed just now' })
    expect(reply).toEqual({ ok: true, value: { known: true } })
    const [got] = host.got
    expect(got?.path).toBe('/api/call')
    expect(got?.headers).toEqual({
      'content-type': 'application/octet-stream',
      'x-stackpass-tab': key.id,
    })
    expect(Buffer.from(got?.body ?? []).toString('latin1')).not.toContain('typed just now')
    expect(JSON.parse(Buffer.from((await host.open(got!)) ?? []).toString())).toEqual({
      method: 'edits.plan',
      input: { secret: 'typed just now' },
    })
  })

  it('gives coded errors for no host, no access and an answer that cannot be read', async () => {
    await hostWith([
      () => Promise.reject(new TypeError('Failed to fetch')),
      status(401),
      status(502, '<html>'),
    ])
    const codes = []
    for (let count = 0; count < 3; count++) {
      connection.set('open')
      const reply = await createHttpLink(access()).call('active.get', {})
      codes.push(reply.ok ? 'ok' : reply.error.code)
    }
    expect(codes).toEqual(['HostUnreachable', 'NotAllowed', 'HostUnreachable'])
  })

  it('says what to do in a tab that was opened without an address', async () => {
    const host = await hostWith([])
    const reply = await createHttpLink(Promise.resolve(undefined)).call('active.get', {})
    expect(reply).toMatchObject({ ok: false, error: { code: 'NotAllowed' } })
    expect(host.got).toEqual([])
    expect(connection.get()).toBe('refused')
  })
})

describe('when the connection is lost', () => {
  const events: CoreEvent['type'][] = []
  const follow = () => {
    events.length = 0
    const link = createHttpLink(access())
    link.onEvent(({ type }) => events.push(type))
    return link
  }

  it.each([
    ['the stream breaks', 'lost', [{ open: true }, { event: { type: 'activeChanged' } }]],
    ['the host says that it stops', 'stopped', [{ open: true }, { end: 'stopped' }]],
    ['the key of the tab ended', 'unused', [{ open: true }, { end: 'unused' }]],
  ] as const)(
    '%s: nothing is asked of its address any more, by no call and no part of the page',
    async (...[, state, lines]) => {
      const host = await hostWith([(got, { stream }) => stream(got, ...lines)])
      const link = follow()
      await until(() => expect(connection.get()).toBe(state))
      expect(await link.call('edits.plan', {})).toMatchObject({
        ok: false,
        error: { code: 'HostUnreachable' },
      })
      expect(mayLoad()).toBe(false)
      const load = vi.fn(() => Promise.resolve({ Part: () => null }))
      late(load, ({ Part }) => Part).preload()
      await leaveTime(1_000)
      expect(load).not.toHaveBeenCalled()
      expect(host.got).toHaveLength(1)
    },
  )

  it('goes on with the same host when the user asks for it, and asks for everything anew', async () => {
    const host = await hostWith([
      (got, { stream }) => stream(got, { open: true }),
      (got, { stream }) => stream(got, { open: true }, { event: { type: 'promptClosed', promptId: 'x' } }),
    ])
    follow()
    await until(() => expect(connection.get()).toBe('lost'))
    expect(events).toEqual([])
    const states: string[] = []
    const stop = connection.subscribe(() => states.push(connection.get()))
    await tryAgain.get()?.()
    await until(() => expect(events).toContain('promptClosed'))
    expect(events).toContain('filesChanged')
    expect(states[0]).toBe('open')
    expect(host.got).toHaveLength(2)
    stop()
  })

  it.each([
    ['a stream closed with another key', (got: Got, { stream }: Host) => stream(got, { open: true })],
    [
      'a stream of plain lines',
      () => Promise.resolve(new Response(streamOf('{"open":true}\n{"event":{"type":"filesChanged"}}\n'))),
    ],
    ['a page', status(200, '<script>alert(1)</script>')],
  ])('an impostor at its address is not believed: %s', async (_what, answer) => {
    const other = new Uint8Array(32).fill(7)
    const host = await hostWith([answer], other)
    follow()
    await until(() => expect(connection.get()).toBe('lost'))
    expect(events).toEqual([])
    expect(host.got).toHaveLength(1)
  })

  it('an answer that belongs to another request is not believed', async () => {
    let first: Got | undefined
    await hostWith([
      (got, { reply }) => {
        first = got
        return reply(got, { ok: true, value: 1 })
      },
      (_got, { reply }) => reply(first!, { ok: true, value: 'the answer of before' }),
    ])
    const link = createHttpLink(access())
    expect(await link.call('active.get', {})).toEqual({ ok: true, value: 1 })
    expect(await link.call('active.get', {})).toMatchObject({
      ok: false,
      error: { code: 'HostUnreachable' },
    })
    expect(connection.get()).toBe('lost')
  })
})

describe('the access of a tab', () => {
  const trade = (value: unknown, code = 200) =>
    vi.stubGlobal(
      'fetch',
      vi.fn(() => Promise.resolve(new Response(JSON.stringify(value), { status: code }))),
    )

  it('comes for the code in the address, which leaves the address bar at once', async () => {
    trade({ ok: true, value: { key: keyText } })
    history.replaceState(null, '', '/#token=abc')
    const opening = openTabAccess(window)
    expect(location.hash).toBe('')
    expect((await opening)?.id).toBe(key.id)
    expect(fetch).toHaveBeenCalledWith('/api/trade', expect.objectContaining({ body: '{"code":"abc"}' }))
  })

  it('comes in the page that a launch file opened, and leaves it', async () => {
    trade({})
    history.replaceState(null, '', '/open')
    document.head.innerHTML = `<meta name="stackpass-tab" content="${keyText}">`
    expect((await openTabAccess(window))?.id).toBe(key.id)
    expect(document.head.innerHTML).toBe('')
    expect(location.pathname).toBe('/')
    expect(fetch).not.toHaveBeenCalled()
  })

  it('is left in the storage of the tab only while it is loaded again', async () => {
    trade({ ok: true, value: { key: keyText } })
    history.replaceState(null, '', '/#token=abc')
    await openTabAccess(window)
    expect(JSON.stringify({ ...sessionStorage })).not.toContain(key.id)
    window.dispatchEvent(new Event('pagehide'))
    expect(Object.values({ ...sessionStorage })).toEqual([keyText])
    expect((await openTabAccess(window))?.id).toBe(key.id)
    expect(sessionStorage).toHaveLength(0)
  })

  it('is the one of before where an old address is opened again in the same tab', async () => {
    trade({ ok: false, error: { code: 'NotAllowed', message: 'used' } }, 403)
    sessionStorage.setItem('stackpass-tab', keyText)
    history.replaceState(null, '', '/#token=used')
    expect((await openTabAccess(window))?.id).toBe(key.id)
  })

  it('is kept before the page is left, and taken back where the page stays', async () => {
    trade({ ok: true, value: { key: keyText } })
    history.replaceState(null, '', '/#token=abc')
    await openTabAccess(window)
    vi.useFakeTimers()
    window.dispatchEvent(new Event('beforeunload'))
    expect(Object.values({ ...sessionStorage })).toEqual([keyText])
    await vi.runAllTimersAsync()
    vi.useRealTimers()
    expect(sessionStorage).toHaveLength(0)
  })

  it('is none where neither code nor key is', async () => {
    trade({})
    history.replaceState(null, '', '/')
    expect(await openTabAccess(window)).toBeUndefined()
    expect(fetch).not.toHaveBeenCalled()
  })

  it.each([
    ['no answer', undefined],
    ['an answer without a key', { ok: true, value: {} }],
    ['no key', { ok: true, value: { key: 'x' } }],
  ])('is none for %s', async (_what, value) => {
    if (value === undefined) vi.stubGlobal('fetch', () => Promise.reject(new TypeError('gone')))
    else trade(value)
    history.replaceState(null, '', '/#token=abc')
    expect(await openTabAccess(window)).toBeUndefined()
  })
})

describe('connect', () => {
  it('loads the page anew when another address is opened in its tab: it joins no other host', () => {
    const reload = vi.fn()
    const page = Object.assign(new EventTarget(), {
      location: { hash: '', pathname: '/', search: '', reload },
      history: { replaceState: () => undefined },
      document,
      sessionStorage,
    })
    connect(page as unknown as Window)
    page.dispatchEvent(new Event('hashchange'))
    expect(reload).not.toHaveBeenCalled()
    page.location.hash = '#token=new'
    page.dispatchEvent(new Event('hashchange'))
    expect(reload).toHaveBeenCalledOnce()
  })

  it('prefers the link of the desktop', () => {
    const stackpass = { call: vi.fn(), onEvent: vi.fn() }
    expect(connect({ stackpass } as unknown as Window)).toBe(stackpass)
  })
})
