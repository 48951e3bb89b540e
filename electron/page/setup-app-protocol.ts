import { protocol } from 'electron'
import { plainAnswer, servePage, type PageResponse } from '../../core/page/serve-page.ts'
import { appScheme, isAppUrl } from './app-scheme.ts'

/** Serves the built page under `app://stackpass/`, with the same code and headers as the loopback host. */
export function setupAppProtocol(pageRoot: string): void {
  protocol.handle(appScheme, async (request) => toResponse(await answer(pageRoot, request)))
}

async function answer(pageRoot: string, request: Request): Promise<PageResponse> {
  if (!isAppUrl(request.url)) return plainAnswer(403, 'This address is not served')
  if (request.method !== 'GET' && request.method !== 'HEAD')
    return plainAnswer(405, 'This address takes GET only')
  return servePage(pageRoot, new URL(request.url).pathname)
}

/** Converts the answer for an Electron protocol handler. */
export function toResponse(page: PageResponse): Response {
  return new Response(page.body, { status: page.status, headers: { ...page.headers } })
}
