import { randomBytes } from 'node:crypto'
import { chmod, unlink } from 'node:fs/promises'
import { createServer, type Server, type Socket } from 'node:net'
import { join } from 'node:path'
import { once } from 'node:events'
import { describeHandOut } from '../../shared/domain/handouts/describe-question.ts'
import type { HandOutQuestion } from '../host/ports.ts'
import { readPrivateJson } from '../state/private-json.ts'
import { makePrivateFolder, writePrivateFile } from '../state/write-private-file.ts'
import { errno } from '../system/file-errors.ts'
import type { HandOutAnswer } from './ask-for-hand-out.ts'
import { isProof, isSurface, messagesOf, proofOf, send, surfaceFile } from './surface-words.ts'

export interface SurfaceOptions {
  readonly stateDir: string
  readonly host: 'desktop' | 'loopback'
  readonly platform: NodeJS.Platform
  readonly ask: (question: HandOutQuestion, signal: AbortSignal) => Promise<HandOutAnswer>
  /** Called when no command will find us. */
  readonly onFailure: (error: unknown) => void
}

const mostCommands = 1_000
const proofWithin = 20_000
/** The maximum length of a socket address on all systems. */
const longestAddress = 100

/** True for a question in the form that commands send, with all its texts fit to show. */
function isQuestion(value: unknown): value is HandOutQuestion {
  const asked = value as HandOutQuestion
  try {
    describeHandOut(asked, (text) => text.normalize())
    const { limitMs, profile, caller } = asked
    return (
      typeof profile === 'string' &&
      typeof caller.known === 'boolean' &&
      limitMs >= 1_000 &&
      limitMs <= 600_000
    )
  } catch (error) {
    if (error instanceof TypeError) return false
    throw error
  }
}

/** Lets commands of this user ask their questions here. Returns how to end it. */
export async function startSurface(options: SurfaceOptions): Promise<() => Promise<void>> {
  const { stateDir, host, platform } = options
  const token = randomBytes(32).toString('hex')
  const name = `stackpass-${randomBytes(6).toString('hex')}`
  const folder = join(stateDir, 'handouts')
  const address = platform === 'win32' ? String.raw`\\.\pipe\${name}` : join(folder, `${name}.sock`)
  if (platform !== 'win32' && Buffer.byteLength(address) > longestAddress) return () => Promise.resolve()
  const file = surfaceFile(stateDir, host)
  const open = new Set<Socket>()
  const server = createServer((socket) => {
    open.add(socket)
    socket.on('error', () => socket.destroy())
    socket.once('close', () => open.delete(socket))
    void serve(socket, token, options).finally(() => socket.destroy())
  })
  server.maxConnections = mostCommands
  await makePrivateFolder(folder)
  await removeLeft(await readPrivateJson(file), platform)
  await listen(server, address)
  if (platform !== 'win32') await chmod(address, 0o600)
  await writePrivateFile(file, `${JSON.stringify({ address, token })}\n`, { durable: false })
  return async () => {
    const mine = await readPrivateJson(file)
    if (isSurface(mine) && mine.token === token) await unlink(file)
    for (const socket of open) socket.destroy()
    server.close()
  }
}

async function listen(server: Server, address: string): Promise<void> {
  server.listen(address)
  await once(server, 'listening')
}

/** The socket of an app that was killed. */
async function removeLeft(left: unknown, platform: NodeJS.Platform): Promise<void> {
  if (!isSurface(left) || platform === 'win32' || !left.address.endsWith('.sock')) return
  await unlink(left.address).catch((error: unknown) => {
    if (errno(error) === '') throw error
  })
}

async function serve(socket: Socket, token: string, { ask, onFailure }: SurfaceOptions): Promise<void> {
  const timer = setTimeout(() => socket.destroy(), proofWithin)
  const gone = new AbortController()
  socket.once('close', () => gone.abort())
  const nonce = randomBytes(16).toString('hex')
  let isGreeted = false
  try {
    for await (const message of messagesOf(socket)) {
      if (!isGreeted) {
        isGreeted = true
        send(socket, { proof: proofOf(token, 'app', String(message['nonce'])), nonce })
        continue
      }
      clearTimeout(timer)
      const { proof, question } = message
      if (!isProof(proof, proofOf(token, 'command', nonce)) || !isQuestion(question)) return
      // Keeps reading, to see the end of the command.
      void ask(question, gone.signal)
        .catch((error: unknown): HandOutAnswer => {
          onFailure(error)
          return { kind: 'nobody' }
        })
        .then((answer) => send(socket, { answer }))
    }
  } catch (error) {
    if (errno(error) === '') onFailure(error)
  } finally {
    clearTimeout(timer)
  }
}
