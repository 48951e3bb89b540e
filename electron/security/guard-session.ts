import type { Session } from 'electron'
import { isAppUrl } from '../page/app-scheme.ts'

/** Denies everything that a page could ask a session for: permissions, devices, downloads, network and files. */
export function guardSession(session: Session, options: { readonly devTools: boolean }): void {
  session.setPermissionRequestHandler((_contents, _permission, answer) => answer(false))
  session.setPermissionCheckHandler(() => false)
  session.setDevicePermissionHandler(() => false)
  session.setDisplayMediaRequestHandler((_request, answer) => answer({}))
  session.setSpellCheckerEnabled(false)
  session.on('will-download', (event) => event.preventDefault())
  session.webRequest.onBeforeRequest((request, answer) =>
    answer({ cancel: !mayLoad(request.url, options.devTools) }),
  )
}

/** Only the page's own files, and the developer tools' where they are allowed. So `file:` and all network is refused. */
function mayLoad(url: string, devTools: boolean): boolean {
  return isAppUrl(url) || (devTools && url.startsWith('devtools://'))
}
