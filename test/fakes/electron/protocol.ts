import { record } from './records.ts'

type Handler = (request: Request) => Response | Promise<Response>

const handlers = new Map<string, Handler>()

export const protocol = {
  registerSchemesAsPrivileged(schemes: unknown): void {
    record('registerSchemesAsPrivileged', schemes)
  },
  handle(scheme: string, handler: Handler): void {
    if (handlers.has(scheme)) throw new Error(`Failed to register protocol: ${scheme}`)
    handlers.set(scheme, handler)
  },
}

/** Answers a request for an address of a registered scheme; undefined when no scheme matches. */
export async function answerFromProtocol(url: string, method: string): Promise<Response | undefined> {
  const handler = handlers.get(new URL(url).protocol.slice(0, -1))
  // Request refuses to be made for some methods, which no page can use either.
  return handler?.(new Request(url, { method }))
}
