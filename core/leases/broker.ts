import { createHash, timingSafeEqual } from 'node:crypto'
import { chmod } from 'node:fs/promises'
import { createServer, type Server, type Socket } from 'node:net'
import { fail, type Result } from '../../shared/result.ts'
import { mostInAsk, parseAsk, type LeasedCredentials } from './protocol.ts'

export interface BrokerOptions {
  /** A socket in the folder of the lease, or a pipe of Windows. */
  readonly address: string
  readonly tokenHash: string
  readonly platform: NodeJS.Platform
  /** Gives credentials, or says why not. Never rejects for a bad profile. */
  readonly give: (profile: string) => Promise<Result<LeasedCredentials>>
  /** Called for every caller without the token. */
  readonly onForged: (profile: string) => Promise<void>
  /** Called for bugs. */
  readonly onBug: (error: unknown) => void
}

export interface Broker {
  close(): Promise<void>
}

/** Milliseconds for the one line of a helper. */
const patience = 10_000
const mostAtOnce = 64

export const hashOfToken = (token: string): string => createHash('sha256').update(token).digest('hex')

/** Compares in the same time wherever they differ. */
export function isToken(token: string, hash: string): boolean {
  return timingSafeEqual(Buffer.from(hashOfToken(token), 'hex'), Buffer.from(hash, 'hex'))
}

const forged = fail('HandOutRefused', 'This is not the token of the lease.', {
  reason: 'Only the files that the lease handed out open it.',
  remedy: 'Use the profiles of the lease as they are.',
  details: { why: 'not-leased' },
})

const damaged = fail('BadInput', 'The lease does not understand the request.', {
  reason: 'It came from a program that does not match this version of Stackpass.',
  remedy: 'Run the Stackpass that started the lease.',
})

const bug = fail('Internal', 'The lease could not answer.', {
  reason: 'This is a fault in Stackpass.',
  remedy: 'Start a new one.',
})

/**
 * Serves one lease. The folder decides who may connect: 0700, so only programs of this user, and in a jail only those
 * of this lease, can reach the socket; then the token decides.
 */
export async function startBroker(options: BrokerOptions): Promise<Broker> {
  const open = new Set<Socket>()

  async function answer(line: string): Promise<Result<LeasedCredentials>> {
    const ask = parseAsk(line)
    if (ask === undefined) return damaged
    if (!isToken(ask.token, options.tokenHash)) {
      await options.onForged(ask.profile)
      return forged
    }
    return options.give(ask.profile)
  }

  function serve(socket: Socket): void {
    open.add(socket)
    let text = ''
    let isAnswering = false
    socket.setEncoding('utf8')
    socket.setTimeout(patience, () => !isAnswering && socket.destroy())
    socket.once('error', () => socket.destroy())
    socket.once('close', () => open.delete(socket))
    const reply = (result: Result<LeasedCredentials>): void => {
      if (!socket.destroyed) socket.end(`${JSON.stringify(result)}\n`)
    }
    socket.on('data', (part: string) => {
      if (isAnswering) return
      text += part
      if (text.length > mostInAsk) return void socket.destroy()
      const end = text.indexOf('\n')
      if (end === -1) return
      isAnswering = true
      answer(text.slice(0, end)).then(reply, (error: unknown) => {
        options.onBug(error)
        reply(bug)
      })
    })
  }

  const server: Server = createServer(serve)
  server.maxConnections = mostAtOnce
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(options.address, () => resolve())
  })
  if (options.platform !== 'win32') await chmod(options.address, 0o600)
  server.on('error', options.onBug)
  return {
    close: () =>
      new Promise((resolve) => {
        for (const socket of open) socket.destroy()
        server.close(() => resolve())
      }),
  }
}
