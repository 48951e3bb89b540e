import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { startLoopbackHost, type LoopbackHost } from '../../../cli/serve/start-loopback-host.ts'
import type { CoreEvent } from '../../../shared/contract/events.ts'
import type { Reply } from '../../../shared/contract/index.ts'
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
let token = ''
const printed: string[] = []

beforeEach(async () => {
  pageRoot = await mkdtemp(join(tmpdir(), 'stackpass-serve-'))
  await writeFile(join(pageRoot, 'index.html'), '<!doctype html><title>Stackpass</title>')
  for (const stream of [process.stdout, process.stderr])
    vi.spyOn(stream, 'write').mockImplementation((text) => {
      printed.push(String(text))
      return true
    })
  core.dispatch.mockClear()
  host = await startLoopbackHost({ core: () => Promise.resolve(core), pageRoot })
  const url = new URL(host.url)
  origin = url.origin
  port = Number(url.port)
  token = url.hash.slice('#token='.length)
})

afterEach(async () => {
  await host.close()
  vi.restoreAllMocks()
  await rm(pageRoot, { recursive: true })
})

const goodHeaders = () => ({
  host: `127.0.0.1:${String(port)}`,
  origin,
  authorization: `Bearer ${token}`,
  'content-type': 'application/json',
})
const call = (
  headers: Record<string, string>,
  body: string | Buffer = '{"method":"app.snapshot","input":{}}',
) => rawRequest(port, { method: 'POST', path: '/api/call', headers, body })

describe('the loopback host', () => {
  it('serves the page without a token and calls core with one', async () => {
    const page = await rawRequest(port, {})
    expect(page.status).toBe(200)
    expect(page.text).toContain('<title>Stackpass</title>')
    const answer = await call(goodHeaders())
    expect(answer.status).toBe(200)
    expect(JSON.parse(answer.text)).toEqual({ ok: true, value: { method: 'app.snapshot', input: {} } })
    expect(answer.headers['cache-control']).toBe('no-store')
    expect(answer.headers['x-content-type-options']).toBe('nosniff')
  })

  it('listens on 127.0.0.1 only, with 256 bits of token in the fragment', () => {
    expect(origin).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/)
    expect(token).toMatch(/^[A-Za-z0-9_-]{43}$/)
    expect(new URL(host.url).search).toBe('')
  })

  it('gives every run another token', async () => {
    const other = await startLoopbackHost({ core: () => Promise.resolve(core), pageRoot })
    await other.close()
    expect(new URL(other.url).hash).not.toBe(`#token=${token}`)
  })

  it('says so when the port is taken', async () => {
    const taken = createServer()
    await new Promise<void>((resolve) => taken.listen(0, '127.0.0.1', resolve))
    const busy = (taken.address() as AddressInfo).port
    await expect(
      startLoopbackHost({ core: () => Promise.resolve(core), pageRoot, port: busy }),
    ).rejects.toMatchObject({
      code: 'EADDRINUSE',
    })
    taken.close()
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

  it.each([undefined, '', 'Bearer', 'Bearer ', 'Bearer wrong', 'Basic abc'])(
    'with the authorization %j',
    async (value) => {
      expect((await call(changed({ authorization: value }))).status).toBe(401)
      expect(core.dispatch).not.toHaveBeenCalled()
    },
  )

  it('with the token anywhere but in the header', async () => {
    const headers = changed({ authorization: undefined, cookie: `token=${token}` })
    const answer = await rawRequest(port, {
      method: 'POST',
      path: `/api/call?token=${token}`,
      headers,
      body: JSON.stringify({ method: 'app.snapshot', input: {}, token }),
    })
    expect(answer.status).toBe(401)
  })

  it.each(['GET', 'HEAD', 'PUT', 'DELETE', 'OPTIONS', 'PATCH'])('with the method %s', async (method) => {
    const answer = await rawRequest(port, { method, path: '/api/call', headers: goodHeaders() })
    expect(answer.status).toBe(405)
    expect(answer.headers['access-control-allow-origin']).toBeUndefined()
    expect(answer.headers['access-control-allow-methods']).toBeUndefined()
  })

  it.each(['text/plain', 'application/x-www-form-urlencoded', 'application/jsonp', undefined])(
    'with the content type %s',
    async (value) => {
      expect((await call(changed({ 'content-type': value }))).status).toBe(415)
    },
  )

  it.each(['{', '', '[]', '{"input":{}}', '{"method":1}', 'null'])('with the body %j', async (body) => {
    const answer = await call(goodHeaders(), body)
    expect(answer.status).toBe(400)
    expect(JSON.parse(answer.text)).toMatchObject({ ok: false, error: { code: 'BadInput' } })
  })

  it('with a body that is not UTF-8', async () => {
    expect((await call(goodHeaders(), Buffer.from([0x22, 0xff, 0x22]))).status).toBe(400)
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

  it('and never sees the token or a CORS header in an answer, nor does the terminal', async () => {
    const answers = [
      await rawRequest(port, {}),
      await rawRequest(port, { path: '/nothing' }),
      await call(changed({ authorization: 'Bearer wrong' })),
      await call(changed({ origin: 'https://evil.example' })),
      await call(goodHeaders(), '{'),
    ]
    for (const answer of answers) {
      expect(JSON.stringify(answer.headers) + answer.text).not.toContain(token)
      expect(Object.keys(answer.headers).filter((name) => name.startsWith('access-control'))).toEqual([])
      expect(answer.headers['set-cookie']).toBeUndefined()
    }
    expect(printed.join('')).not.toContain(token)
  })
})

describe('the event stream', () => {
  const open = (headers = goodHeaders()) => {
    const rest = Object.fromEntries(Object.entries(headers).filter(([name]) => name !== 'host'))
    const stop = new AbortController()
    const answer = fetch(`${origin}/api/events`, {
      method: 'POST',
      headers: rest,
      body: '{}',
      signal: stop.signal,
    })
    return { answer, stop }
  }

  it('sends events as JSON lines and lets go when the client leaves', async () => {
    const { answer, stop } = open()
    const response = await answer
    expect(response.headers.get('content-type')).toBe('application/x-ndjson; charset=utf-8')
    const reader = (response.body as ReadableStream<Uint8Array>).getReader()
    const nextText = async () => new TextDecoder().decode((await reader.read()).value)
    expect(await nextText()).toBe('\n')
    await until(() => expect(listeners.size).toBe(1))
    for (const listener of listeners) listener({ type: 'filesChanged' })
    expect(await nextText()).toBe('{"type":"filesChanged"}\n')
    stop.abort()
    await until(() => expect(listeners.size).toBe(0))
  })

  it('wants the token too', async () => {
    expect((await open({ ...goodHeaders(), authorization: 'Bearer wrong' }).answer).status).toBe(401)
    expect(listeners.size).toBe(0)
  })

  it('ends when the host closes, which does not wait for it', async () => {
    const response = await open().answer
    const started = Date.now()
    await host.close()
    expect(await response.text()).toBe('\n')
    expect(Date.now() - started).toBeLessThan(1_500)
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
    const answer = call(goodHeaders())
    await until(() => expect(core.dispatch).toHaveBeenCalled())
    const closed = host.close()
    finish()
    expect((await answer).status).toBe(200)
    await closed
    await expect(rawRequest(port, {})).rejects.toMatchObject({ code: 'ECONNREFUSED' })
  })
})
