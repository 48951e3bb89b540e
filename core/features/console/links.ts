import { fail, ok, type Result } from '../../../shared/result.ts'
import { trimEndOf } from '../../../shared/domain/text/trim-end.ts'

export interface IdentityCenterRole {
  readonly startUrl: string
  readonly accountId: string
  readonly roleName: string
}

/**
 * The shortcut of the access portal: it holds no secret, and whoever opens it signs in there first, if necessary.
 * Error: StartUrlUnknown for a start URL that is not a web address.
 */
export function identityCenterLink(role: IdentityCenterRole, page: string | undefined): Result<string> {
  const { startUrl, accountId, roleName } = role
  const url = URL.canParse(startUrl) ? new URL(startUrl) : undefined
  if (url === undefined || !isSafe(url)) {
    return fail('StartUrlUnknown', 'The start URL of this profile is not an address that can be opened.', {
      reason: 'It must begin with https:// and contain no user.',
      remedy: 'Correct sso_start_url.',
    })
  }
  const query = new URLSearchParams({ account_id: accountId, role_name: roleName })
  if (page !== undefined) query.set('destination', page)
  // A fragment is not read like a form: there, `+` would stay a plus sign.
  const text = query.toString().replaceAll('+', '%20')
  return ok(`${url.origin}${trimEndOf(url.pathname, (character) => character === '/')}/#/console?${text}`)
}

const isSafe = ({ protocol, hostname, username, password }: URL): boolean =>
  username === '' &&
  password === '' &&
  (protocol === 'https:' || (protocol === 'http:' && isLoopback(hostname)))

/** A host of this computer, where a stand-in for AWS may be. */
export const isLoopback = (hostname: string): boolean =>
  hostname === '127.0.0.1' || hostname === '[::1]' || hostname === 'localhost'

/** The link into the console with a sign-in token, which works once and for a quarter of an hour. */
export function federationLink(endpoint: string, token: string, page: string): string {
  const query = new URLSearchParams({
    Action: 'login',
    Issuer: 'stackpass',
    Destination: page,
    SigninToken: token,
  })
  return `${endpoint}?${query.toString().replaceAll('+', '%20')}`
}
