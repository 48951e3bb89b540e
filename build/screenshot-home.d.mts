import type { Account } from '../test/fakes/organisation/world.ts'
import type { StsDoubleOptions } from '../test/fakes/sts/server.ts'

type Identities = NonNullable<StsDoubleOptions['identities']>
type Roles = NonNullable<StsDoubleOptions['roles']>

export const newKey: { readonly id: string; readonly secret: string }
export const identities: Identities
export const roles: Roles
export const organisation: { readonly startUrl: string; readonly accounts: readonly Account[] }
/** The profiles that are verified for the pictures. */
export const checkedProfiles: readonly string[]
export const settings: Readonly<Record<string, unknown>>
/** Both files, with sessions that end some time after `now`, in milliseconds since 1970. */
export function files(now: number): Record<string, string>
