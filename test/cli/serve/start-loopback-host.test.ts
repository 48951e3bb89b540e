import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { startLoopbackHost, type LoopbackHost } from '../../../cli/serve/start-loopback-host.ts'
import type { CoreEvent } from '../../../shared/contract/events.ts'
import type { Reply } from '../../../shared/contract/index.ts'
import { createTabClient, tradeAddress, type TabClient } from '../../fakes/tab-client.ts'
import { rawRequest } from './raw-request.ts'
import { until } from '../../patience.ts'

const listeners = new Set<(event: CoreEvent) => void>()
const core = {
  dispatch: vi.fn((method: string, input: unknown): Promise<Reply<unknown>> =>
    Promise.resolve({ ok: true, value: { method, input } }),
  ),
  events: {
    subscribe(listener: (event: CoreEvent) => void) {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
  },
}

let pageRoot = ''
let host: LoopbackHost
let origin = ''
let port = 0
let url = ''
let key = ''
let tab: TabClient
let clock = 0
const printed: string[] = []
const hourMs = 3_600_000

const start = (more: Partial<Parameters<typeof startLoopbackHost>[0]> = {}) =>
  startLoopbackHost({ core: () => Promise.resolve(core), pageRoot, now: () => clock, ...more })
/** A tab of its own, opened by a new address. */
const openTab = async (): Promise<TabClient> =>
  createTabClient(origin, (await tradeAddress(host.newOpening().url)) ?? '')

beforeEach(async () => {
  pageRoot = await mkdtemp(join(tmpdir(), 'stackpass-serve-'))
  await writeFile(join(pageRoot, 'index.html'), '<!doctype html><head><title>Stackpass</title></head>')
  for (const stream of [process.stdout, process.stderr])
    vi.spyOn(stream, 'write').mockImplementation((text) => {
      printed.push(String(text))
      return true
    })
  core.dispatch.mockClear()
  clock = Date.now()
  host = await start()
  url = host.newOpening().url
  origin = new URL(url).origin
  port = Number(new URL(url).port)
  key = (await tradeAddress(url)) ?? ''
  tab = await createTabClient(origin, key)
})

afterEach(async () => {
  await host.close()
  vi.restoreAllMocks()
  await rm(pageRoot, { recursive: true })
})

const id = () => key.split('.')[0] ?? ''
const goodHeaders = () => ({
  host: `127.0.0.1:${String(port)}`,
  origin,
  'x-stackpass-tab': id(),
  'content-type': 'application/octet-stream',
})
/** A request that is right in all but its seal. */
const call = (headers: Record<string, string>, body: string | Buffer = 'x'.repeat(64)) =>
  rawRequest(port, { method: 'POST', path: '/api/call', headers, body })

describe('the loopback host', () => {
  it('serves the page without a key and calls core with one', async () => {
    const page = await rawRequest(port, {})
    expect(page.status).toBe(200)
    expect(page.text).toContain('<title>Stackpass</title>')
    expect(await tab.send('/api/call', '{"method":"app.snapshot","input":{}}')).toEqual({
      status: 200,
      sealed: true,
      reply: { ok: true, value: { method: 'app.snapshot', input: {} } },
    })
    const headers = (await call(goodHeaders())).headers
    expect(headers['cache-control']).toBe('no-store')
    expect(headers['x-content-type-options']).toBe('nosniff')
  })

  it('listens on 127.0.0.1 only, with 256 bits of code in the fragment', () => {
    expect(origin).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/)
    expect(url.slice(origin.length)).toMatch(/^\/#token=[A-Za-z0-9_-]{43}$/)
    expect(key).toMatch(/^[0-9a-f]{32}\.[0-9a-f]{64}$/)
  })

  it('says so when the port is taken', async () => {
    const taken = createServer()
    await new Promise<void>((resolve) => taken.listen(0, '127.0.0.1', resolve))
    const busy = (taken.address() as AddressInfo).port
    await expect(start({ port: busy })).rejects.toMatchObject({ code: 'EADDRINUSE' })
    taken.close()
  })
})

describe('an address', () => {
  it('opens one tab, once, for five minutes', async () => {
    expect(await tradeAddress(url)).toBeUndefined()
    const { url: late } = host.newOpening()
    clock += 5 * 60_000
    expect(await tradeAddress(late)).toBeUndefined()
    expect(await tradeAddress(host.newOpening().url)).toMatch(/^[0-9a-f.]{97}$/)
  })

  it('opens nothing of another host', async () => {
    const other = await start()
    const { hash } = new URL(other.newOpening().url)
    expect(await tradeAddress(`${origin}/${hash}`)).toBeUndefined()
    const stranger = await createTabClient(`http://${other.host}`, key)
    expect(await stranger.send('/api/call', '{}')).toMatchObject({ status: 401, sealed: false })
    await other.close()
  })

  it.each([
    ['another origin', { origin: 'https://evil.example' }, 403],
    ['a file', { origin: 'null' }, 403],
    ['a form', { 'content-type': 'application/x-www-form-urlencoded' }, 415],
  ])('is not traded for %s, and keeps', async (_from, change, status) => {
    const { url: fresh } = host.newOpening()
    const code = new URL(fresh).hash.slice('#token='.length)
    const headers = { ...goodHeaders(), 'content-type': 'application/json', ...change }
    const body = JSON.stringify({ code })
    expect((await rawRequest(port, { method: 'POST', path: '/api/trade', headers, body })).status).toBe(
      status,
    )
    expect(await tradeAddress(fresh)).toBeDefined()
  })

  it.each(['{', '{}', 'null', '{"code":1}', '{"code":""}'])('is none for the body %s', async (body) => {
    const headers = { ...goodHeaders(), 'content-type': 'application/json' }
    expect((await rawRequest(port, { method: 'POST', path: '/api/trade', headers, body })).status).toBe(403)
  })
})

describe('the form of a launch file', () => {
  const fileHeaders = () => ({
    host: `127.0.0.1:${String(port)}`,
    origin: 'null',
    'sec-fetch-site': 'cross-site',
    'sec-fetch-mode': 'navigate',
    'sec-fetch-dest': 'document',
    'content-type': 'application/x-www-form-urlencoded',
  })
  const submit = (code: string, change: Record<string, string> = {}) =>
    rawRequest(port, {
      method: 'POST',
      path: '/open',
      headers: { ...fileHeaders(), ...change },
      body: `code=${code}`,
    })

  it('gets the page with a key in it, once, and ends the printed address with it', async () => {
    const opening = host.newOpening()
    const page = await submit(opening.code)
    expect(page.status).toBe(200)
    expect(page.headers['cache-control']).toBe('no-store')
    const [, given = ''] = /<meta name="stackpass-tab" content="([0-9a-f.]+)"><\/head>/.exec(page.text) ?? []
    const opened = await createTabClient(origin, given)
    expect(await opened.call('app.snapshot')).toMatchObject({ ok: true })
    expect((await submit(opening.code)).status).toBe(403)
    expect(await tradeAddress(opening.url)).toBeUndefined()
  })

  it('opens nothing after half a minute', async () => {
    const opening = host.newOpening()
    clock += 30_000
    const answer = await submit(opening.code)
    expect(answer.status).toBe(403)
    expect(answer.text).toContain('Press Enter in the terminal')
    expect(answer.text).not.toContain('stackpass-tab')
  })

  it.each([
    ['a site', { origin: 'https://evil.example' }],
    ['the page itself', { origin: 'http://127.0.0.1:1' }],
    ['a script', { 'sec-fetch-mode': 'cors', 'sec-fetch-dest': 'empty' }],
    ['a frame', { 'sec-fetch-dest': 'iframe' }],
  ])('is refused from %s, with the right code too', async (_from, change) => {
    const opening = host.newOpening()
    expect((await submit(opening.code, change)).status).toBe(403)
    expect((await submit(opening.code)).status).toBe(200)
  })

  it('is refused without a code, with a wrong one and with a long one', async () => {
    for (const code of ['', 'x', 'x'.repeat(43), 'x'.repeat(5_000)])
      expect((await submit(code)).status).toBe(403)
  })
})

describe('the key of a tab', () => {
  it('opens another tab by a code that works once and for seconds', async () => {
    const asked = (await tab.send('/api/code', '{}')).reply as { value: { code: string } }
    const address = `${origin}/#token=${asked.value.code}`
    expect(await tradeAddress(address)).not.toBe(key)
    expect(await tradeAddress(address)).toBeUndefined()
    const late = (await tab.send('/api/code', '{}')).reply as { value: { code: string } }
    clock += 10_000
    expect(await tradeAddress(`${origin}/#token=${late.value.code}`)).toBeUndefined()
  })

  it('stays while it is used, and ends after 12 hours without', async () => {
    const stop = new AbortController()
    const lines = tab.events(stop.signal)
    expect((await lines.next()).value).toEqual({ open: true })
    clock += 11 * hourMs
    expect(await tab.call('app.snapshot')).toMatchObject({ ok: true })
    clock += 11 * hourMs
    expect(await tab.call('app.snapshot')).toMatchObject({ ok: true })
    clock += 12 * hourMs
    expect((await tab.send('/api/call', '{}')).status).toBe(401)
    // The tab is told, rather than left with a page that looks alive.
    expect((await lines.next()).value).toEqual({ end: 'unused' })
    expect((await lines.next()).done).toBe(true)
    stop.abort()
  })

  it('ends after the hours that were asked for', async () => {
    const short = await start({ idleHours: 1 })
    const opened = await createTabClient(
      `http://${short.host}`,
      (await tradeAddress(short.newOpening().url)) ?? '',
    )
    const lines = opened.events()
    await lines.next()
    clock += hourMs
    expect((await opened.send('/api/call', '{}')).status).toBe(401)
    await short.close()
  })

  it('outlives a reload of the tab, and not the tab', async () => {
    const stop = new AbortController()
    const lines = tab.events(stop.signal)
    await lines.next()
    clock += hourMs
    expect(await tab.call('app.snapshot')).toMatchObject({ ok: true })
    stop.abort()
    await until(() => expect(listeners.size).toBe(0))
    clock += 30_000
    expect(await tab.call('app.snapshot')).toMatchObject({ ok: true })
    clock += 60_000
    expect((await tab.send('/api/call', '{}')).status).toBe(401)
  })

  it('ends with the host, which says so', async () => {
    const lines = tab.events()
    await lines.next()
    const closed = host.close()
    expect((await lines.next()).value).toEqual({ end: 'stopped' })
    await closed
  })

  it('of one tab opens no message of another', async () => {
    const other = await openTab()
    await other.call('app.snapshot')
    const mixed = await createTabClient(origin, `${id()}.${'0'.repeat(64)}`)
    expect(await mixed.send('/api/call', '{"method":"app.snapshot","input":{}}')).toMatchObject({
      status: 401,
      sealed: false,
    })
    expect(core.dispatch).toHaveBeenCalledTimes(1)
  })
})

describe('a stranger is refused', () => {
  const changed = (change: Record<string, string | undefined>): Record<string, string> =>
    Object.fromEntries(
      Object.entries({ ...goodHeaders(), ...change }).filter(
        (pair): pair is [string, string] => pair[1] !== undefined,
      ),
    )

  it.each([
    'localhost',
    'evil.example',
    '127.0.0.1',
    '127.0.0.1:1',
    '127.0.0.1.evil.example',
    '[::1]',
    '0.0.0.0',
  ])('under the host name %s, for the page and the API', async (name) => {
    const headers = { ...goodHeaders(), host: name.includes(':') ? name : `${name}:${String(port)}x` }
    expect((await rawRequest(port, { headers })).status).toBe(403)
    expect((await call(headers)).status).toBe(403)
    if (name !== '127.0.0.1') {
      const withPort = { ...goodHeaders(), host: `${name}:${String(port)}` }
      expect((await call(withPort)).status).toBe(403)
    }
    expect(core.dispatch).not.toHaveBeenCalled()
  })

  it.each(['null', 'https://evil.example', 'http://localhost', 'http://127.0.0.1', '', undefined])(
    'from the origin %s',
    async (value) => {
      const answer = await call(changed({ origin: value }))
      expect(answer.status).toBe(403)
      expect(JSON.parse(answer.text)).toMatchObject({ ok: false, error: { code: 'NotAllowed' } })
      expect(core.dispatch).not.toHaveBeenCalled()
    },
  )

  it.each([undefined, '', 'wrong', '0'.repeat(32)])('with the tab %j', async (value) => {
    const answer = await call(changed({ 'x-stackpass-tab': value }))
    expect(answer.status).toBe(401)
    expect(JSON.parse(answer.text)).toMatchObject({ ok: false, error: { code: 'NotAllowed' } })
    expect(core.dispatch).not.toHaveBeenCalled()
  })

  it('with the right tab and no seal, or one for another path', async () => {
    for (const body of ['', '{"method":"app.snapshot","input":{}}', 'x'.repeat(100)])
      expect((await call(goodHeaders(), body)).status).toBe(401)
    expect((await call({ ...goodHeaders(), authorization: `Bearer ${key}` })).status).toBe(401)
    // The seal says what the request is for.
    let sealed = Buffer.alloc(0)
    vi.spyOn(globalThis, 'fetch').mockImplementationOnce((_to, init) => {
      sealed = Buffer.from(init?.body as Uint8Array)
      return Promise.resolve(new Response('{}', { status: 401 }))
    })
    await tab.send('/api/code', '{}')
    expect((await call(goodHeaders(), sealed)).status).toBe(401)
    expect(core.dispatch).not.toHaveBeenCalled()
  })

  it.each(['GET', 'HEAD', 'PUT', 'DELETE', 'OPTIONS', 'PATCH'])('with the method %s', async (method) => {
    const answer = await rawRequest(port, { method, path: '/api/call', headers: goodHeaders() })
    expect(answer.status).toBe(405)
    expect(answer.headers['access-control-allow-origin']).toBeUndefined()
    expect(answer.headers['access-control-allow-methods']).toBeUndefined()
  })

  it.each(['text/plain', 'application/x-www-form-urlencoded', 'application/json', undefined])(
    'with the content type %s',
    async (value) => {
      expect((await call(changed({ 'content-type': value }))).status).toBe(415)
    },
  )

  it.each(['{', '', '[]', '{"input":{}}', '{"method":1}', 'null'])('with the body %j', async (body) => {
    const { reply } = await tab.send('/api/call', body)
    expect(reply).toMatchObject({ ok: false, error: { code: 'BadInput' } })
    expect(core.dispatch).not.toHaveBeenCalled()
  })

  it('with more than 2 MB, declared or streamed', async () => {
    const body = Buffer.alloc(2 * 1024 * 1024 + 1, 0x20)
    expect((await call({ ...goodHeaders(), 'content-length': String(body.length) }, body)).status).toBe(413)
    expect((await call({ ...goodHeaders(), 'transfer-encoding': 'chunked' }, body)).status).toBe(413)
    expect(core.dispatch).not.toHaveBeenCalled()
  })

  it('outside the page folder, and with another method on the page', async () => {
    for (const path of ['/../package.json', '/%2e%2e/x.html', '/..%5cx.html', '/assets/..%2f..%2fx.js'])
      expect((await rawRequest(port, { path })).status).toBe(404)
    expect((await rawRequest(port, { method: 'POST', headers: goodHeaders() })).status).toBe(405)
  })

  it('and never sees the key or a CORS header in an answer, nor does the terminal', async () => {
    const answers = [
      await rawRequest(port, {}),
      await rawRequest(port, { path: '/nothing' }),
      await call(changed({ 'x-stackpass-tab': 'wrong' })),
      await call(changed({ origin: 'https://evil.example' })),
      await call(goodHeaders(), '{'),
    ]
    const [, secret = ''] = key.split('.')
    for (const answer of answers) {
      expect(JSON.stringify(answer.headers) + answer.text).not.toContain(secret)
      expect(Object.keys(answer.headers).filter((name) => name.startsWith('access-control'))).toEqual([])
      expect(answer.headers['set-cookie']).toBeUndefined()
    }
    expect(printed.join('')).not.toContain(secret)
  })
})

describe('the event stream', () => {
  it('sends events as lines that only the tab can open, and lets go when the client leaves', async () => {
    const stop = new AbortController()
    const lines = tab.events(stop.signal)
    expect((await lines.next()).value).toEqual({ open: true })
    await until(() => expect(listeners.size).toBe(1))
    for (const listener of listeners) listener({ type: 'filesChanged' })
    for (const listener of listeners) listener({ type: 'activeChanged' })
    expect((await lines.next()).value).toEqual({ event: { type: 'filesChanged' } })
    expect((await lines.next()).value).toEqual({ event: { type: 'activeChanged' } })
    stop.abort()
    await until(() => expect(listeners.size).toBe(0))
  })

  it('wants the key too', async () => {
    expect(
      (await rawRequest(port, { method: 'POST', path: '/api/events', headers: goodHeaders() })).status,
    ).toBe(401)
    expect(listeners.size).toBe(0)
  })

  it('ends when the host closes, which does not wait for it', async () => {
    const lines = tab.events()
    await lines.next()
    await host.close()
    expect((await lines.next()).value).toEqual({ end: 'stopped' })
    expect((await lines.next()).done).toBe(true)
    expect(listeners.size).toBe(0)
  })
})

describe('closing', () => {
  it('lets a running call finish', async () => {
    let finish = (): void => undefined
    core.dispatch.mockImplementationOnce(
      () =>
        new Promise((resolve) => (finish = () => resolve({ ok: true, value: { method: 'slow', input: 1 } }))),
    )
    const answer = tab.call('app.snapshot')
    await until(() => expect(core.dispatch).toHaveBeenCalled())
    const closed = host.close()
    finish()
    expect(await answer).toEqual({ ok: true, value: { method: 'slow', input: 1 } })
    await closed
    await expect(rawRequest(port, {})).rejects.toMatchObject({ code: 'ECONNREFUSED' })
  })
})
