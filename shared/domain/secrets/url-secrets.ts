import { isSecretName } from './secret-names.ts'
import type { Span } from './spans.ts'

const piece = /[^\s"'`<>]+/g
const userWithoutScheme =
  /(?<![^\s"'=,(])(?!mailto:)[\w.%+-]{1,64}:([^\s@:/"']{1,200})@(?:localhost|[\w-]{1,63}(?:\.[\w-]{1,63}){0,8}(?::\d{2,5}|(?<=\.[A-Za-z]{2,20})))(?![\w.])/g
const signingParameters = new Set(['sig', 'x-amz-signature', 'x-goog-signature', 'key', 'auth'])
const tokenAsUser = /^(?=[^\d]*\d)[\w.%~+-]{20,}$/

const hostName = /^(?:localhost|[\w-]+(?:\.[\w-]+)+|\[[\da-f:.]+\]|[\w.-]+:\d+)$/i

/** The password between `//` and the path of an address. */
function userSpan(url: string, start: number, end: number): Span | undefined {
  let stop = start
  while (stop < end && !'/?#'.includes(url.charAt(stop))) stop += 1
  const authority = url.slice(start, stop)
  const colon = authority.indexOf(':')
  const at = authority.lastIndexOf('@')
  if (
    colon >= 0 &&
    (at < 0 ? !/^\d*$/.test(authority.slice(colon + 1)) : !hostName.test(authority.slice(at + 1)))
  ) {
    // A password with an unescaped `/` in it: what follows the colon is not a port, or the `@` not a host.
    const last = url.slice(start, end).lastIndexOf('@')
    if (last > colon) return { start: start + colon + 1, end: start + last }
  }
  if (at < 0) return undefined
  if (colon >= 0 && colon < at) return { start: start + colon + 1, end: start + at }
  return tokenAsUser.test(authority.slice(0, at)) ? { start, end: start + at } : undefined
}

function nameOf(written: string): string {
  try {
    return decodeURIComponent(written)
  } catch {
    return written
  }
}

/** The values of parameters such as `X-Amz-Signature` or `token` in the query or fragment of an address. */
function parameterSpans(url: string): Span[] {
  const spans: Span[] = []
  for (let at = url.search(/[?#]/); at >= 0 && at < url.length;) {
    let end = at + 1
    while (end < url.length && !'&;#?'.includes(url.charAt(end))) end += 1
    const equals = url.slice(at + 1, end).indexOf('=')
    if (equals > 0) {
      const name = nameOf(url.slice(at + 1, at + 1 + equals))
      if (signingParameters.has(name.toLowerCase()) || isSecretName(name))
        spans.push({ start: at + equals + 2, end })
    }
    at = end
  }
  return spans
}

/** The secrets in addresses: passwords and tokens before the host, and in parameters. */
export function urlSpans(text: string): Span[] {
  const spans: Span[] = []
  for (const { 0: word, index } of text.includes('//') ? text.matchAll(piece) : []) {
    let scheme = word.indexOf('//')
    if (scheme < 0) continue
    for (const { start, end } of parameterSpans(word)) spans.push({ start: index + start, end: index + end })
    while (scheme >= 0) {
      const next = word.indexOf('//', scheme + 2)
      const found = userSpan(word, scheme + 2, next < 0 ? word.length : next)
      if (found) spans.push({ start: index + found.start, end: index + found.end })
      scheme = next
    }
  }
  if (text.includes('@')) {
    for (const match of text.matchAll(userWithoutScheme)) {
      const start = match.index + match[0].indexOf(':') + 1
      spans.push({ start, end: start + match[1]!.length })
    }
  }
  return spans
}
