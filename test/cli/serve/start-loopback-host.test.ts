import type { AddressInfo } from 'node:net'
import { createServer } from 'node:net'
import { describe, expect, it } from 'vitest'
import { createTabClient } from '../../fakes/tab-client.ts'
import { tradeAddress } from '../../fakes/tab-client.ts'
import { rawRequest } from './raw-request.ts'
import { until } from '../../patience.ts'
import {
  core,
  listeners,
  hourMs,
  start,
  openTab,
  id,
  goodHeaders,
  call,
  host,
  origin,
  port,
  url,
  key,
  tab,
  pass,
  useLoopbackHost,
} from './loopback-world.ts'

useLoopbackHost()

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
    pass(5 * 60_000)
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
    pass(30_000)
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
    pass(10_000)
    expect(await tradeAddress(`${origin}/#token=${late.value.code}`)).toBeUndefined()
  })

  it('stays while it is used, and ends after 12 hours without', async () => {
    const stop = new AbortController()
    const lines = tab.events(stop.signal)
    expect((await lines.next()).value).toEqual({ open: true })
    pass(11 * hourMs)
    expect(await tab.call('app.snapshot')).toMatchObject({ ok: true })
    pass(11 * hourMs)
    expect(await tab.call('app.snapshot')).toMatchObject({ ok: true })
    pass(12 * hourMs)
    expect((await tab.send('/api/call', '{}')).status).toBe(401)
    // The tab is notified, rather than left with a page that looks alive.
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
    pass(hourMs)
    expect((await opened.send('/api/call', '{}')).status).toBe(401)
    await short.close()
  })

  it('outlives a reload of the tab, and not the tab', async () => {
    const stop = new AbortController()
    const lines = tab.events(stop.signal)
    await lines.next()
    pass(hourMs)
    expect(await tab.call('app.snapshot')).toMatchObject({ ok: true })
    stop.abort()
    await until(() => expect(listeners.size).toBe(0))
    pass(30_000)
    expect(await tab.call('app.snapshot')).toMatchObject({ ok: true })
    pass(60_000)
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
