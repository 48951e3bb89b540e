import { protocol } from 'electron'

export const appScheme = 'app'
export const appHost = 'stackpass'
/** The only address that any window of the app ever shows. */
export const appUrl = `${appScheme}://${appHost}/`

/** True for an address below `app://stackpass/`, compared by its parsed parts. */
export function isAppUrl(url: string): boolean {
  if (!URL.canParse(url)) return false
  const { protocol: scheme, host } = new URL(url)
  return scheme === `${appScheme}:` && host === appHost
}

/** Makes `app:` a secure origin of its own. Electron wants this before `ready`. */
export function registerAppScheme(): void {
  protocol.registerSchemesAsPrivileged([
    {
      scheme: appScheme,
      privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true },
    },
  ])
}
