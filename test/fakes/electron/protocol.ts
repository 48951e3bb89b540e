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
  /** For tests and pages: what a registered scheme answers; undefined when there is none for this address. */
  async answer(url: string, method: string): Promise<Response | undefined> {
    return handlers.get(new URL(url).protocol.slice(0, -1))?.(new Request(url, { method }))
  },
}
