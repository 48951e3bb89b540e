import { describe, expect, it, vi } from 'vitest'
import { rawRequest } from './raw-request.ts'
import { core, printed, goodHeaders, call, port, key, tab, useLoopbackHost } from './loopback-world.ts'

useLoopbackHost()

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
