import { createHmac, timingSafeEqual } from 'node:crypto'
import type { Socket } from 'node:net'
import { join } from 'node:path'

/** Where a running app says how to reach it: a file that only its user can read. */
export const surfaceFile = (stateDir: string, host: 'desktop' | 'loopback'): string =>
  join(stateDir, 'handouts', `surface-${host}.json`)

/** The desktop app first: `serve` asks in its terminal, which other windows may cover. */
export const surfaceHosts = ['desktop', 'loopback'] as const

export interface Surface {
  readonly address: string
  /** Whoever knows it can read our folder, which only its user can. */
  readonly token: string
}

export function isSurface(value: unknown): value is Surface {
  const { address, token } = (value ?? {}) as Partial<Surface>
  return typeof address === 'string' && typeof token === 'string' && /^[0-9a-f]{64}$/.test(token)
}

/** Proves knowledge of the token, without revealing it. */
export const proofOf = (token: string, side: 'app' | 'command', nonce: string): string =>
  createHmac('sha256', token).update(`${side} ${nonce}`).digest('hex')

export function isProof(given: unknown, expected: string): boolean {
  if (typeof given !== 'string' || given.length !== expected.length) return false
  return timingSafeEqual(Buffer.from(given), Buffer.from(expected))
}

const mostBytes = 256 * 1024

/** One message a line, as JSON. Undefined at the end of the connection, after anything else, and after the timeout. */
export async function* messagesOf(socket: Socket): AsyncGenerator<Readonly<Record<string, unknown>>> {
  let text = ''
  socket.setEncoding('utf8')
  for await (const piece of socket as AsyncIterable<string>) {
    text += piece
    if (text.length > mostBytes) return
    for (let end = text.indexOf('\n'); end !== -1; end = text.indexOf('\n')) {
      const message = parse(text.slice(0, end))
      text = text.slice(end + 1)
      if (message === undefined) return
      yield message
    }
  }
}

function parse(line: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(line)
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : undefined
  } catch (error) {
    if (error instanceof SyntaxError) return undefined
    throw error
  }
}

export const send = (socket: Socket, message: object): void =>
  void socket.write(`${JSON.stringify(message)}\n`)
