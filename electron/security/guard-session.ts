import type { Session } from 'electron'
import { isAppUrl } from '../page/app-scheme.ts'

interface SessionOptions {
  readonly devTools: boolean
  /** Whose files may load; by default those of the page. */
  readonly host?: string
}

/** Denies everything that a page could ask a session for: permissions, devices, downloads, network and files. */
export function guardSession(session: Session, options: SessionOptions): void {
  session.setPermissionRequestHandler((_contents, _permission, answer) => answer(false))
  session.setPermissionCheckHandler(() => false)
  session.setDevicePermissionHandler(() => false)
  session.setDisplayMediaRequestHandler((_request, answer) => answer({}))
  session.setSpellCheckerEnabled(false)
  session.on('will-download', (event) => event.preventDefault())
  session.webRequest.onBeforeRequest((request, answer) => answer({ cancel: !mayLoad(request.url, options) }))
}

/** Only the page's own files, and the developer tools' where they are allowed. So `file:` and all network is refused. */
function mayLoad(url: string, { devTools, host }: SessionOptions): boolean {
  return isAppUrl(url, host) || (devTools && url.startsWith('devtools://'))
}
