import { randomBytes } from 'node:crypto'
import type { Identity } from '../sts/identities.ts'

/** An account of the organisation and the roles that the one user of the double has in it. */
export interface Account {
  readonly id: string
  readonly name: string
  readonly email?: string
  readonly roles: readonly string[]
}

/** How the double behaves; tests change it while it runs. */
export interface Knobs {
  /** The browser has a session: `/authorize` leads back at once. Else it shows a page with Allow and Deny. */
  warm: boolean
  /** The user says no: in the browser and to a device code. */
  deny: boolean
  /** So many redirects carry another `state` than the one that was asked with. */
  wrongStates: number
  /** A device code is allowed at this poll; `undefined`: only by `allowDevice`. */
  deviceAtPoll: number | undefined
  /** So many polls are answered with `slow_down`. */
  slowDowns: number
  deviceSeconds: number
  deviceInterval: number
  accessSeconds: number
  registrationSeconds: number
  /** False: no refresh token is given, as for registrations without the scope `sso:account:access`. */
  givesRefreshToken: boolean
  /** False: a refresh token serves again and again, and a renewal answers without one. */
  rotates: boolean
  /** Every token is refused from now on: the administrator has ended the session. */
  sessionOver: boolean
  /** The Region of the instance; a token call elsewhere is told of it. The double cannot see Regions in its address. */
  otherRegion: { readonly region: string; readonly endpoint: string } | undefined
  /** Calls whose path begins so are answered with 429 so many times. */
  throttle: { path: string; times: number; retryAfter?: string } | undefined
  failure: 'server' | 'html' | undefined
  /** The most entries of a page, whatever is asked for. */
  pageSize: number
  /** `ACCOUNT/ROLE`: listed, but no longer there when it is used. */
  vanished: Set<string>
  /** So many calls of the portal are answered, then the token is over. */
  portalCalls: number
  roleSeconds: number
  /** Time before an answer is sent; what was asked for is done by then. */
  latencyMs: number
  /** Time before a request is looked at. */
  waitMs: number
  /** The double's clock minus the true one. */
  clockOffsetMs: number
}

export interface Registration {
  readonly clientId: string
  readonly clientSecret: string
  readonly grantTypes: readonly string[]
  readonly redirectUris: readonly string[]
  readonly scopes: readonly string[]
  readonly expiresAt: number
}

export interface Code {
  readonly clientId: string
  readonly redirectUri: string
  readonly challenge: string
}

export interface DeviceCode {
  readonly clientId: string
  readonly userCode: string
  readonly startUrl: string
  readonly expiresAt: number
  polls: number
  lastPollAt: number
  state: 'pending' | 'allowed' | 'denied' | 'used'
}

/** What the modules of the double share. */
export interface World {
  readonly knobs: Knobs
  readonly startUrl: string
  readonly user: string
  accounts: Account[]
  /** The keys that the STS double beside it accepts. */
  readonly identities: Map<string, Identity>
  readonly registrations: Map<string, Registration>
  readonly codes: Map<string, Code>
  readonly devices: Map<string, DeviceCode>
  /** Access token to its end; refresh token to how often it may serve. */
  readonly accessTokens: Map<string, number>
  readonly refreshTokens: Map<string, 'fresh' | 'used'>
  /** The address of the double, known once it listens. */
  readonly address: { url: string }
  now(): number
}

export const random = (prefix: string, bytes = 16): string =>
  `${prefix}-${randomBytes(bytes).toString('base64url')}`

export function defaultKnobs(): Knobs {
  return {
    warm: true,
    deny: false,
    wrongStates: 0,
    deviceAtPoll: 2,
    slowDowns: 0,
    deviceSeconds: 600,
    deviceInterval: 1,
    accessSeconds: 3600,
    registrationSeconds: 90 * 86_400,
    givesRefreshToken: true,
    rotates: true,
    sessionOver: false,
    otherRegion: undefined,
    throttle: undefined,
    failure: undefined,
    pageSize: 100,
    vanished: new Set(),
    portalCalls: Number.POSITIVE_INFINITY,
    roleSeconds: 3600,
    latencyMs: 0,
    waitMs: 0,
    clockOffsetMs: 0,
  }
}

/** Makes a pair of tokens, as every grant does. */
export function giveTokens(world: World, known: { access?: string; refresh?: string } = {}) {
  const { knobs } = world
  const accessToken = known.access ?? random('access', 48)
  world.accessTokens.set(accessToken, world.now() + knobs.accessSeconds * 1000)
  if (!knobs.givesRefreshToken) return { accessToken }
  const refreshToken = known.refresh ?? random('refresh', 48)
  world.refreshTokens.set(refreshToken, 'fresh')
  return { accessToken, refreshToken }
}
