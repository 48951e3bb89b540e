import type { VerifyResult } from '../../shared/contract/models.ts'
import type { FileProblem, MergedProfile } from '../../shared/domain/aws/types.ts'
import type { AccessState } from '../../shared/domain/sessions/access-state.ts'
import { type KnownCheck, profileAccess } from '../../shared/domain/sessions/profile-access.ts'
import type { AwsView } from '../aws/aws-files.ts'
import { chainSessions } from './chain-sessions.ts'
import { createSessionStates, type SessionStates, type SessionStatesPlace } from './session-states.ts'

/** What is known of profiles beside the files and the caches. */
export interface KnownOfProfiles {
  readonly checks: ReadonlyMap<string, Pick<VerifyResult, 'status' | 'failure' | 'expiresAt'>>
  readonly problems: readonly FileProblem[]
}

const nothingKnown: KnownOfProfiles = { checks: new Map(), problems: [] }

function checkOf(
  result: Pick<VerifyResult, 'status' | 'failure' | 'expiresAt'> | undefined,
): KnownCheck | undefined {
  if (result === undefined) return undefined
  const { status, failure, expiresAt } = result
  return { valid: status === 'valid', failure, expiresAt }
}

async function stateOf(
  profile: MergedProfile,
  view: AwsView,
  states: SessionStates,
  now: number,
  known: { readonly check: KnownCheck | undefined; readonly problem: string | undefined },
): Promise<AccessState> {
  const { sso, login, mfa, keysEnd } = chainSessions(profile, view.profiles)
  const sessions = await Promise.all([
    ...(sso ? [states.sso(sso.cacheKey, sso.legacy)] : []),
    ...(login === undefined ? [] : [states.login(login)]),
    ...mfa.map(({ serial, role }) => states.role(serial, role, view)),
  ])
  return profileAccess({ kind: profile.kind, sessions, keysEnd, ...known }, now)
}

/** What can be done with each profile now: by one rule, for every place that says so. `names`: these only. */
export async function accessStates(
  view: AwsView,
  place: SessionStatesPlace,
  { checks, problems }: KnownOfProfiles = nothingKnown,
  names?: readonly string[],
): Promise<ReadonlyMap<string, AccessState>> {
  const states = createSessionStates(place)
  const now = place.now().getTime()
  const wrong = new Map<string, string>()
  for (const { profile, severity, message } of problems)
    if (profile !== undefined && severity === 'error' && !wrong.has(profile)) wrong.set(profile, message)
  const wanted = names?.flatMap((name) => view.profiles.get(name) ?? []) ?? [...view.profiles.values()]
  const found = await Promise.all(
    wanted.map(async (profile) => {
      const known = { check: checkOf(checks.get(profile.name)), problem: wrong.get(profile.name) }
      return [profile.name, await stateOf(profile, view, states, now, known)] as const
    }),
  )
  return new Map(found)
}
