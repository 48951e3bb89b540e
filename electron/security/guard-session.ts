import type { Session } from 'electron'
import { isAppUrl } from '../page/app-scheme.ts'

interface SessionOptions {
  readonly devTools: boolean
  /** The host whose files may load; by default the page's. */
  readonly host?: string
}

/** Denies everything that a page could request from a session: permissions, devices, downloads, network and files. */
export function guardSession(session: Session, options: SessionOptions): void {
  session.setPermissionRequestHandler((_contents, _permission, answer) => answer(false))
  session.setPermissionCheckHandler(() => false)
  session.setDevicePermissionHandler(() => false)
  session.setDisplayMediaRequestHandler((_request, answer) => answer({}))
  session.setSpellCheckerEnabled(false)
  session.on('will-download', (event) => event.preventDefault())
  session.webRequest.onBeforeRequest((request, answer) => answer({ cancel: !mayLoad(request.url, options) }))
}

/** Only the page's own files, and those of the developer tools if allowed. Refuses `file:` and all network access. */
function mayLoad(url: string, { devTools, host }: SessionOptions): boolean {
  return isAppUrl(url, host) || (devTools && url.startsWith('devtools://'))
}
