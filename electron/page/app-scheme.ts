import { protocol } from 'electron'

export const appScheme = 'app'
export const appHost = 'stackpass'
/** That of the window that asks about credentials, which is in a session of its own. */
export const questionHost = 'question'
/** The only address that the window of the app ever shows. */
export const appUrl = `${appScheme}://${appHost}/`

/** True for an address below `app://stackpass/`, or that of another host of ours, compared by its parsed parts. */
export function isAppUrl(url: string, own: string = appHost): boolean {
  if (!URL.canParse(url)) return false
  const { protocol: scheme, host } = new URL(url)
  return scheme === `${appScheme}:` && host === own
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
