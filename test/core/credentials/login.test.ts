import { createPublicKey, generateKeyPairSync, verify } from 'node:crypto'
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { type IncomingHttpHeaders, type Server, createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { loginCachePath } from '../../../core/credentials/login-source.ts'
import { resolveCredentials } from '../../../core/credentials/resolve.ts'
import { contextOf } from '../../fakes/sts/context.ts'

const session = 'arn:aws:iam::123456789012:user/me'
const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
const dpopKey = privateKey.export({ type: 'sec1', format: 'pem' }).toString()
const keys = (id: string) => ({ accessKeyId: id, secretAccessKey: 'secret', sessionToken: 'token' })
const inMinutes = (minutes: number) => new Date(Date.now() + minutes * 60_000).toISOString()

let home: string
let server: Server
let url: string
let received: { headers: IncomingHttpHeaders; url: string; body: string }[]
let status: number
beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'stackpass-login-'))
  received = []
  status = 200
  server = createServer((request, response) => {
    const parts: Buffer[] = []
    request.on('data', (part: Buffer) => parts.push(part))
    request.on('end', () => {
      received.push({
        headers: request.headers,
        url: request.url ?? '',
        body: Buffer.concat(parts).toString(),
      })
      response.writeHead(status, { 'content-type': 'application/json' })
      const answer = { accessToken: keys('ASIANEWEXAMPLE'), expiresIn: 900, refreshToken: 'second' }
      response.end(JSON.stringify(status === 200 ? answer : { error: 'TOKEN_EXPIRED', message: 'over' }))
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})
afterEach(async () => {
  server.closeAllConnections()
  await new Promise((resolve) => server.close(resolve))
  await rm(home, { recursive: true })
})

const context = () => contextOf(url, { me: { login_session: session, region: 'eu-west-1' } }, { home })

async function putCache(expiresAt: string): Promise<string> {
  const path = loginCachePath(session, { env: {}, home })
  await mkdir(dirname(path), { recursive: true })
  const accessToken = { ...keys('ASIAOLDEXAMPLE'), accountId: '123456789012', expiresAt }
  const cache = { accessToken, clientId: 'client', refreshToken: 'first', dpopKey, tokenType: 'aws_sigv4' }
  await writeFile(path, JSON.stringify(cache))
  return path
}

const part = (text: string | undefined) =>
  JSON.parse(Buffer.from(text ?? '', 'base64url').toString()) as Record<string, unknown>

describe('login_session', () => {
  it('uses the cached login', async () => {
    await putCache(inMinutes(30))
    expect(await resolveCredentials('me', context())).toMatchObject({
      ok: true,
      value: { accessKeyId: 'ASIAOLDEXAMPLE', accountId: '123456789012', sessionToken: 'token' },
    })
    expect(received).toEqual([])
  })

  it('renews it with a proof of possession', async () => {
    const path = await putCache(inMinutes(1))
    expect(await resolveCredentials('me', context())).toMatchObject({
      ok: true,
      value: { accessKeyId: 'ASIANEWEXAMPLE', accountId: '123456789012' },
    })
    const [call] = received
    expect(call!.url).toBe('/v1/token')
    expect(JSON.parse(call!.body)).toEqual({
      clientId: 'client',
      grantType: 'refresh_token',
      refreshToken: 'first',
    })
    const [header, payload, signature] = String(call!.headers['dpop']).split('.')
    expect(part(payload)).toMatchObject({ htm: 'POST', htu: `${url}/v1/token` })
    const jwk = part(header)['jwk'] as Record<string, string>
    expect(createPublicKey({ key: jwk, format: 'jwk' }).equals(publicKey)).toBe(true)
    const proof = Buffer.from(`${header}.${payload}`)
    const key = { key: publicKey, dsaEncoding: 'ieee-p1363' } as const
    expect(verify('sha256', proof, key, Buffer.from(signature ?? '', 'base64url'))).toBe(true)
    const kept = JSON.parse(await readFile(path, 'utf8')) as Record<string, Record<string, string>>
    expect(kept['accessToken']).toMatchObject({ accessKeyId: 'ASIANEWEXAMPLE', accountId: '123456789012' })
    expect(kept['refreshToken']).toBe('second')
    expect(kept['tokenType']).toBe('aws_sigv4')
  })

  it('says so when it is over, and uses it until then', async () => {
    status = 403
    await putCache(inMinutes(1))
    expect(await resolveCredentials('me', context())).toMatchObject({
      ok: true,
      value: { accessKeyId: 'ASIAOLDEXAMPLE' },
    })
    await putCache(inMinutes(-1))
    expect(await resolveCredentials('me', context())).toMatchObject({
      ok: false,
      error: { details: { failure: 'Expired' } },
    })
  })

  it('says so when the cache is missing or of another form', async () => {
    const failure = { ok: false, error: { details: { failure: 'LoginUnsupported' } } }
    expect(await resolveCredentials('me', context())).toMatchObject(failure)
    await writeFile(await putCache(inMinutes(9)), '{"accessToken":"text"}')
    expect(await resolveCredentials('me', context())).toMatchObject(failure)
  })
})
