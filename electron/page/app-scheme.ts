import { protocol } from 'electron'

export const appScheme = 'app'
export const appHost = 'stackpass'
/** The host of the window that asks about credentials, which has its own session. */
export const questionHost = 'question'
/** The only address that the app's window ever shows. */
export const appUrl = `${appScheme}://${appHost}/`

/** True for an address below `app://stackpass/`, or below another host of ours; compares the parsed parts. */
export function isAppUrl(url: string, own: string = appHost): boolean {
  if (!URL.canParse(url)) return false
  const { protocol: scheme, host } = new URL(url)
  return scheme === `${appScheme}:` && host === own
}

/** Makes `app:` a secure origin. Electron requires this before `ready`. */
export function registerAppScheme(): void {
  protocol.registerSchemesAsPrivileged([
    {
      scheme: appScheme,
      privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true },
    },
  ])
}
