import { webcrypto } from 'node:crypto'
import type { Reply } from '../../shared/contract/index.ts'
import {
  createTabSeal,
  fromHex,
  parseTabKey,
  purposes,
  tabHeader,
  type Bytes,
} from '../../shared/loopback/tab-seal.ts'

/** What a tab does, from Node: the same messages over the same port. */
export interface TabClient {
  call(method: string, input?: unknown): Promise<Reply<unknown>>
  /** Sends any text to a path; the answer as it came, and opened where it is sealed. */
  send(path: string, text: string, headers?: Record<string, string>): Promise<SentAnswer>
  /** The lines of the event stream, opened. */
  events(signal?: AbortSignal): AsyncGenerator<unknown>
}

export interface SentAnswer {
  readonly status: number
  readonly reply: Reply<unknown>
  readonly sealed: boolean
}

const jsonIn = (bytes: Uint8Array): unknown => JSON.parse(Buffer.from(bytes).toString('utf8'))

/** Trades the code in an address that the host printed for the key of a tab; undefined when it opens nothing. */
export async function tradeAddress(url: string): Promise<string | undefined> {
  const { origin, hash } = new URL(url)
  const answer = await fetch(`${origin}/api/trade`, {
    method: 'POST',
    headers: { origin, 'content-type': 'application/json' },
    body: JSON.stringify({ code: hash.slice('#token='.length) }),
  })
  return ((await answer.json()) as { value?: { key: string } }).value?.key
}

export async function createTabClient(origin: string, keyText: string): Promise<TabClient> {
  const key = parseTabKey(keyText)
  if (key === undefined) throw new Error('This is no key of a tab')
  const seal = await createTabSeal(webcrypto, key.secret)
  const headers = { origin, [tabHeader]: key.id, 'content-type': 'application/octet-stream' }

  async function post(path: string, text: string, more: Record<string, string> = {}, signal?: AbortSignal) {
    const request: Bytes = await seal.close(new Uint8Array(Buffer.from(text)), purposes.request(path))
    const answer = await fetch(origin + path, {
      method: 'POST',
      headers: { ...headers, ...more },
      body: request,
      ...(signal && { signal }),
    })
    return { request, answer }
  }
  async function send(path: string, text: string, more?: Record<string, string>): Promise<SentAnswer> {
    const { request, answer } = await post(path, text, more)
    const bytes = new Uint8Array(await answer.arrayBuffer())
    const plain = await seal.open(bytes, purposes.reply(request))
    const reply = jsonIn(plain ?? bytes) as Reply<unknown>
    return { status: answer.status, reply, sealed: plain !== undefined }
  }
  return {
    send,
    call: async (method, input = {}) => (await send('/api/call', JSON.stringify({ method, input }))).reply,
    async *events(signal) {
      const { request, answer } = await post('/api/events', '{}', {}, signal)
      if (answer.status !== 200 || answer.body === null) throw new Error(`status ${answer.status}`)
      let rest = ''
      let count = 0
      for await (const chunk of answer.body) {
        const lines = (rest + Buffer.from(chunk as Uint8Array).toString()).split('\n')
        rest = lines.pop() ?? ''
        for (const line of lines) {
          if (line === '') continue
          const plain = await seal.open(fromHex(line), purposes.event(request, count++))
          if (plain === undefined) throw new Error('A line of the stream is not of this host')
          yield jsonIn(plain)
        }
      }
    },
  }
}
