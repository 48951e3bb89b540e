import type { IncomingMessage } from 'node:http'

export const bodyLimitBytes = 2 * 1024 * 1024

export type JsonBody =
  | { readonly kind: 'json'; readonly value: unknown }
  | { readonly kind: 'tooLarge' }
  | { readonly kind: 'invalid' }

/** Reads a JSON body of at most `limit` bytes. Stops reading as soon as the limit is passed. */
export async function readJson(request: IncomingMessage, limit: number = bodyLimitBytes): Promise<JsonBody> {
  if (Number(request.headers['content-length'] ?? 0) > limit) return { kind: 'tooLarge' }
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length
    if (size > limit) return { kind: 'tooLarge' }
    chunks.push(chunk)
  }
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(Buffer.concat(chunks))
    return { kind: 'json', value: JSON.parse(text) as unknown }
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof TypeError) return { kind: 'invalid' }
    throw error
  }
}
