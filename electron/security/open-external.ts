import { shell } from 'electron'

/** Pages that the app links to. Nothing else is ever handed to the system to open. */
const allowedHosts = new Set(['docs.aws.amazon.com', 'github.com', 'www.pulumi.com'])

/** True for an https address on one of the exact hosts, without credentials or another port. */
export function mayOpenExternally(url: string): boolean {
  if (!URL.canParse(url)) return false
  const { protocol, host, username, password } = new URL(url)
  return protocol === 'https:' && allowedHosts.has(host) && username === '' && password === ''
}

/** The one way to the system's browser. Takes any text, opens only what the list allows; tells whether it did. */
export function openExternal(url: string): boolean {
  if (!mayOpenExternally(url)) return false
  // The parsed form, so that what was checked is what is opened. Without a browser nothing happens; the user sees that.
  shell.openExternal(new URL(url).href).catch(() => undefined)
  return true
}
