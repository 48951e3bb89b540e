import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { plainAnswer, servePage } from '../../core/page/serve-page.ts'
import type { Core } from '../../core/start/create-core.ts'
import { admitConnections, checkedUid } from '../../core/network/admit-connections.ts'
import { answerCall, callPaths } from './answer-calls.ts'
import { answerLaunch, answerTrade } from './answer-openings.ts'
import { send } from './answer.ts'
import type { EventSource } from './event-stream.ts'
import { createOpeningCodes } from './opening-codes.ts'
import { replacedText } from '../../core/system/program-replaced.ts'
import { checkHost } from './request-guard.ts'
import { createTabKeys } from './tab-keys.ts'

const closeGraceMs = 2_000
const hourMs = 3_600_000
/** Time to copy an address from a terminal. */
const addressLifeMs = 5 * 60_000
/** Time for a browser to start and to read a file. */
const fileLifeMs = 30_000
/** A tab opens another tab at once. */
const nextTabLifeMs = 10_000
/** Time for a tab to reload. */
const goneMs = 60_000

/** One opening with two codes: using one ends the other. */
export interface Opening {
  /** For the terminal. The code is in the fragment, which browsers never send. */
  readonly url: string
  /** For a launch file. */
  readonly code: string
  readonly codeLifeMs: number
}

export interface LoopbackHost {
  /** "127.0.0.1:PORT". */
  readonly host: string
  newOpening(): Opening
  /** Notifies the tabs, lets running requests finish, then frees the port. The core stays open. */
  close(): Promise<void>
}

export interface LoopbackOptions {
  /** The core, which may still be loading while the host sends the page's first files. */
  readonly core: () => Promise<Pick<Core, 'dispatch'> & EventSource>
  /** Folder of the built page. */
  readonly pageRoot: string
  /** True once another version has replaced this program: its page does not fit this host. */
  readonly isReplaced?: () => boolean
  /** Port to listen on; absent or 0: a free one. */
  readonly port?: number
  /** Hours without use after which a tab loses its access. */
  readonly idleHours?: number
  /** Called with notes about connections from others. */
  readonly note?: (text: string) => void
  readonly now?: () => number
  /** The user whose connections are accepted; by default the one who runs this process, if the system tells. */
  readonly ownUid?: number | undefined
}

export const defaultIdleHours = 12

/**
 * Serves the page and the contract on 127.0.0.1. Rejects with the system's error when the port is taken.
 * Follows the rules in docs/SECURITY.md, "Loopback host".
 */
export async function startLoopbackHost(options: LoopbackOptions): Promise<LoopbackHost> {
  const now = options.now ?? Date.now
  const codes = createOpeningCodes(now)
  const keys = createTabKeys({ unusedMs: (options.idleHours ?? defaultIdleHours) * hourMs, goneMs, now })
  const running = new Set<Promise<void>>()
  let host = ''
  const server = createServer((request, response) => {
    const answered = answer(request, response)
      .catch(() => {
        // Only a broken connection or an unreadable page folder gets here; neither may stop the host.
        if (response.headersSent) response.destroy()
        else send(response, plainAnswer(500, 'Stackpass could not answer'))
      })
      .finally(() => running.delete(answered))
    running.add(answered)
  })
  server.headersTimeout = 10_000
  server.requestTimeout = 30_000
  server.keepAliveTimeout = 5_000
  server.maxHeadersCount = 60
  const admission = admitConnections(server, {
    ownUid: 'ownUid' in options ? options.ownUid : checkedUid(),
    ...onceEach(options.note ?? (() => undefined)),
  })

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const method = request.method ?? ''
    const path = (request.url ?? '').split('?', 1)[0] ?? ''
    const wrongHost = checkHost(host, request.headers)
    if (wrongHost) return send(response, plainAnswer(wrongHost.status, wrongHost.message))
    if (callPaths.has(path)) {
      const newCode = (): string => codes.issue(nextTabLifeMs)
      const onTrusted = ({ socket }: IncomingMessage): void => admission.trust(socket)
      return answerCall({ host, keys, core: options.core, newCode, onTrusted }, path, request, response)
    }
    if (options.isReplaced?.() === true) return send(response, plainAnswer(503, replacedText))
    const opening = { host, keys, codes, pageRoot: options.pageRoot }
    if (path === '/api/trade') return answerTrade(opening, request, response)
    if (path === '/open') return answerLaunch(opening, request, response)
    if (method !== 'GET' && method !== 'HEAD')
      return send(response, plainAnswer(405, 'This address takes GET only'))
    send(response, await servePage(options.pageRoot, path), method === 'HEAD')
  }

  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen({ host: '127.0.0.1', port: options.port ?? 0, exclusive: true }, resolve)
  })
  host = `127.0.0.1:${String((server.address() as AddressInfo).port)}`

  return {
    host,
    newOpening() {
      const opening = {}
      return {
        url: `http://${host}/#token=${codes.issue(addressLifeMs, opening)}`,
        code: codes.issue(fileLifeMs, opening),
        codeLifeMs: fileLifeMs,
      }
    },
    async close() {
      keys.close()
      const closed = new Promise<void>((resolve) => server.close(() => resolve()))
      const grace = new AbortController()
      await Promise.race([
        Promise.all(running),
        sleep(closeGraceMs, undefined, { signal: grace.signal }).catch(() => undefined),
      ])
      grace.abort()
      // A short wait, so that the last answers are sent before their connections close.
      await sleep(20)
      server.closeAllConnections()
      await closed
    },
  }
}

/** Prints each kind of note about strange connections once, however many there are. */
function onceEach(note: (text: string) => void): {
  readonly onForeign: (owner: number | undefined) => void
  readonly onUnchecked: () => void
} {
  const said = new Set<string>()
  const once = (text: string): void => {
    if (said.size < 8 && !said.has(text)) note(text)
    said.add(text)
  }
  return {
    onForeign(owner) {
      // Without an owner: it closed before we could look it up.
      if (owner !== undefined)
        once(`NotAllowed: A connection of another user of this computer (uid ${owner}) was closed unread.`)
    },
    onUnchecked: () =>
      once('This system does not say who is at the other end of a connection; only keys keep others out.'),
  }
}
