import { createHash } from 'node:crypto'
import { roleInArn } from '../../../shared/domain/aws/arn-account.ts'
import { partitionOfArn } from '../../../shared/domain/aws/partitions.ts'
import { profilesHaving } from '../../../shared/domain/aws/having.ts'
import { remember } from '../../../shared/domain/aws/lenses/remember.ts'
import type { MergedProfile } from '../../../shared/domain/aws/types.ts'
import { redactText } from '../../../shared/domain/secrets/redact.ts'
import type { AwsView } from '../../aws/aws-files.ts'
import { forgetCachedFrom } from '../../credentials/forget-cached.ts'
import { mfaSerialOf } from '../../credentials/chain-sessions.ts'
import { createSessionStates, statesPlace } from '../../credentials/session-states.ts'
import { createMfaStore } from '../../credentials/mfa-store.ts'
import type { IdentityCenterContext } from './identity-center.ts'
import type { KnownSession, SessionKind } from './known-session.ts'

const valueOf = (profile: MergedProfile | undefined, key: string): string | undefined =>
  profile?.value(key) || undefined

/** The id of a device. A value that is not an ARN or serial number may be anything, and ids go everywhere. */
function mfaId(serial: string): string {
  if (redactText(serial) === serial) return `mfa:${serial}`
  return `mfa:#${createHash('sha256').update(serial).digest('hex').slice(0, 16)}`
}

/**
 * For each device the profiles whose credentials need its code: by their own role, or by one that they take their source from.
 */
export const mfaUsers: (
  view: Pick<AwsView, 'profiles' | 'config' | 'credentials'>,
) => ReadonlyMap<string, readonly MergedProfile[]> = remember((view) => {
  const { profiles } = view
  const users = new Map<string, MergedProfile[]>()
  for (const profile of profilesHaving(['mfa_serial', 'source_profile'], view)) {
    const seen = new Set<MergedProfile>()
    for (let at: MergedProfile | undefined = profile; at !== undefined && !seen.has(at);) {
      seen.add(at)
      const serial = mfaSerialOf(at)
      if (serial !== undefined && users.get(serial)?.at(-1) !== profile)
        users.set(serial, [...(users.get(serial) ?? []), profile])
      const source: string | undefined = valueOf(at, 'role_arn') && valueOf(at, 'source_profile')
      at = source === undefined ? undefined : profiles.get(source)
    }
  }
  return users
})

/** MFA devices: one code opens a session that serves every profile of the device until it ends. */
export function mfaSessions(context: IdentityCenterContext): SessionKind {
  const { paths, now } = context
  const store = createMfaStore(paths)

  async function signOut(view: AwsView, serial: string, used: readonly MergedProfile[]) {
    await store.forget(serial)
    await forgetCachedFrom(
      used.map(({ name }) => name),
      view.profiles,
      paths,
    )
    return {
      untold: 'AWS has no call that ends an MFA session; keys that were handed out work until they expire.',
    }
  }

  async function rowOf(view: AwsView, serial: string, used: readonly MergedProfile[]): Promise<KnownSession> {
    const state = await createSessionStates(statesPlace(context)).device(serial)
    const partition = partitionOfArn(serial)
    return {
      session: {
        id: mfaId(serial),
        kind: 'mfa',
        name: redactText(serial.split(':').at(-1) ?? serial),
        ...(partition !== undefined && { partition }),
        state,
        profiles: used.map((profile) => {
          const role = roleInArn(valueOf(profile, 'role_arn') ?? '')
          return { name: profile.name, ...role, state }
        }),
      },
      signOut: () => signOut(view, serial, used),
    }
  }

  return async (view) => {
    const users = new Map(mfaUsers(view))
    // A session that a code opened exists even where no profile names its device any longer.
    for (const { serial, sessions } of await store.list())
      if (!users.has(serial) && sessions.some(({ expiresAt }) => expiresAt > now().getTime()))
        users.set(serial, [])
    return Promise.all([...users].map(([serial, used]) => rowOf(view, serial, used)))
  }
}
