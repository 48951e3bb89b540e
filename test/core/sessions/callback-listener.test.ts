import { request } from 'node:http'
import { networkInterfaces } from 'node:os'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type CallbackListener, listenForCallback } from '../../../core/sessions/callback-listener.ts'
import { leaveTime, until } from '../../patience.ts'

const state = 'a-state-that-nobody-guesses'
let listener: CallbackListener
beforeEach(async () => {
  listener = await listenForCallback(state)
})
afterEach(() => listener.close())

interface Answer {
  readonly status: number
  readonly headers: Record<string, unknown>
  readonly body: string
}

function ask(query: string, more: { method?: string; path?: string; host?: string } = {}): Promise<Answer> {
  const { hostname, port, pathname } = new URL(listener.redirectUri)
  return new Promise((resolve, reject) => {
    const call = request(
      {
        hostname,
        port,
        path: (more.path ?? pathname) + query,
        method: more.method ?? 'GET',
        ...(more.host !== undefined && { headers: { host: more.host } }),
      },
      (answer) => {
        let body = ''
        answer.setEncoding('utf8').on('data', (part: string) => (body += part))
        answer.on('end', () => resolve({ status: answer.statusCode ?? 0, headers: answer.headers, body }))
      },
    )
    call.on('error', reject).end()
  })
}

const right = `?code=abc&state=${state}`

describe('the listener for the browser that comes back', () => {
  it('takes the code with the right state, and shows what it is told', async () => {
    const shown = ask(right)
    const callback = await listener.answer
    expect(callback).toMatchObject({ kind: 'code', code: 'abc' })
    callback.tell({ status: 200, title: 'Signed in to <b>', lines: ['Go & see'] })
    const { status, headers, body } = await shown
    expect(status).toBe(200)
    expect(body).toContain('<h1>Signed in to &lt;b&gt;</h1>')
    expect(body).toContain('<p>Go &amp; see</p>')
    expect(body).not.toMatch(/<script|style=|<link|src=/)
    expect(headers).toMatchObject({
      'cache-control': 'no-store',
      'content-security-policy': expect.stringContaining("default-src 'none'"),
      'referrer-policy': 'no-referrer',
    })
    expect(headers['access-control-allow-origin']).toBeUndefined()
  })

  it.each<[string, string, object, number]>([
    ['another state', '?code=abc&state=another-state-of-the-length', {}, 400],
    ['no state', '?code=abc', {}, 400],
    ['the state twice', `${right}&state=${state}`, {}, 400],
    ['the code twice', `${right}&code=def`, {}, 400],
    ['neither code nor error', `?state=${state}`, {}, 400],
    ['code and error', `${right}&error=x`, {}, 400],
    ['another path', right, { path: '/oauth/callback/' }, 404],
    ['the path in another case', right, { path: '/OAuth/callback' }, 404],
    ['POST', right, { method: 'POST' }, 404],
    ['HEAD', right, { method: 'HEAD' }, 404],
    ['another host', right, { host: 'evil.example' }, 404],
    ['localhost', right, { host: 'localhost' }, 404],
  ])('refuses %s, and goes on waiting', async (_, query, more, status) => {
    expect((await ask(query, more)).status).toBe(status)
    const shown = ask(right)
    const callback = await listener.answer
    expect(callback).toMatchObject({ kind: 'code', code: 'abc' })
    callback.tell({ status: 200, title: 'Done', lines: [] })
    await shown
  })

  it('takes the first answer only', async () => {
    const first = ask(right)
    const callback = await listener.answer
    expect((await ask(`?code=other&state=${state}`)).status).toBe(409)
    callback.tell({ status: 200, title: 'Done', lines: [] })
    expect((await first).status).toBe(200)
  })

  it('hears that it was not allowed', async () => {
    const shown = ask(`?error=access_denied&error_description=No&state=${state}`)
    const callback = await listener.answer
    expect(callback).toMatchObject({ kind: 'error', error: 'access_denied', description: 'No' })
    callback.tell({ status: 200, title: 'Not signed in', lines: [] })
    await shown
  })

  it('is gone when it is closed', async () => {
    listener.close()
    await until(() => expect(ask(right)).rejects.toMatchObject({ code: 'ECONNREFUSED' }))
  })

  it('is not to be reached from other machines', async () => {
    const { port } = new URL(listener.redirectUri)
    const others = Object.values(networkInterfaces())
      .flatMap((list) => list ?? [])
      .filter(({ internal, family }) => !internal && family === 'IPv4')
    for (const { address } of others)
      await expect(fetch(`http://${address}:${port}/`)).rejects.toThrow('fetch failed')
    let isAnswered = false
    void listener.answer.then(() => (isAnswered = true))
    await leaveTime(50)
    expect(isAnswered).toBe(false)
  })
})
