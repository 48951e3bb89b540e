import { join } from 'node:path'
import { readPrivateJson, writePrivateJson } from '../state/private-json.ts'
import type { Oidc } from './oidc-client.ts'
import { hashedName } from '../state/hashed-name.ts'

/** What a registration is for: a client of AWS serves one way of signing in. */
export interface RegistrationKind {
  readonly grant: 'code' | 'device'
  readonly startUrl: string
  readonly region: string
  readonly scopes: readonly string[]
}

export interface Registration {
  readonly clientId: string
  readonly clientSecret: string
  /** Milliseconds since 1970. */
  readonly expiresAt: number
}

/** Registered without a port; the port that we listen on is added on use. */
export const redirectUri = 'http://127.0.0.1/oauth/callback'

const deviceGrant = 'urn:ietf:params:oauth:grant-type:device_code'
/** Counts as ended this long before its end, so that a sign-in with it can be renewed at least once. */
const marginMs = 15 * 60_000

function isRegistration(value: unknown): value is Registration {
  if (typeof value !== 'object' || value === null) return false
  const { clientId, clientSecret, expiresAt } = value as Record<string, unknown>
  return typeof clientId === 'string' && typeof clientSecret === 'string' && Number.isFinite(expiresAt)
}

/** Our own registrations: other tools keep theirs under their own names. */
export const registrationsFolder = ({ stateDir }: { readonly stateDir: string }): string =>
  join(stateDir, 'registrations')

function fileOf(folder: string, kind: RegistrationKind): string {
  const { grant, startUrl, region, scopes } = kind
  const text = JSON.stringify([grant, startUrl, region, scopes])
  return join(folder, `${hashedName(text)}.json`)
}

async function register(oidc: Oidc, kind: RegistrationKind, signal: AbortSignal): Promise<Registration> {
  const { grant, scopes, startUrl } = kind
  // Without scopes, AWS gives a token of eight hours that nobody can renew, which is what a legacy profile needs.
  const renewing = scopes.length > 0
  const command = new oidc.sdk.RegisterClientCommand({
    clientName: 'Stackpass',
    clientType: 'public',
    ...(renewing && { scopes: [...scopes] }),
    ...(grant === 'code'
      ? {
          grantTypes: ['authorization_code', 'refresh_token'],
          redirectUris: [redirectUri],
          issuerUrl: startUrl,
        }
      : renewing && { grantTypes: [deviceGrant, 'refresh_token'] }),
  })
  const { clientId, clientSecret, clientSecretExpiresAt } = await oidc.client.send(command, oidc.http(signal))
  if (!clientId || !clientSecret || !clientSecretExpiresAt)
    throw Object.assign(new Error('The answer registers nobody'), { name: 'NotAws' })
  return { clientId, clientSecret, expiresAt: clientSecretExpiresAt * 1000 }
}

/** The registration for a way of signing in: the stored one while it lasts, otherwise a new one. Rejects as the SDK does. */
export async function registrationFor(
  oidc: Oidc,
  kind: RegistrationKind,
  folder: string,
  signal: AbortSignal,
): Promise<Registration> {
  const file = fileOf(folder, kind)
  const kept = await readPrivateJson(file)
  if (isRegistration(kept) && kept.expiresAt - marginMs > Date.now()) return kept
  const made = await register(oidc, kind, signal)
  await writePrivateJson(file, made)
  return made
}

/** Forgets a registration that AWS no longer knows. */
export function forgetRegistration(kind: RegistrationKind, folder: string): Promise<void> {
  return writePrivateJson(fileOf(folder, kind), null)
}
