import { accessStateOf, type AccessState } from '../../shared/domain/sessions/access-state.ts'
import type { MergedProfile } from '../../shared/domain/aws/types.ts'
import type { AwsView } from '../aws/aws-files.ts'
import { sectionsAsMaps } from '../aws/sections-as-maps.ts'
import type { CorePorts } from '../host/ports.ts'
import { loginCachePath, type LoginPlace, readLogin } from '../sessions/login/login-cache.ts'
import { createRefusedRenewals } from '../sessions/refused-renewals.ts'
import { cachedSessionIn, readSessionCache, renewalIn, sessionCachePath } from '../sessions/token-cache.ts'
import type { StackpassPaths } from '../state/paths.ts'
import { CredentialError } from './failure.ts'
import { keptMfa } from './kept-mfa.ts'
import { createMfaStore, type MfaDevice } from './mfa-store.ts'

export interface SessionStatesPlace extends LoginPlace {
  readonly paths: Pick<StackpassPaths, 'cacheDir' | 'locksDir'>
  readonly now: () => Date
}

/** Where a host keeps what the states are built from. */
export function statesPlace({
  ports,
  paths,
  now,
}: {
  readonly ports: Pick<CorePorts, 'env' | 'homeDir'>
  readonly paths: StackpassPaths
  readonly now: () => Date
}): SessionStatesPlace {
  return { env: ports.env, home: ports.homeDir, paths, now }
}

/** What the caches say of sign-ins and devices, each file read once. */
export interface SessionStates {
  sso(cacheKey: string, legacy: boolean): Promise<AccessState>
  login(value: string): Promise<AccessState>
  /** Of the device itself: the session that lasts longest. */
  device(serial: string): Promise<AccessState>
  /** Of one role that asks for a code from it. */
  role(serial: string, role: MergedProfile, view: AwsView): Promise<AccessState>
}

/** The answers of a function, each asked for once. */
function once<T>(ask: (key: string) => Promise<T>): (key: string) => Promise<T> {
  const known = new Map<string, Promise<T>>()
  return (key) => {
    const found = known.get(key) ?? ask(key)
    known.set(key, found)
    return found
  }
}

export function createSessionStates(place: SessionStatesPlace): SessionStates {
  const { home, paths, now } = place
  const store = createMfaStore(paths)
  const refused = createRefusedRenewals(paths)
  const at = now().getTime()
  const devices = once((serial: string) => store.read(serial))

  const sso = once(async (key: string): Promise<AccessState> => {
    const legacy = key.startsWith('-')
    const fields = await readSessionCache(sessionCachePath(home, key.slice(1)))
    const session = cachedSessionIn(fields)
    const token = renewalIn(fields)?.refreshToken
    // Only when the access token has ended does the renewal decide whether the session goes on.
    const isRefused = token !== undefined && (await refused.has(token))
    return accessStateOf(session && isRefused ? { ...session, hasRenewal: false } : session, !legacy, at)
  })

  const login = once(async (value: string): Promise<AccessState> => {
    const read = await readLogin(loginCachePath(value, place))
    if (read.kind === 'none') return { kind: 'signIn' }
    if (read.kind === 'damaged')
      return { kind: 'broken', why: `The cached login lacks ${read.missing.join(', ')}. Sign in again.` }
    const { keys, refreshToken } = read.login
    const hasRenewal = !(await refused.has(refreshToken))
    return accessStateOf({ expiresAt: keys.expiresAt, hasRenewal }, true, at)
  })

  function codeState(serial: string, ends: readonly number[]): AccessState {
    const last = Math.max(...ends, 0)
    if (last > at) return { kind: 'works', until: new Date(last).toISOString() }
    return { kind: 'needsCode', serial, ...(last > 0 && { endedAt: new Date(last).toISOString() }) }
  }

  const endsOf = (device: MfaDevice | undefined): readonly number[] =>
    device?.sessions.map(({ expiresAt }) => expiresAt) ?? []

  return {
    sso: (cacheKey, legacy) => sso(`${legacy ? '-' : '+'}${cacheKey}`),
    login,
    device: async (serial) => codeState(serial, endsOf(await devices(serial))),
    async role(serial, role, view) {
      const device = await devices(serial)
      if (device === undefined) return { kind: 'needsCode', serial }
      try {
        const services = sectionsAsMaps(view, 'services')
        const kept = keptMfa(role, device, { profiles: view.profiles, env: place.env, services })
        return codeState(serial, kept === undefined ? [] : [kept.expiresAt])
      } catch (error) {
        if (error instanceof CredentialError) return { kind: 'broken', why: error.failure.reason }
        throw error
      }
    },
  }
}
