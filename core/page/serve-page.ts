import { readFile } from 'node:fs/promises'
import { extname, join } from 'node:path'
import { securityHeaders } from './security-headers.ts'

export interface PageResponse {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: Uint8Array<ArrayBuffer>
}

const contentTypes = new Map([
  ['.html', 'text/html; charset=utf-8'],
  ['.js', 'text/javascript; charset=utf-8'],
  ['.css', 'text/css; charset=utf-8'],
  ['.svg', 'image/svg+xml'],
  ['.png', 'image/png'],
  ['.ico', 'image/x-icon'],
  ['.woff2', 'font/woff2'],
])

/** The bundler puts a content hash into these names, so they never change. */
// eslint-disable-next-line regexp/no-super-linear-backtracking -- the name of a file that was found
const hashedAsset = /^assets\/[\w.-]+-[\w-]{8,}\.\w+$/

/** Only plain names: no empty or dot segment, no separator of another platform, no drive, no NUL. */
const plainSegment = /^[A-Za-z0-9_][A-Za-z0-9_.-]*$/

/**
 * The file name inside the page folder for a request path, or undefined when the path may not be served.
 * Takes the path from the request unchanged, still percent-encoded, with or without query.
 */
export function pageFileName(requestPath: string): string | undefined {
  const path = requestPath.split(/[?#]/, 1)[0] ?? ''
  if (!path.startsWith('/')) return undefined
  if (path === '/') return 'index.html'
  // No name of the page needs an escape, so an escape can only be an attempt to hide something.
  const segments = path.slice(1).split('/')
  if (!segments.every((segment) => plainSegment.test(segment))) return undefined
  const name = segments.join('/')
  return contentTypes.has(extname(name)) ? name : undefined
}

/**
 * Answers a GET of the page: takes the folder of the built page and the request path, returns status, headers and
 * bytes. Never reads outside the folder; anything unknown is a 404.
 */
export async function servePage(pageRoot: string, requestPath: string): Promise<PageResponse> {
  const name = pageFileName(requestPath)
  const body = name === undefined ? undefined : await readOrNothing(join(pageRoot, name))
  if (name === undefined || body === undefined) return plainAnswer(404, 'Not found')
  return {
    status: 200,
    headers: {
      ...securityHeaders,
      'content-type': contentTypes.get(extname(name)) ?? 'application/octet-stream',
      'cache-control': hashedAsset.test(name) ? 'public, max-age=31536000, immutable' : 'no-store',
    },
    body,
  }
}

/** A short text answer with the same headers as the page. */
export function plainAnswer(status: number, text: string): PageResponse {
  return {
    status,
    headers: {
      ...securityHeaders,
      'content-type': 'text/plain; charset=utf-8',
      'cache-control': 'no-store',
    },
    body: new Uint8Array(Buffer.from(`${text}\n`)),
  }
}

async function readOrNothing(path: string): Promise<Uint8Array<ArrayBuffer> | undefined> {
  try {
    return new Uint8Array(await readFile(path))
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code
    if (code === 'ENOENT' || code === 'EISDIR' || code === 'ENOTDIR') return undefined
    throw error
  }
}
