import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { connect, createServer, type AddressInfo, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createPeerLookup } from '../../../core/network/peer-owner.ts'
import { startLoopbackHost, type LoopbackHost } from '../../../cli/serve/start-loopback-host.ts'
import { createTabClient, tradeAddress } from '../../fakes/tab-client.ts'
import { otherUid, runAs, whyNot } from '../../fakes/other-user.ts'
import { rawRequest } from './raw-request.ts'
import { until } from '../../patience.ts'

const core = {
  dispatch: (method: string) => Promise.resolve({ ok: true as const, value: method }),
  events: { subscribe: () => () => undefined },
}

let pageRoot = ''
let host: LoopbackHost
let port = 0
const notes: string[] = []

beforeEach(async () => {
  pageRoot = await mkdtemp(join(tmpdir(), 'stackpass-serve-'))
  await writeFile(join(pageRoot, 'index.html'), '<!doctype html><title>Stackpass</title>')
  notes.length = 0
  host = await startLoopbackHost({
    core: () => Promise.resolve(core),
    pageRoot,
    note: (text) => notes.push(text),
  })
  port = Number(host.host.split(':')[1])
})
afterEach(async () => {
  await host.close()
  await rm(pageRoot, { recursive: true })
})

/** Opens connections and holds them, says how many are open, and every answer. */
const holder = `
const net = require('net')
const [port, count, family] = process.argv.slice(1)
let open = 0, closed = 0
for (let i = 0; i < Number(count); i++) {
  const socket = net.connect({ port: Number(port), host: family === '6' ? '::ffff:127.0.0.1' : '127.0.0.1' })
  socket.on('connect', () => { if (++open === Number(count)) console.log('all open') })
  socket.on('data', (data) => console.log('answer ' + data))
  socket.on('error', () => undefined)
  socket.on('close', () => { if (++closed === Number(count)) console.log('all closed') })
  socket.write('GET / HTTP/1.1\\r\\nHost: 127.0.0.1:' + port + '\\r\\n')
  if (count === '1') socket.write('\\r\\n')
}
setInterval(() => undefined, 1000)
`

async function ownerGetsIn(): Promise<void> {
  expect((await rawRequest(port, {})).text).toContain('<title>Stackpass</title>')
  const key = (await tradeAddress(host.newOpening().url)) ?? ''
  const tab = await createTabClient(`http://${host.host}`, key)
  expect(await tab.call('app.snapshot')).toEqual({ ok: true, value: 'app.snapshot' })
}

describe.skipIf(otherUid === undefined)(`another user of the machine${whyNot}`, () => {
  it.each(['4', '6'])('gets no answer over IPv%s, and the terminal says so once', async (family) => {
    for (let round = 0; round < 3; round++) {
      const other = runAs(otherUid ?? 0, holder, [String(port), '1', family])
      await other.line(/all closed/)
      expect(other.output()).not.toContain('answer')
      await other.end()
    }
    expect(notes).toEqual([
      'NotAllowed: A connection of another user of this computer (uid 65534) was closed unread.',
    ])
    await ownerGetsIn()
  })

  it('who opens as many connections as he can shuts nobody out', async () => {
    const other = runAs(otherUid ?? 0, holder, [String(port), '400', '4'])
    await other.line(/all open/)
    for (let round = 0; round < 5; round++) await ownerGetsIn()
    await other.line(/all closed/)
    expect(other.output()).not.toContain('answer')
    await other.end()
  })
})

describe('connections that say nothing', () => {
  it('of the same user make room for those that do', async () => {
    const idle: Socket[] = []
    for (let count = 0; count < 600; count++) {
      const socket = connect(port, '127.0.0.1')
      socket.on('error', () => undefined)
      idle.push(socket)
      await new Promise((resolve) => socket.once('connect', resolve).once('close', resolve))
    }
    await ownerGetsIn()
    // The oldest was dropped, not the newest.
    await until(() => expect(idle[0]?.destroyed || idle[0]?.readableEnded).toBe(true))
    expect(idle.at(-1)?.destroyed).toBe(false)
    idle.forEach((socket) => socket.destroy())
  })

  it('cut off no tab that is at work, however many come', async () => {
    const key = (await tradeAddress(host.newOpening().url)) ?? ''
    const lines = (await createTabClient(`http://${host.host}`, key)).events()
    expect((await lines.next()).value).toEqual({ open: true })
    const idle = Array.from({ length: 600 }, () => connect(port, '127.0.0.1').on('error', () => undefined))
    await ownerGetsIn()
    idle.forEach((socket) => socket.destroy())
    const ended = host.close()
    expect((await lines.next()).value).toEqual({ end: 'stopped' })
    await ended
  })
})

describe.skipIf(process.platform !== 'linux')('the owner of the other end', () => {
  it('is found among thousands of connections, each in its line', async () => {
    const server = createServer().listen(0, '127.0.0.1')
    await new Promise((resolve) => server.once('listening', resolve))
    const { port: other } = server.address() as AddressInfo
    const accepted: Socket[] = []
    server.on('connection', (socket) => accepted.push(socket))
    const sockets: Socket[] = []
    for (let count = 0; count < 2_000; count++) {
      const socket = connect(other, count % 2 === 0 ? '127.0.0.1' : '::ffff:127.0.0.1')
      await new Promise((resolve, reject) => socket.once('connect', resolve).once('error', reject))
      sockets.push(socket)
    }
    await until(() => expect(accepted).toHaveLength(2_000))
    const lookUp = createPeerLookup()
    const owners = await Promise.all(
      accepted.map((socket) =>
        lookUp({ localPort: socket.localPort ?? 0, remotePort: socket.remotePort ?? 0 }),
      ),
    )
    expect(new Set(owners)).toEqual(new Set([process.getuid?.()]))
    sockets.forEach((socket) => socket.destroy())
    accepted.forEach((socket) => socket.destroy())
    server.close()
  })

  it('is unknown for a connection that is not there', async () => {
    expect(await createPeerLookup()({ localPort: 1, remotePort: 2 })).toBe('unknown')
  })
})
