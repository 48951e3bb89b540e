import { shell } from 'electron'

/** Hosts that the app links to. It never asks the system to open anything else. */
const allowedHosts = new Set(['docs.aws.amazon.com', 'github.com', 'www.pulumi.com'])

/** True for an https address on exactly one of these hosts, without credentials or another port. */
export function mayOpenExternally(url: string): boolean {
  if (!URL.canParse(url)) return false
  const { protocol, host, username, password } = new URL(url)
  return protocol === 'https:' && allowedHosts.has(host) && username === '' && password === ''
}

/** The only way to the system's browser. Takes any text, opens only what the list allows. Returns whether it did. */
export function openExternal(url: string): boolean {
  if (!mayOpenExternally(url)) return false
  // The parsed form, so that it opens exactly what it checked. Without a browser nothing happens, which the user notices.
  shell.openExternal(new URL(url).href).catch(() => undefined)
  return true
}
