/**
 * Chromium knows no `app:` scheme from outside, so a page of `app://HOST/` is loaded from `https://HOST.app.test/`,
 * which is a secure origin of its own as well. Every request there is answered by the app's protocol handler.
 */
const suffix = '.app.test'

/** The address in the browser for an address of the app. */
export function toBrowser(url: string): string {
  const match = /^app:\/\/([^/]+)(.*)$/.exec(url)
  return match === null ? url : `https://${match[1] ?? ''}${suffix}${match[2] ?? ''}`
}

/** What Electron would call an address in the browser. */
export function fromBrowser(url: string): string {
  if (!URL.canParse(url)) return url
  const { protocol, host, pathname, search, hash } = new URL(url)
  if (protocol !== 'https:' || !host.endsWith(suffix)) return url
  return `app://${host.slice(0, -suffix.length)}${pathname}${search}${hash}`
}
