import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import type { HandOutQuestion } from '../host/ports.ts'
import { readPrivateJson } from '../state/private-json.ts'
import type { HandOutAnswer } from './ask-for-hand-out.ts'
import {
  isProof,
  isSurface,
  messagesOf,
  proofOf,
  send,
  surfaceFile,
  surfaceHosts,
  type Surface,
} from './surface-words.ts'

/** How long a running app may take to say that it is there; more on a busy machine. Milliseconds. */
const thereWithin = 20_000
const mostQuestions = 6

const kinds: readonly unknown[] = ['yes', 'no', 'unanswered', 'busy', 'nobody']
const rules: readonly unknown[] = ['asked-once', 'asked-tree', 'asked-hour', 'standing']

function answerIn(value: unknown): HandOutAnswer | undefined {
  const { kind, rule } = (value ?? {}) as { readonly kind?: unknown; readonly rule?: unknown }
  if (!kinds.includes(kind) || (kind === 'yes' && !rules.includes(rule))) return undefined
  return value as HandOutAnswer
}

/** Lets the running app or `serve` ask the person; `nobody` where none runs, or it cannot ask. */
export async function askRunningApp(stateDir: string, question: HandOutQuestion): Promise<HandOutAnswer> {
  for (const host of surfaceHosts) {
    const surface = await readPrivateJson(surfaceFile(stateDir, host))
    if (!isSurface(surface)) continue
    const answer = await askThere(surface, question)
    if (answer !== undefined && answer.kind !== 'nobody') return answer
  }
  return { kind: 'nobody' }
}

async function askThere(surface: Surface, question: HandOutQuestion): Promise<HandOutAnswer | undefined> {
  const socket = connect(surface.address)
  // For a peer that ended without a word, or never existed: an error closes the socket, and its messages end.
  socket.on('error', () => undefined)
  const timer = setTimeout(() => socket.destroy(), thereWithin)
  try {
    return await talk(socket, surface, question, () => {
      clearTimeout(timer)
      socket.setTimeout(mostQuestions * question.limitMs, () => socket.destroy())
    })
  } catch {
    // Refused, reset, gone: the same as no app.
    return undefined
  } finally {
    clearTimeout(timer)
    socket.destroy()
  }
}

async function talk(
  socket: Socket,
  { token }: Surface,
  question: HandOutQuestion,
  onThere: () => void,
): Promise<HandOutAnswer | undefined> {
  await once(socket, 'connect')
  const nonce = randomBytes(16).toString('hex')
  send(socket, { nonce })
  let isProved = false
  for await (const message of messagesOf(socket)) {
    if (isProved) return answerIn(message['answer'])
    // Another program that took the address learns nothing: not even the question.
    if (!isProof(message['proof'], proofOf(token, 'app', nonce))) return undefined
    isProved = true
    onThere()
    send(socket, { proof: proofOf(token, 'command', String(message['nonce'])), question })
  }
  return undefined
}
