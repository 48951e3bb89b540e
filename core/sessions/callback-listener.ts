import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { admitConnections, checkedUid } from '../network/admit-connections.ts'
import { type AnswerPage, answerHeaders, answerHtml } from './answer-page.ts'
import { isSameText } from './same-text.ts'

/** What came back with the right state. `tell` shows the browser the outcome. */
export type Callback = { readonly tell: (page: AnswerPage) => void } & (
  | { readonly kind: 'code'; readonly code: string }
  | { readonly kind: 'error'; readonly error: string; readonly description: string | undefined }
)

export interface CallbackListener {
  /** `http://127.0.0.1:PORT/oauth/callback` */
  readonly redirectUri: string
  /** Resolves with the first answer that carries the state. Never rejects. */
  readonly answer: Promise<Callback>
  close(): void
}

const path = '/oauth/callback'
const longestText = 8_192

const notHere: AnswerPage = {
  status: 404,
  title: 'Nothing is here',
  lines: ['Stackpass waits for a sign-in.'],
}
const otherState: AnswerPage = {
  status: 400,
  title: 'This does not belong to the sign-in',
  lines: [
    'Stackpass still waits for the one that you started. If you have started another one since, use its tab.',
  ],
}
const twice: AnswerPage = { status: 409, title: 'Already answered', lines: ['You can close this tab.'] }

/** The single value of a parameter; undefined where there is none or more than one. */
function single(query: URLSearchParams, name: string): string | undefined {
  const [value, ...more] = query.getAll(name)
  return more.length === 0 && value !== undefined && value.length <= longestText ? value : undefined
}

/**
 * Listens on 127.0.0.1 for the browser that comes back from AWS with a code. Call it before the browser opens: if the
 * browser has a session, it comes back at once. Only a GET of the exact path counts. A wrong state is refused and does
 * not end the wait, so that neither an older tab nor another page can end it. On Linux, connections of other users are
 * closed unread.
 */
export async function listenForCallback(state: string): Promise<CallbackListener> {
  let settle: (callback: Callback) => void = () => undefined
  const answer = new Promise<Callback>((resolve) => (settle = resolve))
  let isAnswered = false

  function send(response: ServerResponse, page: AnswerPage): void {
    response.writeHead(page.status, answerHeaders)
    response.end(answerHtml(page))
  }

  function handle(message: IncomingMessage, response: ServerResponse): void {
    const url = new URL(message.url ?? '/', 'http://127.0.0.1')
    const own = `127.0.0.1:${port}`
    if (message.method !== 'GET' || url.pathname !== path || message.headers.host !== own)
      return send(response, notHere)
    const given = single(url.searchParams, 'state')
    if (given === undefined || !isSameText(given, state)) return send(response, otherState)
    const code = single(url.searchParams, 'code')
    const error = single(url.searchParams, 'error')
    if ((code === undefined) === (error === undefined)) return send(response, otherState)
    if (isAnswered) return send(response, twice)
    isAnswered = true
    const tell = (page: AnswerPage): void => send(response, page)
    if (code !== undefined) settle({ kind: 'code', code, tell })
    else {
      const description = single(url.searchParams, 'error_description')
      settle({ kind: 'error', error: error ?? '', description, tell })
    }
  }

  const server = createServer({ requestTimeout: 10_000, headersTimeout: 10_000 }, handle)
  // Another user's connection is not reported: it concerns neither the wait nor the browser.
  admitConnections(server, { ownUid: checkedUid(), onForeign: () => undefined, onUnchecked: () => undefined })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(0, '127.0.0.1', resolve)
  })
  const { port } = server.address() as AddressInfo
  return {
    redirectUri: `http://127.0.0.1:${port}${path}`,
    answer,
    close() {
      server.close()
      server.closeIdleConnections()
      // An answer on its way arrives first.
      setTimeout(() => server.closeAllConnections(), 2_000).unref()
    },
  }
}
