import type { IncomingMessage, ServerResponse } from 'node:http'
import { plainAnswer, servePage } from '../../core/page/serve-page.ts'
import { ok } from '../../shared/result.ts'
import { send, sendRefusal, sendReply, sendTooLarge } from './answer.ts'
import type { OpeningCodes } from './opening-codes.ts'
import { parseJson, readBody } from './read-body.ts'
import { checkApiRequest, checkLaunch } from './request-guard.ts'
import type { TabKeys } from './tab-keys.ts'

export interface OpeningHost {
  readonly host: string
  readonly keys: TabKeys
  readonly codes: OpeningCodes
  readonly pageRoot: string
}

const codeLimitBytes = 1024

const usedUp = {
  status: 403,
  message: 'This address no longer opens anything',
  reason:
    'It works once and for a short time. Press Enter in the terminal of `stackpass serve` for a new one.',
}

/** `POST /api/trade`: a page that was opened with an address from the terminal sends its code and gets the key for its tab. */
export async function answerTrade(
  host: OpeningHost,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const refusal = checkApiRequest(host.host, request.method ?? '', request.headers, 'application/json')
  if (refusal) return sendRefusal(response, refusal)
  const body = await readBody(request, codeLimitBytes)
  if (body === undefined) return sendTooLarge(response)
  const code = codeIn(parseJson(body)?.value)
  if (code === undefined || !host.codes.use(code)) return sendRefusal(response, usedUp)
  sendReply(response, 200, ok({ key: await host.keys.create() }))
}

function codeIn(value: unknown): string | undefined {
  const { code } = (value ?? {}) as { readonly code?: unknown }
  return typeof code === 'string' ? code : undefined
}

/** `POST /open`: the form in a launch file sends its code and gets the page with the key for its tab. */
export async function answerLaunch(
  host: OpeningHost,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const refusal = checkLaunch(request.method ?? '', request.headers)
  const body = refusal === undefined ? await readBody(request, codeLimitBytes) : undefined
  const code = new URLSearchParams(Buffer.from(body ?? []).toString('latin1')).get('code')
  const refused = refusal ?? (code === null || !host.codes.use(code) ? usedUp : undefined)
  if (refused) return send(response, plainAnswer(refused.status, `${refused.message}. ${refused.reason}`))
  const page = await servePage(host.pageRoot, '/')
  if (page.status !== 200) return send(response, page)
  const html = Buffer.from(page.body).toString('utf8')
  // The key contains only digits, letters and a dot.
  const meta = `<meta name="stackpass-tab" content="${await host.keys.create()}">`
  const body200 = new Uint8Array(Buffer.from(html.replace('</head>', `${meta}</head>`)))
  send(response, { ...page, body: body200 })
}
